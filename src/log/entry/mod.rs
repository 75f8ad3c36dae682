//! A record of the audit log: the change, its author, and its place in the chain.

mod bad;
mod change;
mod members;
mod readable;

pub use crate::log::entry::bad::BadEntry;
pub use crate::log::entry::change::{Action, Author, Change, Link};
pub use crate::log::entry::readable::{RECORD_DEPTH, check_record};
pub use crate::log::revision::Revision;

use serde::Deserialize;
use serde_json::Value;

use crate::json;
use crate::json::patch::Operation;
use crate::json::readable::{ASSERTED, Unreadable};
use crate::log::audit_key::AuditKey;
use crate::log::digest::Digest;
use crate::log::entry::members::read_members;
use crate::log::record_id::RecordId;

/// The version of the record format.
pub const FORMAT: u64 = 2;

/// The version of a record that uses nothing newer, so that an older ctx can read it.
const PLAIN: u64 = 1;

/// `,"h":"` + 64 digits + `"}`.
const SEAL_LEN: usize = 72;

/// `,"hmac":"` + 64 digits + `"`.
const HMAC_LEN: usize = 74;

/// How much of a line's end holds all members of [`Tail`]: revision and format have up to 20 digits.
const TAIL_LEN: usize = 512;

/// What is before the revision in a line.
const REV: &[u8] = b",\"rev\":";

/// The members at the end of a line.
#[derive(Deserialize)]
struct Tail<'t> {
    v: u64,
    rev: Revision,
    prev: &'t str,
    post: &'t str,
}

/// A record of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub change: Change,
    pub link: Link,
    /// The HMAC of the record's line up to `,"hmac":`, if its writer had a key.
    pub hmac: Option<Digest>,
    /// The digest of the record's line up to `,"h":`.
    pub h: Digest,
    /// The line itself, without its newline.
    pub line: Vec<u8>,
}

