//! Making a change the next record of its log.

use anyhow::Result;
use serde_json::Value;

use crate::error::Failure;
use crate::json::readable::Readable;
use crate::log::audit_key::AuditKey;
use crate::log::digest::Digest;
use crate::log::entry::{Change, Entry, Link, Revision};
use crate::platform::filesystem::length;
use crate::store::file::recover::opened::Head;

/// Patches may outgrow the last whole state by this much before another is written.
const STATE_EVERY: u64 = 64 * 1024;

/// Seals the record, with a whole state where replay would otherwise take too long.
/// How many bytes of records follow the last such state is counted with it; it is not
/// known (`None`) for the first record of a log, which always holds one.
///
/// # Errors
/// A record that nobody could read again.
pub fn seal(
    mut change: Change,
    head: Option<&Head>,
    since_state: Option<u64>,
    document: Readable<'_>,
    text: &[u8],
    key: Option<&AuditKey>,
) -> Result<(Entry, u64)> {
    let (rev, prev) = head.map_or((Revision::START, Digest::NONE), |h| (h.rev, h.h));
    let link = Link { rev: rev.next(), prev, post: Digest::of(text) };
    let Some(since_state) = since_state.filter(|_| head.is_some_and(|h| h.end > 0)) else {
        // It is the first of its log, where replay starts.
        change.state = Some(document.document().to_value());
        return Ok((write(change, link, key)?, 0));
    };
    let entry = write(change, link, key)?;
    let grown = since_state.saturating_add(length(entry.line.len()) + 1);
    if entry.change.state.is_some() {
        return Ok((entry, 0));
    }
    if grown <= STATE_EVERY.max(length(text.len()).saturating_mul(2)) {
        return Ok((entry, grown));
    }
    let mut change = entry.change;
    change.state = Some(document.document().to_value());
    Ok((write(change, link, key)?, 0))
}

/// Seals a message, which leaves the document of `head` as it is. It holds the whole `state`
/// only where it is the first of its log.
///
/// # Errors
/// A record that nobody could read again.
pub fn seal_message(
    mut change: Change,
    head: &Head,
    since_state: Option<u64>,
    state: impl FnOnce() -> Value,
    key: Option<&AuditKey>,
) -> Result<(Entry, u64)> {
    let link = Link { rev: head.rev.next(), prev: head.h, post: head.post };
    let Some(since_state) = since_state else {
        change.state = Some(state());
        return Ok((write(change, link, key)?, 0));
    };
    let entry = write(change, link, key)?;
    let grown = since_state.saturating_add(length(entry.line.len()) + 1);
    Ok((entry, grown))
}

fn write(change: Change, link: Link, key: Option<&AuditKey>) -> Result<Entry> {
    Entry::seal_with(change, link, key).map_err(|e| Failure::from(e).into())
}

/// Both of two notes.
#[must_use]
pub fn join_notes(first: Option<String>, second: Option<String>) -> Option<String> {
    match (first, second) {
        (Some(first), Some(second)) => Some(format!("{first}; {second}")),
        (first, second) => first.or(second),
    }
}
