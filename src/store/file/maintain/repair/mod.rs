//! Repair of what every other command refuses to touch: files that were altered or cut, or in which bits
//! rotted.
//!
//! Nothing is guessed and nothing is thrown away. A log that cannot be trusted is kept under another
//! name, and a new one begins behind the last known revision with the document as it is, as every
//! `gap` record does. A document that is not JSON is saved, and rebuilt from the log. A damaged segment
//! is kept, and a record says that what it held can no longer be shown.
//!
//! # Crashes
//! What is replaced has its other name, durably, before anything takes its place; a new log replaces the
//! old one in one rename, as in a rotation. A crash leaves what was damaged or what was repaired, and
//! the next repair goes on.

mod catch_up;
mod diagnosis;
mod explanation;
mod left_over;
mod new_log;
mod set_aside;

use anyhow::Result;

use crate::platform::filesystem::FileSystem;
use crate::platform::io_failure::io_failure;
use crate::store::capability::repair::{Damage, Repair};
use crate::store::file::FileStore;
use crate::store::file::commit::committed::commit;
use crate::store::file::commit::drafted::Drafted;
use crate::store::file::commit::pending::take_published;
use crate::store::file::commit::roll_forward::roll_forward;
use crate::store::file::commit::transaction::on_recovered;
use crate::store::file::journal::rotate::Rotation;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::layout::replaceable::Hindrance;
use crate::store::file::maintain::repair::diagnosis::{Damaged, Segment, diagnose, text_of};
use crate::store::file::maintain::repair::explanation::explain;
use crate::store::file::maintain::repair::left_over::{cut_torn, has_left_over, is_left_over, remove_left_over, tidy};
use crate::store::file::maintain::repair::new_log::begin_new_log;
use crate::store::file::maintain::repair::set_aside::set_aside;
use crate::store::file::recover::look::look;
use crate::store::file::recover::opened::Opened;
use crate::store::origin::Origin;

/// How many damages are repaired at most: there are no more kinds.
const KINDS: usize = 8;

impl<S: FileSystem> Repair for FileStore<S> {
    fn find_damage(&self) -> Result<Vec<Damage>> {
        let files = &self.files;
        let opened = look(self)?.opened;
        let hindrance = hindrance(files, &opened)?;
        let mut damaged = diagnose(files, &opened)?;
        if hindrance.is_none() && !damaged.iter().any(Damaged::is_of_document) && has_left_over(self)? {
            damaged.push(Damaged::LeftOver);
        }
        let mut found: Vec<Damage> =
            damaged.iter().map(|damaged| explain(files, &opened, damaged)).collect::<Result<_>>()?;
        found.extend(hindrance.map(|Hindrance { why, hints }| Damage {
            why: format!("{} cannot be replaced: {why}", files.document.display()),
            remedy: format!("not by ctx; {}", hints.join("; ")),
        }));
        Ok(found)
    }

    fn repair(&self, origin: &Origin) -> Result<Vec<Damage>> {
        let mut done = Vec::new();
        // The log comes first: only a sound one tells what else is damaged.
        for _ in 0..KINDS {
            match repair_first(self, origin)? {
                Some(damage) => done.push(damage),
                None => break,
            }
        }
        Ok(done)
    }
}

/// Repairs the first damage; `None` if there is none.
fn repair_first<S: FileSystem>(store: &FileStore<S>, origin: &Origin) -> Result<Option<Damage>> {
    let files = &store.files;
    let locked = take_published(store, origin)?;
    let opened = Opened::under(&locked)?;
    if let Some(hindrance) = hindrance(files, &opened)? {
        return Err(hindrance.refusal(&files.document).into());
    }
    let damaged = match diagnose(files, &opened)?.into_iter().next() {
        Some(damaged) => damaged,
        None if is_left_over(files)? => Damaged::LeftOver,
        None => {
            tidy(&locked, &opened)?;
            return Ok(None);
        }
    };
    let damage = explain(files, &opened, &damaged)?;
    match damaged {
        Damaged::Log { why } => begin_new_log(&locked, opened, &why)?,
        Damaged::Document { head, why } => {
            let text = text_of(files, &opened)?.unwrap_or_default();
            let saved = locked.save(&files.document, "corrupt", &text)?;
            let note = Some(format!("{why}; kept as {saved}"));
            roll_forward(&locked, &opened, Some(&head), &text, None, note)?;
        }
        Damaged::Torn { .. } => cut_torn(&locked, opened)?,
        Damaged::LeftOver => remove_left_over(files)?,
        // The others are repaired by what every change does, which takes the lock itself.
        Damaged::Segment(segment) => {
            drop(locked);
            give_up_segment(store, origin, &segment)?;
        }
        Damaged::Unpublished { .. } | Damaged::Behind { .. } | Damaged::Deleted { .. } => {
            drop(locked);
            on_recovered(store, origin, &mut |_| Ok(Some(())))?;
        }
    }
    Ok(Some(damage))
}

/// What keeps every change, and so a repair, from being published.
fn hindrance<S: FileSystem>(files: &ContextFiles<S>, opened: &Opened<S::File>) -> Result<Option<Hindrance>> {
    let found = files.hindrance(opened.document.as_deref());
    found.map_err(|e| io_failure("look at", &files.directory, &e).into())
}

/// Keeps a damaged segment, and records that what is before the first sound record is gone.
fn give_up_segment<S: FileSystem>(store: &FileStore<S>, origin: &Origin, segment: &Segment) -> Result<()> {
    let kept = segment.path.as_ref().map(|path| set_aside(&store.files, path)).transpose()?;
    let dropped = segment.dropped();
    on_recovered(store, origin, &mut |recovered| {
        let (base, locked) = (&recovered.base, recovered.base.locked);
        if base.head.is_none() {
            return Ok(Some(()));
        }
        let mut change = locked.change(&base.opened.boot, crate::log::compaction::Dropped::OP, dropped.args());
        let kept = kept.as_ref().map(|kept| format!("; kept as {kept}")).unwrap_or_default();
        change.note = Some(format!("{}{kept}", segment.why));
        Ok(commit(Drafted::without_change(recovered, change, Rotation::WhenLong))?.map(drop))
    })
}
