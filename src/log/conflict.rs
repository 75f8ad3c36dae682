//! Conflict messages that name the last change.

use crate::error::{Failure, Kind};
use crate::log::entry::Entry;

/// A conflict that names who made the change behind it, when, and in which revision.
#[must_use]
pub fn conflict(what: &str, change: Option<&Entry>) -> Failure {
    let Some(entry) = change else { return Failure::new(Kind::Conflict, what) };
    let (author, rev) = (&entry.change.author, entry.link.rev);
    let why = format!("{what}; last changed by {} at {} in revision {rev}", author.agent, author.at);
    Failure::new(Kind::Conflict, why)
        .fact("agent", author.agent.as_str())
        .fact("at", author.at.as_str())
        .fact("rev", rev.number())
}
