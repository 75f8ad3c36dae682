//! Repair: what every other command refuses to touch, since it was altered, cut, or bits rotted.
//!
//! Nothing is guessed and nothing thrown away. A log that cannot be trusted is kept under
//! another name, and a new one begins behind the last revision that is known, with the document
//! as it is: `gap` records have always meant that. A document that is no JSON is kept, and
//! rebuilt from the log. A segment that is damaged is kept, and a record says that what
//! it held can no longer be shown.
//!
//! # Dying on the way
//! What is replaced has its other name, durably, before anything takes its place, and a new log
//! takes that of the old one in one rename, as in a rotation: whoever dies leaves what is
//! damaged, or what is mended, and the next repair goes on.

mod catch_up;
mod diagnosis;
mod explanation;
mod left_over;

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::store::file::maintain::repair::diagnosis::Damaged;

use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::readable::{Publishable, Readable};
use crate::log::chain::Replay;
use crate::log::compaction::Dropped;
use crate::log::digest::Digest;
use crate::log::entry::{Entry, Link, Revision};
use crate::log::history::GAP;
use crate::platform::filesystem::{Access, FileSystem, OpenFile, Section};
use crate::platform::io_failure::io_failure;
use crate::store::file::FileStore;
use crate::store::file::commit::Current;
use crate::store::file::commit::publish::Attempt;
use crate::store::file::commit::publisher::Publisher;
use crate::store::file::journal::Journal;
use crate::store::file::layout::files::saved;
use crate::store::file::layout::replaceable::Hindrance;
use crate::store::file::recover::opened::{Head, View, read_document};
use crate::store::{Damage, Origin};

/// More often than there are kinds of damage, nothing is mended.
const KINDS: usize = 8;

impl<S: FileSystem> FileStore<S> {
    pub(crate) fn find_damage(&self) -> Result<Vec<Damage>> {
        let view = self.view()?;
        let hindrance = self.hindrance(&view)?;
        let mut damaged = self.diagnose(&view)?;
        if hindrance.is_none() && !damaged.iter().any(Damaged::is_of_document) && self.has_left_over()? {
            damaged.push(Damaged::LeftOver);
        }
        let mut found: Vec<Damage> = damaged.iter().map(|damaged| self.told(&view, damaged)).collect::<Result<_>>()?;
        found.extend(hindrance.map(|Hindrance { why, hints }| Damage {
            why: format!("{} cannot be replaced: {why}", self.files.document.display()),
            remedy: format!("not by ctx; {}", hints.join("; ")),
        }));
        Ok(found)
    }

    /// What keeps every change, and so a repair, from being published.
    fn hindrance(&self, view: &View<S::File>) -> Result<Option<Hindrance>> {
        let found = self.files.hindrance(view.document.as_ref());
        found.map_err(|e| io_failure("look at", &self.files.directory, &e).into())
    }

    pub(crate) fn mend(&self, origin: &Origin) -> Result<Vec<Damage>> {
        let mut told = Vec::new();
        // The log first: what else is damaged is told only by a sound one.
        for _ in 0..KINDS {
            let lock = self.lock_exclusive(origin)?;
            let view = View::open(&self.files, self.anchor(&lock)?, true)?;
            if let Some(hindrance) = self.hindrance(&view)? {
                return Err(hindrance.refusal(&self.files.document).into());
            }
            let publisher = self.publisher(&lock);
            let damaged = match self.diagnose(&view)?.into_iter().next() {
                Some(damaged) => damaged,
                None if self.is_left_over()? => Damaged::LeftOver,
                None => {
                    self.tidy(&publisher, &lock, &view)?;
                    break;
                }
            };
            told.push(self.told(&view, &damaged)?);
            match damaged {
                Damaged::Log { why } => self.begin_new_log(&publisher, origin, view, &why)?,
                Damaged::Document { head, why } => {
                    let text = self.text_of(&view)?.unwrap_or_default();
                    let kept = publisher.save(&self.files.document, "corrupt", &text)?;
                    let note = Some(format!("{why}; kept as {kept}"));
                    self.restore(&publisher, &view, Some(&head), &text, None, note)?;
                }
                Damaged::Torn { .. } => self.cut_torn_tail(&publisher, &lock, view)?,
                Damaged::LeftOver => self.remove_left_over()?,
                // The rest goes the way of all changes, which takes the lock itself.
                Damaged::Segment { why, path, first } => {
                    drop(lock);
                    self.give_up(origin, &why, path.as_deref(), first)?;
                }
                Damaged::Unpublished { .. } | Damaged::Behind { .. } | Damaged::Deleted { .. } => {
                    drop(lock);
                    self.on_current(origin, &mut |_| Ok(Some(())))?;
                }
            }
        }
        Ok(told)
    }

    fn begin_new_log(
        &self,
        publisher: &Publisher<'_, S>,
        origin: &Origin,
        view: View<S::File>,
        why: &str,
    ) -> Result<()> {
        let mut view = self.caught_up(publisher, view)?;
        let head = last_known(&view)?;
        let document = match self.sound_document(&view)? {
            Some(document) => document,
            None => self.document_of_sound_part(publisher, &view)?,
        };
        let aside = self.name_aside(&self.files.log)?;
        let kept = aside.file_name().unwrap_or_default().to_string_lossy();
        let mut change = self.change(origin, &view.boot, GAP, serde_json::json!({"damaged": kept}));
        change.note = Some(format!("{why}; kept as {kept}"));
        let recorded = crate::store::file::commit::conceal::conceal_whole(&mut change, &document);
        change.state = Some(recorded.as_ref().unwrap_or(&document).to_value());
        let recorded = recorded.as_ref().unwrap_or(&document);
        // At every instant there is a log: who found none would begin anew with what lies there.
        let publisher = Publisher { log_max: 0, damaged_log: Some(&aside), ..*publisher };
        let published = Publishable::of(&document).map_err(Failure::from)?;
        let recorded = Readable::of(recorded).map_err(Failure::from)?;
        match publisher.commit(&mut view, Some(&head), change, recorded, &published)? {
            Attempt::Committed(_) => Ok(()),
            Attempt::Raced => {
                let shown = self.files.document.display();
                Err(Failure::new(Kind::Conflict, format!("{shown} was replaced meanwhile")).hint("ctx repair").into())
            }
        }
    }

