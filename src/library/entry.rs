//! One record of the log.

use serde_json::Value;

use crate::log;
use crate::log::revision::Revision;

/// One record of the log: what a change was, and whose.
#[derive(Clone, Debug)]
pub struct Entry {
    entry: log::entry::Entry,
}

impl Entry {
    pub(crate) fn of(entry: log::entry::Entry) -> Self {
        Self { entry }
    }

    /// The revision that the change made.
    #[must_use]
    pub fn revision(&self) -> Revision {
        self.entry.link.rev
    }

    /// What was done: `set`, `merge`, `update`, `handoff.accepted`, `external` for an edit without ctx.
    #[must_use]
    pub fn operation(&self) -> &str {
        &self.entry.change.op
    }

    /// Who made the change, as they named themselves: attribution, not authorisation.
    #[must_use]
    pub fn agent(&self) -> &str {
        &self.entry.change.author.agent
    }

    /// When, by the writer's clock: RFC 3339, UTC, milliseconds. The order is that of the revisions.
    #[must_use]
    pub fn time(&self) -> &str {
        &self.entry.change.author.at
    }

    /// Why, if the writer said so.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.entry.change.message.as_deref()
    }

    /// The patch (RFC 6902) from the revision before to this one.
    #[must_use]
    pub fn patch(&self) -> Value {
        self.entry.change.patch.to_json()
    }

    /// The record as it is in the log: one line of JSON, without its line break.
    #[must_use]
    pub fn line(&self) -> &[u8] {
        &self.entry.line
    }
}
