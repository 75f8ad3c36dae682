//! Which agents were seen, and what they hold.

use std::collections::HashMap;

use anyhow::Result;
use serde::Serialize;

use crate::json::document::Document;
use crate::kept::collection::Kept;
use crate::kept::handoff;
use crate::kept::handoff::{Handoff, OpenCounts};
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
    seen: HashMap<String, Presence>,
}

impl Roster {
    /// Notes the author of the next record.
    pub fn note(&mut self, entry: &Entry) {
        let author = &entry.change.author;
        let presence = self.seen.entry(author.agent.clone()).or_insert_with(|| Presence {
            agent: author.agent.clone(),
            rev: entry.link.rev,
            at: String::new(),
            changes: 0,
            handoffs: Held::default(),
            leases: Vec::new(),
            tasks: Vec::new(),
        });
        presence.rev = entry.link.rev;
        presence.at.clone_from(&author.at);
        presence.changes += u64::from(entry.change.op != Message::OP);
    }

    /// Returns all agents with what they hold now, most recently seen first.
    ///
    /// # Errors
    /// Fails if what ctx keeps was edited without it and is invalid.
    pub fn with(mut self, document: &Document, now: Timestamp) -> Result<Vec<Presence>> {
        let handoffs: Vec<Handoff> = Handoff::all(document)?.into_iter().map(|handoff| handoff.as_of(now)).collect();
        let (leases, tasks) = (Lease::all(document)?, Task::all(document)?);
        let open = OpenCounts::of(&handoffs, document, now)?;
        for presence in self.seen.values_mut() {
            // A writer without ctx may have any name. It holds nothing.
            if let Ok(agent) = presence.agent.parse() {
                presence.handoffs.pending = open.to(&agent);
            }
        }
        for handoff in handoffs.iter().filter(|handoff| handoff.status == handoff::Status::Accepted) {
            if let Some(presence) = self.holder(handoff.accepted_by.as_ref()) {
                presence.handoffs.held += 1;
            }
        }
        for lease in &leases {
            if let Some(presence) = self.holder(lease.holder_at(now)) {
                presence.leases.push(lease.name.clone());
            }
        }
        for task in tasks.iter().filter(|task| task.status == Status::Running && !task.ran_out(now)) {
            if let Some(presence) = self.holder(task.claimed_by.as_ref()) {
                presence.tasks.push(task.id.clone());
            }
        }
        let mut seen: Vec<Presence> = self.seen.into_values().collect();
        seen.sort_by_key(|presence| std::cmp::Reverse(presence.rev));
        Ok(seen)
    }

    fn holder(&mut self, agent: Option<&AgentName>) -> Option<&mut Presence> {
        self.seen.get_mut(agent?.as_str())
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
