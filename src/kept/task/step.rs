//! The steps of the worker that claimed a task.

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::kept::collection::Kept;
use crate::kept::outcome::Outcome;
use crate::kept::task::record::Task;
use crate::kept::task::status::Status;
use crate::log::agent::AgentName;
use crate::log::entry::Revision;
use crate::log::name::Name;
use crate::text::timestamp::{Timestamp, timestamp_text};

/// The worker that claims to hold a task.
#[derive(Clone, Debug)]
pub struct Claimant {
    pub agent: AgentName,
    /// The fencing token that `claim` printed. It tells two claims of one agent apart.
    pub token: Option<Revision>,
}

impl Task {
    /// Completes the task. Doing so again with the same result changes nothing.
    ///
    /// # Errors
    /// Conflict if it is not claimed, claimed by another agent, or ended otherwise.
    pub fn complete(&mut self, claim: &Claimant, result: Option<Value>, now: Timestamp) -> Result<()> {
        if self.has_ended_so(claim, &Outcome::completed(result.as_ref()))? {
            return Ok(());
        }
        self.check_claim(claim)?;
        self.close(Status::Completed, &claim.agent, now);
        self.result = result;
        self.reason = None;
        Ok(())
    }

    /// Fails the task. It returns to the queue until it was retried `retries` times.
    ///
    /// # Errors
    /// As [`Task::complete`].
    pub fn fail(&mut self, claim: &Claimant, reason: &str, retries: u64, now: Timestamp) -> Result<()> {
        if self.has_ended_so(claim, &Outcome::of("failed", Some(reason)))? {
            return Ok(());
        }
        self.check_claim(claim)?;
        if self.attempts > retries {
            self.close(Status::Failed, &claim.agent, now);
        } else {
            self.give_back();
        }
        self.reason = Some(reason.to_owned());
        Ok(())
    }

    /// Releases the claim: the task returns to the queue.
    ///
    /// # Errors
    /// As [`Task::complete`].
    pub fn release(&mut self, claim: &Claimant) -> Result<()> {
        self.check_claim(claim)?;
        self.give_back();
        self.attempts = self.attempts.saturating_sub(1);
        Ok(())
    }

    /// Whether the claimant ended the task before, and with this outcome.
    fn has_ended_so(&self, claim: &Claimant, outcome: &Outcome) -> Result<bool> {
        let first = match self.status {
            Status::Completed => Outcome::completed(self.result.as_ref()),
            Status::Failed => Outcome::of("failed", self.reason.as_deref()),
            Status::Pending | Status::Running => return Ok(false),
        };
        if first != *outcome {
            let why = first.instead_of(outcome, self.closed_by.as_ref(), self.closed_at.as_deref());
            return Err(outcome.facts(&first, self.conflict(why)).hint(self.shown()).into());
        }
        Ok(self.closed_by.as_ref() == Some(&claim.agent))
    }

    fn give_back(&mut self) {
        self.status = Status::Pending;
        (self.claimed_by, self.claimed_at, self.until, self.token) = (None, None, None, None);
    }

    fn close(&mut self, status: Status, agent: &AgentName, now: Timestamp) {
        self.status = status;
        self.until = None;
        self.closed_by = Some(agent.clone());
        self.closed_at = Some(timestamp_text(now));
    }

    pub(crate) fn check_claim(&self, claim: &Claimant) -> Result<()> {
        if self.status != Status::Running || self.claimed_by.as_ref() != Some(&claim.agent) {
            return Err(self.illegal());
        }
        match (claim.token, self.token) {
            (Some(token), Some(newer)) if token != newer => {
                let why =
                    format!("fenced: token {token} of the task {} is out of date; {newer} is the newest", self.id);
                let failure = self.conflict(why).fact("newer", newer.number()).hint(self.shown());
                Err(failure.hint("to take another one: ctx task claim").into())
            }
            _ => Ok(()),
        }
    }
}

/// Fails the tasks that come after a failed one, which can never be ready. Returns their ids.
///
/// # Errors
/// As [`Kept::all`] and [`Kept::store`].
pub fn fail_dependents(draft: &mut Draft<'_>, failed: &Task, agent: &AgentName) -> Result<Vec<Name>> {
    let mut lost = vec![failed.id.clone()];
    // A task that comes after another was added after it.
    for mut task in Task::all(draft.document())? {
        let Some(earlier) = task.after.iter().find(|earlier| lost.contains(earlier)).cloned() else { continue };
        if task.status.is_end() {
            continue;
        }
        task.close(Status::Failed, agent, draft.now());
        task.reason = Some(format!("it comes after {earlier}, which failed"));
        task.store(draft)?;
        lost.push(task.id);
    }
    Ok(lost.split_off(1))
}
