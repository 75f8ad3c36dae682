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
use crate::store::file::recover::opened::Head;

/// The document at the last record.
///
/// # Errors
/// A record that is damaged, no record with a whole state, or a result that is
/// not what was written.
pub fn document_at_head(journal: &Journal<impl OpenFile>, head: &Head) -> Result<Document> {
    let mut later: Vec<Entry> = Vec::new();
    journal.newest_first(head.end, &mut |mut entry, _| {
        let has_state = entry.change.state.is_some();
        (entry.line, entry.change.undo) = (Vec::new(), Patch::default());
        later.push(entry);
        if has_state { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    let mut replay = Replay::default();
    for entry in later.into_iter().rev() {
        replay.step(&entry).map_err(|e| journal.inconsistent(&e))?;
    }
    replay.into_document().ok_or_else(|| {
        let why = "no record holds a whole state".to_owned();
        journal.inconsistent(&Inconsistent { rev: head.rev, why })
    })
}

/// How many bytes of records follow the last one that holds a whole state, up to `head`.
///
/// # Errors
/// A record that is damaged.
pub fn since_state(head: Option<&Head>, journal: &Journal<impl OpenFile>) -> Result<u64> {
    match head {
        None => Ok(0),
        Some(Head { since_state: Some(bytes), .. }) => Ok(*bytes),
        Some(head) => bytes_since_state(journal, head.end),
    }
}

fn bytes_since_state(journal: &Journal<impl OpenFile>, end: u64) -> Result<u64> {
    let mut since = 0;
    let mut behind = end;
    journal.newest_first(end, &mut |entry, start| {
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
/// A record that is damaged.
pub fn digest_before_head(past: &dyn History) -> Result<Option<Digest>> {
    let mut posts = Vec::new();
    past.newest_first(&mut |entry| {
        posts.push(entry.link.post);
        if posts.len() == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    Ok(posts.get(1).copied())
}
