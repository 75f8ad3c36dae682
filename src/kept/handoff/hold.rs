//! Who holds a handoff: accepting, releasing and stealing it.

use std::time::Duration;

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::kept::artifact::Artifact;
use crate::kept::handoff::due::Overdue;
use crate::kept::handoff::record::Handoff;
use crate::kept::handoff::status::Status;
use crate::kept::late::{Late, LateResult};
use crate::kept::ownership;
use crate::log::agent::AgentName;
use crate::text::timestamp::{Timestamp, end, timestamp_text};

/// How many earlier holders a handoff remembers.
const PAST_HOLDERS: usize = 16;

impl Handoff {
    /// Returns the handoff to pending, and the ownership to its sender.
    ///
    /// # Errors
    /// Conflict if `agent` has not accepted it.
    pub fn release(&mut self, agent: &AgentName, draft: &mut Draft<'_>) -> Result<()> {
        self.check_held_by(agent)?;
        self.give_up();
        ownership::give_back(draft, agent, &self.from, &self.id)
    }

    /// Accepts the handoff for `agent`, with the ownership that it passes on, until `ttl` has passed.
    /// Accepting it twice changes nothing but that time, which it extends, or sets anew if it is over.
    ///
    /// # Errors
    /// Conflict: addressed to another agent, accepted by another agent, ended, or as
    /// [`Obstacles::to`] says.
    pub fn accept(&mut self, agent: &AgentName, ttl: Option<Duration>, draft: &mut Draft<'_>) -> Result<()> {
        let until = ttl.map(|ttl| end(draft.now(), ttl)).transpose()?;
        if self.status == Status::Accepted && self.accepted_by.as_ref() == Some(agent) {
            let is_later = |until: &Timestamp| {
                self.until
                    .as_deref()
                    .is_none_or(|before| before.parse::<Timestamp>().is_ok_and(|before| before < *until))
            };
            if self.overdue(draft.now()) == Some(Overdue::Returns) {
                self.until = until.map(timestamp_text);
            } else if let Some(until) = until.filter(is_later) {
                self.until = Some(timestamp_text(until));
            }
            return Ok(());
        }
        self.check_offered_to(agent, draft)?;
        self.hold(agent, until, draft)
    }

    /// Takes an accepted handoff away from whoever accepted it, for `agent`.
    ///
    /// # Errors
    /// Conflict if nobody has accepted it, or it has ended.
    pub fn steal(&mut self, agent: &AgentName, ttl: Option<Duration>, draft: &mut Draft<'_>) -> Result<()> {
        if self.status != Status::Accepted {
            return Err(self.illegal());
        }
        let until = ttl.map(|ttl| end(draft.now(), ttl)).transpose()?;
        if let Some(holder) = self.accepted_by.clone() {
            ownership::give_back(draft, &holder, &self.from, &self.id)?;
        }
        self.give_up();
        self.hold(agent, until, draft)
    }

    fn hold(&mut self, agent: &AgentName, until: Option<Timestamp>, draft: &mut Draft<'_>) -> Result<()> {
        self.status = Status::Accepted;
        self.accepted_by = Some(agent.clone());
        self.accepted_at = Some(timestamp_text(draft.now()));
        self.until = until.map(timestamp_text);
        ownership::pass(draft, &self.transfers, &self.from, agent, &self.id)
    }

    /// Makes an accepted handoff pending again.
    pub(crate) fn give_up(&mut self) {
        self.past_holders.extend(self.accepted_by.take());
        let surplus = self.past_holders.len().saturating_sub(PAST_HOLDERS);
        self.past_holders.drain(..surplus);
        (self.status, self.accepted_at, self.until) = (Status::Pending, None, None);
    }

    /// Keeps the result of an agent that had accepted the handoff and lost it; `None` if it had not.
    pub fn keep_late(
        &mut self,
        agent: &AgentName,
        (result, artifacts): (&Value, &[Artifact]),
        now: Timestamp,
    ) -> Option<Late> {
        let is_last =
            self.accepted_by.as_ref() == Some(agent) && matches!(self.status, Status::Failed | Status::Cancelled);
        let had_it = is_last || self.past_holders.contains(agent);
        had_it.then(|| LateResult::new(agent, None, result, now).with(artifacts).keep_in(&mut self.late_results))
    }
}
