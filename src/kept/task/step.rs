//! The steps of whoever has claimed a task: it is done, failed or given back.

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::kept::collection::Kept;
use crate::kept::task::record::Task;
use crate::kept::task::status::Status;
use crate::log::agent::AgentName;
use crate::log::entry::Revision;
use crate::log::name::Name;
use crate::text::timestamp::{Timestamp, timestamp_text};

/// Who says that a task is theirs.
#[derive(Clone, Debug)]
pub struct Claimant {
    pub agent: AgentName,
    /// What `claim` printed: tells two claims of one agent apart.
    pub token: Option<Revision>,
}

impl Task {
    /// Says that the work is done. Saying it again changes nothing.
    ///
    /// # Errors
    /// A conflict: claimed by somebody else, not claimed, or ended.
    pub fn complete(&mut self, claim: &Claimant, result: Option<Value>, now: Timestamp) -> Result<()> {
        if self.status == Status::Completed && self.closed_by.as_ref() == Some(&claim.agent) {
            return Ok(());
        }
        self.check_claim(claim)?;
        self.close(Status::Completed, &claim.agent, now);
        self.result = result;
        self.reason = None;
        Ok(())
    }

    /// Says that the work cannot be done; with `retries`, it returns to the queue unless
    /// it was tried that often again already.
    ///
    /// # Errors
    /// As [`Task::complete`].
    pub fn fail(&mut self, claim: &Claimant, reason: &str, retries: u64, now: Timestamp) -> Result<()> {
        if self.status == Status::Failed && self.closed_by.as_ref() == Some(&claim.agent) {
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

    /// Returns the task to the queue, as if it had not been claimed.
    ///
    /// # Errors
    /// As [`Task::complete`].
    pub fn release(&mut self, claim: &Claimant) -> Result<()> {
        self.check_claim(claim)?;
        self.give_back();
        self.attempts = self.attempts.saturating_sub(1);
        Ok(())
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

/// Fails what comes after a task that failed, and so can never be ready; the ids.
///
/// # Errors
/// Those of [`Task::all`] and [`Task::store`].
pub fn fail_dependents(draft: &mut Draft<'_>, failed: &Task, agent: &AgentName) -> Result<Vec<Name>> {
    let mut lost = vec![failed.id.clone()];
    // What comes after a task was added after it.
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