    /// The document as it lies there, if it is one.
    pub(crate) fn sound_document(&self, view: &View<S::File>) -> Result<Option<Document>> {
        let text = self.text_of(view)?.filter(|text| !text.is_empty());
        Ok(text.and_then(|text| Document::parse(&text).ok()))
    }

    pub(crate) fn text_of(&self, view: &View<S::File>) -> Result<Option<Vec<u8>>> {
        view.document.as_ref().map(|document| read_document(&self.files, document)).transpose()
    }

    /// The document after the last record before the damage. What is in its place is kept.
    fn document_of_sound_part(&self, publisher: &Publisher<'_, S>, view: &View<S::File>) -> Result<Document> {
        let document = view.journal.as_ref().and_then(sound_part);
        let shown = self.files.document.display();
        let (_, document) = document.ok_or_else(|| {
            let why = format!("{shown} is damaged as well as its log, which begins with the damage");
            Failure::new(Kind::BadData, why).hint(format!("put a sound copy of {shown} in its place"))
        })?;
        if let Some(text) = self.text_of(view)? {
            publisher.save(&self.files.document, "corrupt", &text)?;
        }
        Ok(document)
    }

    /// Records that what was before a record is gone, and keeps the file that held it.
    fn give_up(&self, origin: &Origin, why: &str, path: Option<&Path>, first: Link) -> Result<()> {
        let kept = path.map(|path| self.set_aside(path)).transpose()?;
        let last = Revision::new(first.rev.number() - 1);
        let dropped = Dropped { first: Revision::START.next().min(last), last, h: first.prev };
        self.on_current(origin, &mut |current| {
            let Some(head) = current.head.clone() else { return Ok(Some(())) };
            let mut change = self.change(origin, &current.view.boot, Dropped::OP, dropped.args());
            let kept = kept.as_ref().map(|kept| format!("; kept as {kept}")).unwrap_or_default();
            change.note = Some(format!("{why}{kept}"));
            let Current { publisher, view, document, text, .. } = current;
            Ok(publisher.announce(view, &head, change, document, text)?.committed().map(drop))
        })
    }

    /// The name for a file that says that it is damaged.
    pub(crate) fn name_aside(&self, path: &Path) -> Result<PathBuf> {
        let system = &self.files.system;
        let file = system.open(path, Access::Read).map_err(|e| io_failure("open", path, &e))?;
        let size = file.stat().map_err(|e| io_failure("look at", path, &e))?.size;
        let digest = Digest::of_stream(&mut Section::of(&file, size)).map_err(|e| io_failure("read", path, &e))?;
        Ok(saved(path, "corrupt", &digest))
    }

    /// Renames a file to what says that it is damaged; its new name.
    fn set_aside(&self, path: &Path) -> Result<String> {
        let system = &self.files.system;
        let aside = self.name_aside(path)?;
        system.rename(path, &aside).map_err(|e| io_failure("rename", path, &e))?;
        let directory = &self.files.directory;
        system.flush_directory(directory).map_err(|e| io_failure("flush", directory, &e))?;
        Ok(aside.file_name().unwrap_or_default().to_string_lossy().into_owned())
    }
}

/// The last revision that anything tells of, as the end of the log.
fn last_known(view: &View<impl OpenFile>) -> Result<Head> {
    let anchored = view.anchor.as_ref().and_then(|anchor| Some((anchor.rev, anchor.h()?)));
    let (mut recorded, len) = (None, view.journal.as_ref().map_or(0, Journal::len));
    if let Some(journal) = &view.journal {
        let mut end = len;
        while let Some(line) = journal.line_ending_at(end)? {
            if let Ok(entry) = Entry::parse(&line.bytes) {
                recorded = Some((entry.link.rev, entry.h));
                break;
            }
            end = line.start;
        }
    }
    let known = anchored.into_iter().chain(recorded).max_by_key(|(rev, _)| *rev);
    let (rev, h) = known.unwrap_or((Revision::START, Digest::NONE));
    Ok(Head { end: len, since_state: None, ..Head::without_log(rev, h) })
}

/// The document after the last record before one that is not sound, and its revision.
fn sound_part<F: OpenFile>(journal: &Journal<F>) -> Option<(Revision, Document)> {
    let mut sound = 0_usize;
    let mut replay = Replay::default();
    let stop = || Failure::new(Kind::BadData, "here it stops");
    // It ends where the damage begins.
    drop(journal.oldest_first(journal.len(), &mut |entry, _| {
        replay.step(&entry).map_err(|_| stop())?;
        sound += 1;
        Ok(())
    }));
    let mut replay = Replay::default();
    drop(journal.oldest_first(journal.len(), &mut |entry, _| {
        if sound == 0 {
            return Err(stop().into());
        }
        sound -= 1;
        replay.step(&entry).map_err(|_| stop().into())
    }));
    let (rev, _) = replay.last()?;
    Some((rev, replay.into_document()?))
}
