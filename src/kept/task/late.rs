//! Past claims of a task, and results that come after the claim was lost.

use anyhow::Result;
use serde_json::Value;

use crate::kept::late::{Late, LateResult};
use crate::kept::task::record::{PastClaim, Task};
use crate::kept::task::status::Status;
use crate::kept::task::step::Claimant;
use crate::kept::tidied::find::removed_after;
use crate::log::agent::AgentName;
use crate::log::entry::Revision;
use crate::log::history::History;
use crate::log::name::Name;
use crate::text::timestamp::Timestamp;

/// How many earlier claims a task remembers.
const PAST_CLAIMS: usize = 16;

impl Task {
    /// The task of a claim that was lost when the task was removed, as one that was cancelled.
    ///
    /// # Errors
    /// Fails if the task or the log cannot be read.
    pub fn removed_from(claim: &Claimant, id: &Name, history: &dyn History) -> Result<Option<Self>> {
        let Some(token) = claim.token else { return Ok(None) };
        let found: Option<Self> = removed_after(history, id.as_str(), token)?;
        Ok(found.map(|mut task| {
            if !task.status.is_end() {
                task.claim_passes(false);
                (task.status, task.until) = (Status::Cancelled, None);
                task.reason = Some("it was removed".to_owned());
            }
            task
        }))
    }

    /// Remembers the current claim as a past one.
    pub(crate) fn claim_passes(&mut self, given_back: bool) {
        let (Some(agent), Some(token)) = (self.claimed_by.clone(), self.token) else { return };
        self.past_claims.push(PastClaim { agent, token, given_back });
        let surplus = self.past_claims.len().saturating_sub(PAST_CLAIMS);
        self.past_claims.drain(..surplus);
    }

    /// Whether a worker of this name lost a claim, and may not know.
    pub(crate) fn has_lost_claim_of(&self, agent: &AgentName) -> bool {
        self.past_claims.iter().any(|past| past.agent == *agent && !past.given_back)
    }

    /// Whether the worker had claimed the task, and lost the claim.
    fn was_claimed_by(&self, claim: &Claimant) -> bool {
        let is_its = |agent: &AgentName, token: Revision| match claim.token {
            Some(given) => given == token,
            None => claim.agent == *agent,
        };
        let is_past = self.past_claims.iter().any(|past| is_its(&past.agent, past.token));
        let is_last = self.unfulfilled().is_some()
            && self.claimed_by.as_ref().zip(self.token).is_some_and(|(agent, token)| is_its(agent, token));
        is_past || is_last
    }

    /// Keeps a result that came after the claim was lost; `None` if the worker had no claim. The same
    /// result again changes nothing.
    pub fn keep_late(&mut self, claim: &Claimant, result: &Value, now: Timestamp) -> Option<Late> {
        let late = LateResult::new(&claim.agent, claim.token, result, now);
        self.was_claimed_by(claim).then(|| late.keep_in(&mut self.late_results))
    }

    /// Keeps a failure that came after the claim was lost; `None` if the worker had no claim, or ended the task
    /// itself.
    pub fn keep_late_failure(&mut self, claim: &Claimant, reason: &str, now: Timestamp) -> Option<Late> {
        let has_ended_it = self.closed_by.as_ref() == Some(&claim.agent);
        let late = LateResult::failed(&claim.agent, claim.token, reason, now);
        (self.was_claimed_by(claim) && !has_ended_it).then(|| late.keep_in(&mut self.late_results))
    }
}
