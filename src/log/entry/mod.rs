//! One record of the audit log: what a change was, whose, and its place in the chain.

mod bad;
mod readable;

pub use crate::log::entry::bad::BadEntry;
pub use crate::log::entry::readable::check_record;
pub use crate::log::revision::Revision;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::json;
use crate::json::patch::{Operation, Patch};
use crate::json::readable::{ASSERTED, Unreadable};
use crate::log::audit_key::AuditKey;
use crate::log::digest::Digest;
use crate::log::event_type::MESSAGE;
use crate::log::file_stamp::FileStamp;
use crate::log::record_id::RecordId;

/// The version of the record's format.
pub const FORMAT: u64 = 2;

/// That of a record without anything that later ones brought, so that an older ctx reads on.
const PLAIN: u64 = 1;

/// How deep arrays and objects of a record may be nested, which wraps documents.
pub const RECORD_DEPTH: usize = json::MAX_DEPTH + 8;
const _: () = assert!(RECORD_DEPTH < 120, "serde_json itself stops at 128");

/// `,"h":"` + 64 digits + `"}`.
const SEAL_LEN: usize = 72;

/// `,"hmac":"` + 64 digits + `"`.
const HMAC_LEN: usize = 74;

/// What an edit did: the record's `op` and `args`.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    pub op: &'static str,
    pub args: Value,
}

impl Action {
    /// Whether it is a message, which is recorded although the document stays as it is.
    #[must_use]
    pub fn is_message(&self) -> bool {
        self.op == MESSAGE
    }
}

/// Who made a change, as far as they said and the system knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    pub agent: String,
    /// Who found and recorded a change that was made without ctx.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    pub at: String,
    pub pid: u32,
    pub uid: u32,
    pub host: String,
    pub boot: String,
}

/// A change, before it has its place in the chain.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Change {
    pub op: String,
    pub args: Value,
    #[serde(serialize_with = "patch_as_json")]
    pub patch: Patch,
    #[serde(serialize_with = "patch_as_json")]
    pub undo: Patch,
    /// The whole document after the change, where replay may start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What recovery found and did just before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(flatten)]
    pub author: Author,
    pub durability: String,
    /// The digest of the document that the log gives, where that is not `post`: it has
    /// hashes in place of redacted values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redacted_post: Option<Digest>,
    /// The name of the context, in the first record of each of its logs: random, and never another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lineage: Option<String>,
    /// The file that holds the document after the change; unknown where another one than ctx wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<FileStamp>,
    /// The file that it took the place of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced: Option<FileStamp>,
}

fn patch_as_json<S: serde::Serializer>(patch: &Patch, serializer: S) -> Result<S::Ok, S::Error> {
    patch.to_json().serialize(serializer)
}

/// A record's place in the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    pub rev: Revision,
    /// `h` of the record before.
    pub prev: Digest,
    /// The digest of the document's text after the change.
    pub post: Digest,
}

/// One record of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub change: Change,
    pub link: Link,
    /// The HMAC of the record's line up to `,"hmac":`, if who wrote it had a key.
    pub hmac: Option<Digest>,
    /// The digest of the record's line up to `,"h":`.
    pub h: Digest,
    /// The line itself, without its newline.
    pub line: Vec<u8>,
}

impl Entry {
    /// The record's name.
    #[must_use]
    pub fn id(&self) -> RecordId {
        RecordId { rev: self.link.rev, h: self.h }
    }

    /// Gives a change its place, and the line (with its newline) that records it.
    ///
    /// # Errors
    /// A record that [`Entry::parse`] would refuse.
    pub fn seal(change: Change, link: Link) -> Result<Self, Unreadable> {
        Self::seal_with(change, link, None)
    }

    /// [`Entry::seal`], with an HMAC where there is a key.
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

    /// Reads one line, without its newline, and checks its digest.
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

    /// What an HMAC of the record is of: its line up to `,"hmac":`.
    #[must_use]
    pub fn covered_by_hmac(&self) -> &[u8] {
        let end = self.line.len().saturating_sub(SEAL_LEN + if self.hmac.is_some() { HMAC_LEN } else { 0 });
        self.line.get(..end).unwrap_or_default()
    }

    /// The digest that a line names, if its bytes have it.
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

/// The HMAC that a line names; it stands right before the digest.
fn hmac_in(line: &[u8]) -> Option<Digest> {
    let body = line.get(..line.len().checked_sub(SEAL_LEN)?)?;
    let named = std::str::from_utf8(body.get(body.len().checked_sub(HMAC_LEN)?..)?).ok()?;
    named.strip_prefix(",\"hmac\":\"")?.strip_suffix('"')?.parse().ok()
}

fn read_members(mut members: Map<String, Value>) -> Result<(Change, Link), String> {
    let digest = |name: &str| {
        let text = members.get(name).and_then(Value::as_str);
        text.and_then(|t| t.parse::<Digest>().ok()).ok_or_else(|| format!("it has no {name:?}"))
    };
    let rev = members.get("rev").and_then(Value::as_u64).ok_or("it has no \"rev\"")?;
    let link = Link { rev: Revision::new(rev), prev: digest("prev")?, post: digest("post")? };
    let text = |name: &str| members.get(name).and_then(Value::as_str).map(str::to_owned);
    let number = |name: &str| members.get(name).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
    let author = Author {
        agent: text("agent").ok_or("it has no \"agent\"")?,
        recorded_by: text("recorded_by"),
        session: text("session"),
        at: text("at").unwrap_or_default(),
        pid: number("pid").unwrap_or_default(),
        uid: number("uid").unwrap_or_default(),
        host: text("host").unwrap_or_default(),
        boot: text("boot").unwrap_or_default(),
    };
    let (op, message) = (text("op").ok_or("it has no \"op\"")?, text("message"));
    let (note, durability, lineage) = (text("note"), text("durability").unwrap_or_default(), text("lineage"));
    let redacted_post = members.contains_key("redacted_post").then(|| digest("redacted_post")).transpose()?;
    let mut patch = |name: &str| {
        let patch = Patch::from_json(members.remove(name).unwrap_or_default());
        patch.and_then(Patch::only_written).map_err(|e| format!("{name:?}: {e}"))
    };
    let (patch, undo) = (patch("patch")?, patch("undo")?);
    let mut stamp = |name: &str| -> Result<Option<FileStamp>, String> {
        members.remove(name).map(serde_json::from_value).transpose().map_err(|e| format!("{name:?}: {e}"))
    };
    let (published, replaced) = (stamp("published")?, stamp("replaced")?);
    let (args, state) = (members.remove("args").unwrap_or_default(), members.remove("state"));
    let change = Change {
        op,
        args,
        patch,
        undo,
        state,
        message,
        note,
        author,
        durability,
        redacted_post,
        lineage,
        published,
        replaced,
    };
    Ok((change, link))
}

#[cfg(test)]
mod tests;
