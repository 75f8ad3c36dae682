//! Beginning a new log in place of one that cannot be trusted.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::readable::Publishable;
use crate::log::chain::Replay;
use crate::log::digest::Digest;
use crate::log::entry::{Entry, Revision};
use crate::log::history::GAP;
use crate::platform::filesystem::{FileSystem, OpenFile};
use crate::store::file::commit::base::Base;
use crate::store::file::commit::committed::commit;
use crate::store::file::commit::drafted::{Content, Drafted};
use crate::store::file::journal::Journal;
use crate::store::file::journal::head::Head;
use crate::store::file::journal::rotate::Rotation;
use crate::store::file::lock::locked::Locked;
use crate::store::file::maintain::repair::catch_up::catch_up;
use crate::store::file::maintain::repair::diagnosis::{sound_document, text_of};
use crate::store::file::maintain::repair::set_aside::name_aside;
use crate::store::file::recover::opened::Opened;
use crate::store::redact::redact_whole;

/// Keeps the log under another name, and begins a new one with the document as it is.
///
/// # Errors
/// Fails if nothing sound is left of the document, if another program replaces it, or on an I/O error.
pub(super) fn begin_new_log<S: FileSystem>(locked: &Locked<'_, S>, opened: Opened<S::File>, why: &str) -> Result<()> {
    let files = locked.files;
    let opened = catch_up(locked, opened)?;
    let head = last_known(&opened)?;
    let document = match sound_document(files, &opened)? {
        Some(document) => document,
        None => document_before_damage(locked, &opened)?,
    };
    let aside = name_aside(files, &files.log)?;
    let kept = aside.file_name().unwrap_or_default().to_string_lossy();
    let mut change = locked.change(&opened.boot, GAP, serde_json::json!({"damaged": kept}));
    change.note = Some(format!("{why}; kept as {kept}"));
    let published = Publishable::of(document).map_err(Failure::from)?;
    let document = published.document().document();
    let recorded = redact_whole(&mut change, document);
    change.state = Some(recorded.as_ref().unwrap_or(document).to_value());
    let base = Base { locked, opened, head: Some(head), note: None, proof: None };
    let content = Content::New { published, is_recovered: false };
    // A log is there at every instant: a writer that found none would begin anew.
    let drafted = Drafted { base, change, content, rotation: Rotation::SetAside(aside.clone()) };
    if commit(drafted)?.is_some() {
        return Ok(());
    }
    let shown = files.document.display();
    Err(Failure::new(Kind::Conflict, format!("{shown} was replaced meanwhile")).hint("ctx repair").into())
}

/// The last revision that anything tells of, as the end of the log.
fn last_known(opened: &Opened<impl OpenFile>) -> Result<Head> {
    let anchored = opened.anchor.as_ref().and_then(|anchor| Some((anchor.rev, anchor.h()?)));
    let (mut recorded, len) = (None, opened.journal.as_ref().map_or(0, Journal::len));
    if let Some(journal) = &opened.journal {
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

/// The document after the last record before the damage; what is in its place is saved.
fn document_before_damage<S: FileSystem>(locked: &Locked<'_, S>, opened: &Opened<S::File>) -> Result<Document> {
    let files = locked.files;
    let shown = files.document.display();
    let (_, document) = opened.journal.as_ref().and_then(before_damage).ok_or_else(|| {
        let why = format!("{shown} is damaged as well as its log, which begins with the damage");
        Failure::new(Kind::BadData, why).hint(format!("put a sound copy of {shown} in its place"))
    })?;
    if let Some(text) = text_of(files, opened)? {
        locked.save(&files.document, "corrupt", &text)?;
    }
    Ok(document)
}

/// The document after the last record before the first damaged one, and its revision.
pub(super) fn before_damage<F: OpenFile>(journal: &Journal<F>) -> Option<(Revision, Document)> {
    let mut sound = 0_usize;
    let mut replay = Replay::default();
    let stop = || Failure::new(Kind::BadData, "the damage begins here");
    // The walk ends where the damage begins.
    drop(journal.oldest_first(journal.len(), &mut |entry, _| {
        replay.step(&entry).and_then(|()| replay.check()).map_err(|_| stop())?;
        sound += 1;
        Ok(())
    }));
    let mut replay = Replay::default();
    drop(journal.oldest_first(journal.len(), &mut |entry, _| {
        if sound == 0 {
            return Err(stop().into());
        }
        sound -= 1;
        replay.follow(&entry).map_err(|_| stop().into())
    }));
    let (rev, _) = replay.last()?;
    Some((rev, replay.into_document()?))
}
