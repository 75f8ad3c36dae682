//! The document of a revision that somebody read.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::model::document::Document;
use crate::model::entry::{Entry, Revision};
use crate::model::history::History;

/// The document as it was at `rev`; without members at 0.
///
/// # Errors
/// A revision that is not in the history: the oldest and the newest are named.
pub fn document_at(history: &dyn History, rev: Revision) -> Result<Document> {
    if rev == Revision::START {
        return Ok(Document::default());
    }
    let (mut newest, mut oldest) = (None, None);
    let mut records: Vec<Entry> = Vec::new();
    history.newest_first(&mut |entry| {
        let at = entry.link.rev;
        newest.get_or_insert(at);
        oldest = Some(at);
        if at > rev {
            return ControlFlow::Continue(());
        }
        let is_whole = entry.change.state.is_some();
        // Of a revision that is not there, only the oldest is still to be found.
        if at == rev || !records.is_empty() {
            records.push(entry);
        }
        if is_whole && !records.is_empty() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    // The oldest of them holds the document as a whole.
    let Some(state) = records.pop().and_then(|entry| entry.change.state) else {
        return Err(unknown(rev, oldest, newest).into());
    };
    let bad = |rev: Revision, why: String| {
        Failure::new(Kind::BadData, format!("revision {rev} cannot be rebuilt: {why}")).hint("ctx verify")
    };
    let mut document = Document::try_from(state).map_err(|e| bad(rev, e.to_string()))?;
    for entry in records.iter().rev() {
        document.apply(&entry.change.patch).map_err(|e| bad(entry.link.rev, e.to_string()))?;
    }
    Ok(document)
}

fn unknown(rev: Revision, oldest: Option<Revision>, newest: Option<Revision>) -> Failure {
    let (Some(oldest), Some(newest)) = (oldest, newest) else {
        return Failure::new(Kind::No, format!("there is no revision {rev}: nothing was written yet"));
    };
    Failure::new(Kind::No, format!("there is no revision {rev}: the log has {oldest} to {newest}"))
        .fact("rev", rev.number())
        .fact("oldest", oldest.number())
        .fact("newest", newest.number())
        .hint("ctx log -n 20")
}
