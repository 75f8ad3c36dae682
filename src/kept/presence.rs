//! Which agents were seen, and what they hold.

use anyhow::Result;
use serde::Serialize;

use crate::json::document::Document;
use crate::kept::collection::Kept;
use crate::kept::handoff;
use crate::kept::handoff::{Handoff, open_to};
use crate::kept::lease::Lease;
use crate::kept::task::{Status, Task};
use crate::log::agent::AgentName;
use crate::log::entry::{Entry, Revision};
use crate::log::message::Message;
use crate::log::name::Name;
use crate::text::timestamp::Timestamp;

/// An agent, as log and document show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Presence {
    pub agent: String,
    /// Its last record.
    pub rev: Revision,
    pub at: String,
    /// How many of its records are not messages.
    pub changes: u64,
    pub handoffs: Held,
    /// The names of the leases that it holds.
    pub leases: Vec<Name>,
    /// The ids of the tasks that it has claimed.
    pub tasks: Vec<Name>,
}

/// How many handoffs an agent holds, and how many it could accept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Held {
    /// Accepted by it, and not ended.
    pub held: usize,
    /// It could accept these.
    pub pending: usize,
}

/// The agents of a log, gathered record by record.
#[derive(Debug, Default)]
pub struct Roster {
    seen: Vec<Presence>,
}

impl Roster {
    /// Notes the author of the next record.
    pub fn note(&mut self, entry: &Entry) {
        let author = &entry.change.author;
        let changes = u64::from(entry.change.op != Message::OP);
        let known = self.seen.iter().position(|presence| presence.agent == author.agent);
        let before = known.map(|place| self.seen.swap_remove(place));
        self.seen.push(Presence {
            agent: author.agent.clone(),
            rev: entry.link.rev,
            at: author.at.clone(),
            changes: before.map_or(0, |presence| presence.changes) + changes,
            handoffs: Held::default(),
            leases: Vec::new(),
            tasks: Vec::new(),
        });
    }

    /// Returns all agents with what they hold now, most recently seen first.
    ///
    /// # Errors
    /// Fails if what ctx keeps was edited without it and is invalid.
    pub fn with(mut self, document: &Document, now: Timestamp) -> Result<Vec<Presence>> {
        let (handoffs, leases, tasks) = (Handoff::all(document)?, Lease::all(document)?, Task::all(document)?);
        for presence in &mut self.seen {
            // A writer without ctx may have any name. It holds nothing.
            let Ok(agent) = presence.agent.parse::<AgentName>() else { continue };
            let is_held =
                |h: &&Handoff| h.status == handoff::Status::Accepted && h.accepted_by.as_ref() == Some(&agent);
            presence.handoffs =
                Held { held: handoffs.iter().filter(is_held).count(), pending: open_to(document, &agent, now)?.len() };
            let held = leases.iter().filter(|lease| lease.holder_at(now) == Some(&agent));
            presence.leases = held.map(|lease| lease.name.clone()).collect();
            let is_mine =
                |t: &&Task| t.status == Status::Running && t.claimed_by.as_ref() == Some(&agent) && !t.ran_out(now);
            presence.tasks = tasks.iter().filter(is_mine).map(|task| task.id.clone()).collect();
        }
        self.seen.sort_by_key(|presence| std::cmp::Reverse(presence.rev));
        Ok(self.seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::digest::Digest;
    use crate::log::entry::{Author, Change, Link};

    fn record(rev: u64, agent: &str, op: &str) -> Entry {
        let author = Author { agent: agent.into(), at: format!("at {rev}"), ..Author::default() };
        let change = Change { op: op.into(), author, ..Change::default() };
        Entry::seal(change, Link { rev: Revision::new(rev), prev: Digest::NONE, post: Digest::NONE }).unwrap()
    }

    #[test]
    fn who_was_seen_last_comes_first_and_messages_are_no_changes() {
        let mut roster = Roster::default();
        for (rev, (agent, op)) in
            (1..).zip([("a", "set"), ("b", "message"), ("a", "set"), ("not a name", "set"), ("b", "set")])
        {
            roster.note(&record(rev, agent, op));
        }
        let seen = roster.with(&Document::default(), Timestamp::default()).unwrap();
        let told: Vec<_> = seen.iter().map(|p| (p.agent.as_str(), p.rev.number(), p.at.as_str(), p.changes)).collect();
        assert_eq!(told, [("b", 5, "at 5", 1), ("not a name", 4, "at 4", 1), ("a", 3, "at 3", 2)]);
    }
}
