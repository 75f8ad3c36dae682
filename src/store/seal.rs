//! Making a change the next record of its log.

use anyhow::Result;

use super::filesystem::length;
use super::view::Head;
use crate::error::{Failure, Kind};
use crate::model::audit_key::AuditKey;
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
    key: Option<&AuditKey>,
) -> Result<(Entry, u64)> {
    let (rev, prev) = head.map_or((Revision::START, Digest::NONE), |h| (h.rev, h.h));
    let link = Link { rev: rev.next(), prev, post: Digest::of(text) };
    if head.is_none_or(|h| h.end == 0) {
        change.state = Some(document.root().clone());
    }
    let entry = write(change, link, key)?;
    let grown = since_state.saturating_add(length(entry.line.len()) + 1);
    if entry.change.state.is_some() {
        return Ok((entry, 0));
    }
    if grown <= STATE_EVERY.max(length(text.len()).saturating_mul(2)) {
        return Ok((entry, grown));
    }
    let mut change = entry.change;
    change.state = Some(document.root().clone());
    Ok((write(change, link, key)?, 0))
}

/// Seals a record that leaves the document of `head` as it is. It never holds a whole
/// state: with one, and without a patch, it would say that a document was taken over.
///
/// # Errors
/// Those of writing JSON.
pub fn seal_without_state(
    change: Change,
    head: &Head,
    since_state: u64,
    key: Option<&AuditKey>,
) -> Result<(Entry, u64)> {
    let entry = write(change, Link { rev: head.rev.next(), prev: head.h, post: head.post }, key)?;
    let grown = since_state.saturating_add(length(entry.line.len()) + 1);
    Ok((entry, grown))
}

fn write(change: Change, link: Link, key: Option<&AuditKey>) -> Result<Entry> {
    let sealed = Entry::seal_with(change, link, key);
    sealed.map_err(|e| Failure::new(Kind::BadData, format!("could not write the record: {e}")).into())
}

/// Both of two notes.
#[must_use]
pub fn join_notes(first: Option<String>, second: Option<String>) -> Option<String> {
    match (first, second) {
        (Some(first), Some(second)) => Some(format!("{first}; {second}")),
        (first, second) => first.or(second),
    }
}
