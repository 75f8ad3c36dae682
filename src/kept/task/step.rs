//! The steps of the worker that claimed a task.

use anyhow::Result;
use serde_json::Value;

use crate::error::Failure;
use crate::json::document::Document;
use crate::kept::outcome::Outcome;
use crate::kept::task::record::Task;
use crate::kept::task::status::Status;
use crate::log::agent::AgentName;
use crate::log::entry::Revision;
use crate::log::history::History;
use crate::log::name::Name;
use crate::text::timestamp::{Timestamp, timestamp_text};

/// The worker that claims to hold a task.
#[derive(Clone, Debug)]
pub struct Claimant {
    pub agent: AgentName,
    /// Its session, if that is known.
    pub session: Option<String>,
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

    /// Releases the claim: the task returns to the queue, or fails if it lost too many claims.
    ///
    /// # Errors
    /// As [`Task::complete`].
    pub fn release(&mut self, claim: &Claimant, now: Timestamp) -> Result<()> {
        self.check_claim(claim)?;
        self.attempts = self.attempts.saturating_sub(1);
        if self.is_last_claim() {
            self.lose_last(Some(timestamp_text(now)));
            return Ok(());
        }
        self.lost_claims = self.lost_claims.saturating_add(1);
        self.give_back();
        Ok(())
    }

    /// Cancels the task, whoever has claimed it. Doing so again for the same reason changes nothing.
    ///
    /// # Errors
    /// Conflict if it ended otherwise.
    pub fn cancel(&mut self, agent: &AgentName, reason: &str, now: Timestamp) -> Result<()> {
        let by = Claimant { agent: agent.clone(), session: None, token: None };
        if self.has_ended_so(&by, &Outcome::of("cancelled", Some(reason)))? {
            return Ok(());
        }
        if self.status.is_end() {
            return Err(self.illegal());
        }
        self.close(Status::Cancelled, agent, now);
        self.reason = Some(reason.to_owned());
        Ok(())
    }

    /// Returns a task that failed or was cancelled to the queue. Its attempts start anew.
    ///
    /// # Errors
    /// Conflict if it did not end so.
    pub fn retry(&mut self) -> Result<()> {
        if self.unfulfilled().is_none() {
            return Err(self.illegal());
        }
        self.give_back();
        (self.attempts, self.lost_claims) = (0, 0);
        (self.closed_by, self.closed_at, self.reason) = (None, None, None);
        Ok(())
    }

    /// Returns these tasks, retried.
    ///
    /// # Errors
    /// Unknown id. Conflict as [`Task::retry`], or if one comes after a task that failed and is not
    /// among them.
    pub fn retry_all(document: &Document, history: &dyn History, ids: &[Name]) -> Result<Vec<Self>> {
        let mut tasks = ids.iter().map(|id| Self::find_with(document, history, id)).collect::<Result<Vec<_>>>()?;
        for task in &mut tasks {
            task.retry()?;
            for earlier in task.after.iter().filter(|earlier| !ids.contains(earlier)) {
                let Ok(earlier) = Self::find_with(document, history, earlier) else { continue };
                if let Some(ended) = earlier.unfulfilled() {
                    let why = format!("{} comes after {}, which {ended}", task.id, earlier.id);
                    return Err(earlier.conflict(why).hint(earlier.retried()).into());
                }
            }
        }
        Ok(tasks)
    }

    /// Whether the claimant ended the task before, and with this outcome.
    fn has_ended_so(&self, claim: &Claimant, outcome: &Outcome) -> Result<bool> {
        let Some(first) = self.outcome() else { return Ok(false) };
        let is_mine = self.closed_by.as_ref() == Some(&claim.agent);
        // No result is no other result: nothing of it is lost.
        if is_mine && self.status == Status::Completed && *outcome == Outcome::completed(None) {
            return Ok(true);
        }
        if first != *outcome {
            let why = first.instead_of(outcome, self.closed_by.as_ref(), self.closed_at.as_deref());
            return Err(outcome.facts(&first, self.conflict(why)).hint(self.shown()).into());
        }
        Ok(is_mine)
    }

    /// How it ended, if it did.
    fn outcome(&self) -> Option<Outcome> {
        match self.status {
            Status::Completed => Some(Outcome::completed(self.result.as_ref())),
            Status::Failed => Some(Outcome::of("failed", self.reason.as_deref())),
            Status::Cancelled => Some(Outcome::of("cancelled", self.reason.as_deref())),
            Status::Pending | Status::Running => None,
        }
    }

    /// The same failure of a step of a worker that lost its claim, saying that `what` it brought was kept.
    #[must_use]
    pub fn kept_late(&self, what: &str, error: anyhow::Error) -> anyhow::Error {
        let mut failure = match error.downcast::<Failure>() {
            Ok(failure) => failure,
            Err(other) => return other,
        };
        let first = self.outcome().map(|first| first.was_first(self.closed_by.as_ref(), self.closed_at.as_deref()));
        let why = first.unwrap_or_else(|| failure.to_string());
        failure.set_why(format!("the {what} came too late, and was kept in late_results of the task: {why}"));
        failure.set_fact("late_results", self.late_results.len());
        failure.into()
    }

    fn give_back(&mut self) {
        self.claim_passes(true);
        self.status = Status::Pending;
        (self.claimed_by, self.session) = (None, None);
        (self.claimed_at, self.until, self.token) = (None, None, None);
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
            (None, Some(newer)) if self.has_lost_claim_of(&claim.agent) => {
                let why =
                    format!("{} has claimed the task {} more than once, so only its token tells", claim.agent, self.id);
                let failure = self.conflict(why).fact("newer", newer.number());
                Err(failure.hint("pass the token that `ctx task claim` printed: --token TOKEN").into())
            }
            (None, _) if self.session != claim.session => {
                let why = format!("{} has claimed the task {} in another session", claim.agent, self.id);
                let failure = self.conflict(why);
                Err(failure
                    .hint("if the claim is yours, pass the token that `ctx task claim` printed: --token TOKEN")
                    .into())
            }
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
