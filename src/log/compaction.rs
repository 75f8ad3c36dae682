//! The record of a compaction.

use serde_json::{Value, json};

use crate::log::digest::Digest;
use crate::log::entry::{Entry, Link, Revision};

/// The oldest records, which were dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dropped {
    pub first: Revision,
    pub last: Revision,
    /// `h` of the last record that was dropped. The first one that is kept follows it.
    pub h: Digest,
}

impl Dropped {
    /// The record's `op`.
    pub const OP: &'static str = "log.compacted";

    /// Whether what was dropped comes before a record. A process that died while dropping left more
    /// records than it said; the chain then proves those.
    #[must_use]
    pub fn precedes(&self, first: &Link) -> bool {
        first.rev > self.first && (first.rev <= self.last || (first.rev == self.last.next() && first.prev == self.h))
    }

    /// The record's `args`.
    #[must_use]
    pub fn args(&self) -> Value {
        json!({"dropped": {"first": self.first, "last": self.last, "h": self.h.to_string()}})
    }

    /// Describes it in words.
    #[must_use]
    pub fn text(&self) -> String {
        let Self { first, last, .. } = self;
        if first == last { format!("dropped revision {first}") } else { format!("dropped revisions {first} to {last}") }
    }

    /// What a record says was dropped, if anything.
    #[must_use]
    pub fn of(entry: &Entry) -> Option<Self> {
        let dropped = entry.change.args.get("dropped").filter(|_| entry.change.op == Self::OP)?;
        let revision = |name: &str| dropped.get(name).and_then(Value::as_u64).map(Revision::new);
        let h = dropped.get("h").and_then(Value::as_str)?.parse().ok()?;
        Some(Self { first: revision("first")?, last: revision("last")?, h })
    }
}
