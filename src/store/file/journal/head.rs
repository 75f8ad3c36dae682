//! The head: the last record of the log, as far as a writer needs it.

use crate::log::digest::Digest;
use crate::log::entry::{Entry, Revision};
use crate::store::options::Durability;

/// The last record of the log.
#[derive(Clone, Debug)]
pub struct Head {
    pub rev: Revision,
    pub h: Digest,
    pub post: Digest,
    /// The boot in which it was written; empty if unknown.
    pub boot: String,
    /// Where it ends in the log, in bytes.
    pub end: u64,
    /// How many bytes of records follow the last one with a whole state, if known.
    pub since_state: Option<u64>,
    /// The digest of the document that the log gives, if something in it is redacted.
    pub redacted_post: Option<Digest>,
    /// Whether it has an HMAC; always false for a reader, who does not look.
    pub keyed: bool,
    /// How many records right before it no flush covered when it was appended.
    pub unflushed: u64,
    /// Whether nobody flushed the record itself, as its durability says.
    pub is_fast: bool,
    /// The agent that wrote it; unknown to a reader, who does not look.
    pub agent: Option<String>,
}

impl Head {
    /// The head of a log that ends at `end` with `entry`.
    #[must_use]
    pub fn of(entry: &Entry, end: u64, since_state: Option<u64>) -> Self {
        Self {
            rev: entry.link.rev,
            h: entry.h,
            post: entry.link.post,
            boot: entry.change.author.boot.clone(),
            end,
            since_state,
            redacted_post: entry.change.redacted_post,
            keyed: entry.hmac.is_some(),
            unflushed: entry.change.unflushed,
            is_fast: entry.change.durability == Durability::Fast.word(),
            agent: Some(entry.change.author.agent.clone()),
        }
    }

    /// A revision of which only the number and the digest are known: the log with its record is gone.
    #[must_use]
    pub fn without_log(rev: Revision, h: Digest) -> Self {
        Self {
            rev,
            h,
            post: h,
            boot: String::new(),
            end: 0,
            since_state: Some(0),
            redacted_post: None,
            keyed: false,
            unflushed: 0,
            is_fast: false,
            agent: None,
        }
    }
}
