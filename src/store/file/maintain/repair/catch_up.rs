//! Publishing the document of the last record before a damaged log is set aside: afterwards nothing could
//! bring it back.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::error::Failure;
use crate::json::document::Document;
use crate::json::readable::Publishable;
use crate::log::digest::Digest;
use crate::log::entry::Entry;
use crate::platform::filesystem::{FileSystem, OpenFile};
use crate::platform::io_failure::io_failure;
use crate::store::file::commit::roll_forward::{publish_unpublished, replace_by, roll_forward};
use crate::store::file::journal::Journal;
use crate::store::file::journal::head::Head;
use crate::store::file::lock::locked::Locked;
use crate::store::file::maintain::repair::diagnosis::damage_in;
use crate::store::file::recover::classify::classify;
use crate::store::file::recover::finding::{Finding, Found};
use crate::store::file::recover::opened::Opened;

/// Brings the document up to the last record, as far as that can be read; a damaged document is saved.
/// Returns the files, opened again.
///
/// # Errors
/// Fails on an I/O error.
pub(super) fn catch_up<S: FileSystem>(locked: &Locked<'_, S>, opened: Opened<S::File>) -> Result<Opened<S::File>> {
    let files = locked.files;
    let (head, text) = match classify(files, &opened).map_err(damage_in) {
        Ok(Found { finding: Finding::Behind(_), head: Some(head), text, .. }) => (head, text),
        Ok(Found { finding: Finding::InTheWay(saved_as, _), head: Some(head), text, .. }) => {
            locked.save(&files.document, saved_as.word(), &text)?;
            (head, text)
        }
        Ok(_) | Err(Ok(_)) => return Ok(opened),
        Err(Err(error)) => return Err(error),
    };
    // The distance to the last whole state cannot be counted through the damage.
    let head = Head { since_state: Some(0), ..head };
    let unpublished = opened.unpublished(head.post).map_err(|e| io_failure("read", &files.temporary, &e))?;
    if unpublished.is_some_and(|text| Document::parse(&text).is_ok()) {
        publish_unpublished(locked, &opened, &head, None)?;
    } else if let Err(error) = roll_forward(locked, &opened, Some(&head), &text, None, None) {
        damage_in(error)?;
        let Some(document) = opened.journal.as_ref().and_then(|journal| followed(journal, &head, &text)) else {
            return Ok(opened);
        };
        replace_by(locked, &opened, &head, &Publishable::of(document).map_err(Failure::from)?, None)?;
    }
    // The new log does not know the document that was there before.
    files.flush_names()?;
    opened.again(files)
}

/// The document of the last record, from an older one with the text `text` and the records since.
fn followed<F: OpenFile>(journal: &Journal<F>, head: &Head, text: &[u8]) -> Option<Document> {
    let mut document = Document::parse(text).ok()?;
    let digest = Digest::of(text);
    let mut later: Vec<Entry> = Vec::new();
    let mut found = false;
    let walked = journal.newest_first(head.end, &mut |entry, _| {
        found = entry.link.post == digest;
        if found {
            return ControlFlow::Break(());
        }
        later.push(entry);
        ControlFlow::Continue(())
    });
    walked.ok().filter(|()| found)?;
    for entry in later.iter().rev() {
        document.apply(&entry.change.patch).ok()?;
        if Digest::of(&document.to_text()) != entry.link.post {
            return None;
        }
    }
    Some(document)
}