impl Entry {
    /// Whether nothing is left of it for who reads it: a view left out what may not be seen.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.line.is_empty() && self.change.patch.0.is_empty() && self.change.state.is_none()
    }

    /// The record's name.
    #[must_use]
    pub fn id(&self) -> RecordId {
        RecordId { rev: self.link.rev, h: self.h }
    }

    /// Seals a change: gives it its place in the chain, and its line.
    ///
    /// # Errors
    /// Fails if [`Entry::parse`] would refuse the record.
    pub fn seal(change: Change, link: Link) -> Result<Self, Unreadable> {
        Self::seal_with(change, link, None)
    }

    /// Like [`Entry::seal`], with an HMAC if there is a key.
    ///
    /// # Errors
    /// As [`Entry::seal`].
    pub fn seal_with(change: Change, link: Link, key: Option<&AuditKey>) -> Result<Self, Unreadable> {
        check_record(&change)?;
        let mut line = serde_json::to_vec(&change).map_err(|e| Unreadable::Unwritable(e.to_string()))?;
        line.pop();
        let Link { rev, prev, post } = link;
        let arranges = |operation: &Operation| matches!(operation, Operation::Arrange { .. });
        let format = if change.patch.0.iter().any(arranges) { FORMAT } else { PLAIN };
        let tail = format!(r#","v":{format},"rev":{rev},"prev":"{prev}","post":"{post}""#);
        line.extend_from_slice(tail.as_bytes());
        let hmac = key.map(|key| key.hmac(&line));
        if let Some(hmac) = hmac {
            line.extend_from_slice(format!(",\"hmac\":\"{hmac}\"").as_bytes());
        }
        let h = Digest::of(&line);
        line.extend_from_slice(format!(",\"h\":\"{h}\"}}").as_bytes());
        let entry = Self { change, link, hmac, h, line };
        debug_assert!(entry.line.len() > ASSERTED || Self::parse(&entry.line).as_ref() == Ok(&entry));
        Ok(entry)
    }

    /// Parses one line, without its newline, and checks its digest.
    ///
    /// # Errors
    /// [`BadEntry`].
    pub fn parse(line: &[u8]) -> Result<Self, BadEntry> {
        let h = Self::check(line)?;
        let value = json::parse_nested(line, RECORD_DEPTH).map_err(|e| BadEntry::Unknown(e.to_string()))?;
        let Value::Object(members) = value else { return Err(BadEntry::Broken) };
        if let Some(format) = members.get("v").and_then(Value::as_u64).filter(|&format| format > FORMAT) {
            return Err(BadEntry::Newer(format));
        }
        let (change, link) = read_members(members).map_err(BadEntry::Unknown)?;
        Ok(Self { change, link, hmac: hmac_in(line), h, line: line.to_vec() })
    }

    /// Returns the revision that a line names. Whether the line is a record is not checked.
    #[must_use]
    pub fn revision_in(line: &[u8]) -> Option<Revision> {
        let tail = line.get(line.len().saturating_sub(TAIL_LEN)..)?;
        let digits = tail.get(memchr::memmem::rfind(tail, REV)? + REV.len()..)?;
        let len = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
        std::str::from_utf8(digits.get(..len)?).ok()?.parse().ok().map(Revision::new)
    }

    /// Returns the place in the chain that a line names, and checks its digest. What it changed is not read.
    ///
    /// # Errors
    /// As [`Entry::parse`].
    pub fn link_of(line: &[u8]) -> Result<Link, BadEntry> {
        Self::check(line)?;
        let tail = line.get(line.len().saturating_sub(TAIL_LEN)..).unwrap_or_default();
        let start =
            memchr::memmem::rfind(tail, b",\"v\":").ok_or_else(|| BadEntry::Unknown("it has no \"v\"".into()))?;
        let mut members = tail.get(start..).unwrap_or_default().to_vec();
        if let Some(comma) = members.first_mut() {
            *comma = b'{';
        }
        let tail: Tail<'_> = serde_json::from_slice(&members).map_err(|e| BadEntry::Unknown(e.to_string()))?;
        if tail.v > FORMAT {
            return Err(BadEntry::Newer(tail.v));
        }
        let digest = |text: &str| text.parse().map_err(|_| BadEntry::Unknown(format!("{text:?} is not a digest")));
        Ok(Link { rev: tail.rev, prev: digest(tail.prev)?, post: digest(tail.post)? })
    }

    /// Returns what the HMAC of the record covers: its line up to `,"hmac":`.
    #[must_use]
    pub fn covered_by_hmac(&self) -> &[u8] {
        let end = self.line.len().saturating_sub(SEAL_LEN + if self.hmac.is_some() { HMAC_LEN } else { 0 });
        self.line.get(..end).unwrap_or_default()
    }

    /// Returns the digest that a line names, if it matches.
    ///
    /// # Errors
    /// [`BadEntry::Broken`].
    pub fn check(line: &[u8]) -> Result<Digest, BadEntry> {
        let (body, seal) = line.split_at_checked(line.len().wrapping_sub(SEAL_LEN)).ok_or(BadEntry::Broken)?;
        let h = std::str::from_utf8(seal)
            .ok()
            .and_then(|seal| seal.strip_prefix(",\"h\":\"")?.strip_suffix("\"}")?.parse().ok())
            .ok_or(BadEntry::Broken)?;
        if Digest::of(body) == h { Ok(h) } else { Err(BadEntry::Broken) }
    }
}

/// Returns the HMAC that a line names, right before its digest.
fn hmac_in(line: &[u8]) -> Option<Digest> {
    let body = line.get(..line.len().checked_sub(SEAL_LEN)?)?;
    let named = std::str::from_utf8(body.get(body.len().checked_sub(HMAC_LEN)?..)?).ok()?;
    named.strip_prefix(",\"hmac\":\"")?.strip_suffix('"')?.parse().ok()
}

#[cfg(test)]
mod tests;
