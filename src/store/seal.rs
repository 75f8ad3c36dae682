//! Making a change the next record of its log.

use std::io;

use anyhow::Result;
use serde_json::Value;

use crate::error::Failure;
use crate::json::readable::Publishable;
use crate::kept::redaction;
use crate::log::audit_key::AuditKey;
use crate::log::digest::Digest;
use crate::log::entry::{Change, Entry, Link, Revision};
use crate::log::midstates::Midstates;
use crate::platform::filesystem::length;

/// How many bytes of records may follow the last whole state before another is written.
const STATE_EVERY: u64 = 64 * 1024;

/// Where a record goes: behind which other, in which log.
#[derive(Clone, Copy)]
pub struct Position<'k> {
    /// The revision of the record before, and its digest.
    pub after: (Revision, Digest),
    /// How many bytes of records follow the last whole state; `None` if the log has no record yet.
    pub since_state: Option<u64>,
    /// The key of the HMAC that the record gets, if any.
    pub key: Option<&'k AuditKey>,
}

impl Position<'_> {
    fn link(&self, post: Digest) -> Link {
        Link { rev: self.after.0.next(), prev: self.after.1, post }
    }

    fn seal(&self, change: Change, post: Digest) -> Result<Entry> {
        Entry::seal_with(change, self.link(post), self.key).map_err(|e| Failure::from(e).into())
    }
}

/// What a record says of the document after its change.
#[derive(Clone, Copy, Debug)]
pub struct Post {
    pub digest: Digest,
    /// The digest of the document that the log gives, if something is redacted.
    pub redacted: Option<Digest>,
    /// The length of the text, in bytes.
    pub size: u64,
}

impl Post {
    /// # Errors
    /// Fails if the document cannot be read.
    pub fn of(published: &Publishable) -> io::Result<Self> {
        let redacted = redaction::digest(published.document().document())?;
        Ok(Self { digest: Digest::of_content(published)?, redacted, size: published.size() })
    }

    /// The same, where the text that the document was made from was hashed before.
    ///
    /// # Errors
    /// As [`Post::of`].
    pub fn after(published: &Publishable, before: &Midstates) -> io::Result<Self> {
        let document = published.document().document();
        let (digest, redacted) =
            (before.digest_of(published, document.unchanged())?, redaction::digest_after(document, before)?);
        Ok(Self { digest, redacted, size: published.size() })
    }
}

/// Seals the record of a change to the document, of which the log gives `state`. It holds that whole
/// state where replay would otherwise take too long. Returns how many bytes of records follow the last
/// whole state, this one included.
///
/// # Errors
/// Fails if the record could not be read again.
pub fn seal(
    mut change: Change,
    position: Position<'_>,
    post: Post,
    state: impl FnOnce() -> Value,
) -> Result<(Entry, u64)> {
    let Post { digest: post, redacted, size } = post;
    change.redacted_post = redacted;
    let Some(since_state) = position.since_state else {
        // Replay starts with the first record of a log.
        change.state = Some(state());
        return Ok((position.seal(change, post)?, 0));
    };
    let entry = position.seal(change, post)?;
    with_state_where_due(entry, (since_state, size), position, state)
}

/// Gives a record the whole state if those since the last one have outgrown a document of `size` bytes.
fn with_state_where_due(
    entry: Entry,
    (since_state, size): (u64, u64),
    position: Position<'_>,
    state: impl FnOnce() -> Value,
) -> Result<(Entry, u64)> {
    if entry.change.state.is_some() {
        return Ok((entry, 0));
    }
    let grown = since_state.saturating_add(length(entry.line.len()) + 1);
    if grown <= STATE_EVERY.max(size.saturating_mul(2)) {
        return Ok((entry, grown));
    }
    let (mut change, post) = (entry.change, entry.link.post);
    change.state = Some(state());
    Ok((position.seal(change, post)?, 0))
}

/// Seals a record that leaves the document, of `size` bytes with the digest `post`, as it is. It holds the whole
/// state where [`seal`] would give it one: a log of messages alone can then be cut there by a
/// compaction. Returns the same count as [`seal`].
///
/// # Errors
/// Fails if the record could not be read again.
pub fn seal_without_change(
    mut change: Change,
    position: Position<'_>,
    (post, size): (Digest, u64),
    state: impl FnOnce() -> Value,
) -> Result<(Entry, u64)> {
    let Some(since_state) = position.since_state else {
        change.state = Some(state());
        return Ok((position.seal(change, post)?, 0));
    };
    let entry = position.seal(change, post)?;
    with_state_where_due(entry, (since_state, size), position, state)
}

/// Joins two notes into one.
#[must_use]
pub fn join_notes(first: Option<String>, second: Option<String>) -> Option<String> {
    match (first, second) {
        (Some(first), Some(second)) => Some(format!("{first}; {second}")),
        (first, second) => first.or(second),
    }
}
