//! Rebuilding the document from the log alone.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::json::document::Document;
use crate::json::patch::Patch;
use crate::log::chain::{Inconsistent, Replay};
use crate::log::digest::Digest;
use crate::log::entry::Entry;
use crate::log::history::History;
use crate::platform::filesystem::OpenFile;
use crate::store::file::journal::Journal;
use crate::store::file::journal::head::Head;

/// The document after the last record.
///
/// # Errors
/// Fails if a record is damaged, no record holds a whole state, or the result is not what was
/// written.
pub fn document_at_head(journal: &Journal<impl OpenFile>, head: &Head) -> Result<Document> {
    let mut later: Vec<Entry> = Vec::new();
    journal.newest_first(head.end, &mut |mut entry, _| {
        let has_state = entry.change.state.is_some();
        (entry.line, entry.change.undo) = (Vec::new(), Patch::default());
        later.push(entry);
        if has_state { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    let mut replay = Replay::default();
    replay.follow_all(later.iter().rev()).map_err(|e| journal.inconsistent(&e))?;
    replay.into_document().ok_or_else(|| {
        let why = "no record holds a whole state".to_owned();
        journal.inconsistent(&Inconsistent { rev: head.rev, why })
    })
}

/// How many bytes of records follow the last one that holds a whole state, up to `head`.
///
/// # Errors
/// Fails if a record is damaged.
pub fn since_state(head: &Head, journal: &Journal<impl OpenFile>) -> Result<u64> {
    if let Some(bytes) = head.since_state {
        return Ok(bytes);
    }
    let mut since = 0;
    let mut behind = head.end;
    journal.newest_first(head.end, &mut |entry, start| {
        if entry.change.state.is_some() {
            return ControlFlow::Break(());
        }
        since += behind - start;
        behind = start;
        ControlFlow::Continue(())
    })?;
    Ok(since)
}

/// The digest of the document before the last record.
///
/// # Errors
/// Fails if a record is damaged.
pub fn digest_before_head(records: &dyn History) -> Result<Option<Digest>> {
    let mut posts = Vec::new();
    records.newest_first(&mut |entry| {
        posts.push(entry.link.post);
        if posts.len() == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    Ok(posts.get(1).copied())
}
