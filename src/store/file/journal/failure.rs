//! Failures of the log.

use std::io;

use crate::error::{Failure, Kind};
use crate::log::chain::Inconsistent;
use crate::log::entry::{BadEntry, Revision};
use crate::platform::io_failure::io_failure;
use crate::store::file::journal::Journal;

/// Why a record was not appended, or not durably.
pub struct NotAppended {
    pub error: anyhow::Error,
    /// Nothing of it is left in the log.
    pub is_undone: bool,
}

impl<F> Journal<F> {
    /// The failure that the log cannot be read: a compressed segment is damaged ([`Kind::BadData`]), or
    /// the system fails to ([`Kind::Io`]).
    #[must_use]
    pub fn unread(&self, error: &io::Error) -> Failure {
        if error.kind() != io::ErrorKind::InvalidData {
            return io_failure("read", &self.path, error);
        }
        let shown = self.path.display();
        Failure::new(Kind::BadData, format!("could not trust {shown}: {error}"))
            .fact("file", shown.to_string())
            .hint("nothing was changed; to see what can be done: ctx repair")
    }

    /// The failure that a record cannot be read: it is damaged ([`Kind::BadData`]), or was written by
    /// a newer ctx ([`Kind::Refused`]), which needs no repair.
    #[must_use]
    pub fn unreadable(&self, offset: u64, bad: &BadEntry) -> anyhow::Error {
        let shown = self.path.display();
        let failure = match bad {
            BadEntry::Newer(format) => {
                let why = format!("could not read {shown}: the record at byte {offset} has format {format}");
                let version = env!("CARGO_PKG_VERSION");
                Failure::new(Kind::Refused, why)
                    .hint(format!("nothing was changed; use the newer ctx that wrote it: this is ctx {version}"))
            }
            BadEntry::Broken | BadEntry::Unknown(_) => {
                let why = format!("could not trust {shown}: the record at byte {offset} is damaged: {bad}");
                Failure::new(Kind::BadData, why).hint("nothing was changed; to see what can be done: ctx repair")
            }
        };
        failure.fact("file", shown.to_string()).fact("offset", offset).into()
    }

    /// The failure that the records do not follow from one another.
    #[must_use]
    pub fn inconsistent(&self, why: &Inconsistent) -> anyhow::Error {
        self.untrue(why).hint("nothing was changed; to see what can be done: ctx repair").into()
    }

    /// The failure that a record was not written with the key, which nothing repairs.
    #[must_use]
    pub fn unauthentic(&self, why: &Inconsistent) -> anyhow::Error {
        let logs = self.path.with_extension("*");
        self.untrue(why)
            .hint(format!("look at what it did, and who wrote it: ctx show {}", why.rev))
            .hint(format!(
                "with this key nothing makes the log pass; if that change is meant, move {} away: the next change \
                 with the key begins a new log",
                logs.display()
            ))
            .into()
    }

    fn untrue(&self, why: &Inconsistent) -> Failure {
        let shown = self.path.display();
        Failure::new(Kind::BadData, format!("could not trust {shown}: {why}"))
            .fact("file", shown.to_string())
            .fact("rev", why.rev.number())
    }

    /// The failure that records at the end are missing.
    #[must_use]
    pub fn cut_short(&self, rev: Revision) -> anyhow::Error {
        let shown = self.path.display();
        Failure::new(
            Kind::BadData,
            format!("could not trust {shown}: later revisions than its last, {rev}, were written"),
        )
        .fact("file", shown.to_string())
        .fact("rev", rev.number())
        .hint("put the whole log back; if an older context was put back on purpose, remove its lock file")
        .hint("to see what can be done: ctx repair")
        .into()
    }
}
