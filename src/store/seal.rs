//! Making a change the next record of its log.

use anyhow::Result;

use super::view::Head;
use crate::error::{Failure, Kind};
use crate::model::digest::Digest;
use crate::model::document::Document;
use crate::model::entry::{Change, Entry, Link, Revision};

/// Patches may outgrow the last whole state by this much before another is written.
const STATE_EVERY: u64 = 64 * 1024;

/// Seals the record, with a whole state where replay would otherwise take too long.
/// How many bytes of records follow the last such state is counted with it.
///
/// # Errors
/// Those of writing JSON.
pub fn seal(
    mut change: Change,
    head: Option<&Head>,
    since_state: u64,
    document: &Document,
    text: &[u8],
) -> Result<(Entry, u64)> {
    let (rev, prev) = head.map_or((Revision::START, Digest::NONE), |h| (h.rev, h.h));
    let link = Link { rev: rev.next(), prev, post: Digest::of(text) };
    if head.is_none_or(|h| h.end == 0) {
        change.state = Some(document.root().clone());
    }
    let size = |text: &[u8]| u64::try_from(text.len()).unwrap_or(u64::MAX);
    let write = |change: Change| {
        Entry::seal(change, link).map_err(|e| Failure::new(Kind::BadData, format!("could not write the record: {e}")))
    };
    let entry = write(change)?;
    let grown = since_state.saturating_add(size(&entry.line) + 1);
    if entry.change.state.is_some() {
        return Ok((entry, 0));
    }
    if grown <= STATE_EVERY.max(size(text).saturating_mul(2)) {
        return Ok((entry, grown));
    }
    let mut change = entry.change;
    change.state = Some(document.root().clone());
    Ok((write(change)?, 0))
}

/// Both of two notes.
#[must_use]
pub fn join_notes(first: Option<String>, second: Option<String>) -> Option<String> {
    match (first, second) {
        (Some(first), Some(second)) => Some(format!("{first}; {second}")),
        (first, second) => first.or(second),
    }
}
