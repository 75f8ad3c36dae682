//! The steps of a handoff: who may take them, and when.

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::kept::artifact::Artifact;
use crate::kept::handoff::note::{NOTES, Note};
use crate::kept::handoff::obstacle::Obstacles;
use crate::kept::handoff::record::Handoff;
use crate::kept::handoff::status::Status;
use crate::kept::outcome::Outcome;
use crate::kept::ownership;
use crate::log::agent::AgentName;
use crate::text::timestamp::{Timestamp, timestamp_text};

/// How a handoff ends.
#[derive(Clone, Debug, PartialEq)]
pub enum Ending {
    Completed { result: Option<Value>, artifacts: Vec<Artifact> },
    Failed { reason: String },
    Rejected { reason: String },
    Cancelled { reason: Option<String> },
}

impl Ending {
    /// The record's `op`.
    #[must_use]
    pub fn op(&self) -> &'static str {
        match self {
            Self::Completed { .. } => "handoff.completed",
            Self::Failed { .. } => "handoff.failed",
            Self::Rejected { .. } => "handoff.rejected",
            Self::Cancelled { .. } => "handoff.cancelled",
        }
    }
}

impl Handoff {
    /// Notes that `agent` has seen the handoff. Doing so twice changes nothing.
    ///
    /// # Errors
    /// As [`Handoff::accept`].
    pub fn acknowledge(&mut self, agent: &AgentName, draft: &Draft<'_>) -> Result<()> {
        self.check_offered_to(agent, draft)?;
        if self.acked_by.as_ref() != Some(agent) {
            self.acked_by = Some(agent.clone());
            self.acked_at = Some(timestamp_text(draft.now()));
        }
        Ok(())
    }

    /// Adds a note. The same note by the same agent again changes nothing.
    ///
    /// # Errors
    /// Conflict if the handoff has ended. Bad data if it has as many notes as it may have.
    pub fn note(&mut self, by: &AgentName, text: &str, now: Timestamp) -> Result<()> {
        if self.notes.iter().any(|note| note.by == *by && note.text == text) {
            return Ok(());
        }
        if self.status.is_end() {
            return Err(self.illegal());
        }
        if self.notes.len() >= NOTES {
            let why = format!("{} has {NOTES} notes already", self.id);
            let failure = Failure::new(Kind::BadData, why).fact("id", self.id.to_string()).fact("limit", NOTES);
            return Err(failure.hint(format!("ctx handoff show {}", self.id)).into());
        }
        self.notes.push(Note { by: by.clone(), at: timestamp_text(now), text: text.to_owned() });
        Ok(())
    }

    /// Ends the handoff. Doing so again with the same outcome changes nothing.
    ///
    /// # Errors
    /// Conflict if `agent` may not end it so, or if it ended otherwise, with the current state.
    pub fn end(&mut self, agent: &AgentName, ending: Ending, draft: &mut Draft<'_>) -> Result<()> {
        let (status, reason, result, artifacts) = match ending {
            Ending::Completed { result, artifacts } => (Status::Completed, None, result, artifacts),
            Ending::Failed { reason } => (Status::Failed, Some(reason), None, Vec::new()),
            Ending::Rejected { reason } => (Status::Rejected, Some(reason), None, Vec::new()),
            Ending::Cancelled { reason } => (Status::Cancelled, reason, None, Vec::new()),
        };
        if self.has_ended_so(agent, &outcome(status, reason.as_deref(), result.as_ref(), &artifacts))? {
            return Ok(());
        }
        match status {
            Status::Completed => self.check_held_by(agent)?,
            Status::Failed => {
                self.check_held_by(agent)?;
                ownership::give_back(draft, agent, &self.from, &self.id)?;
            }
            Status::Rejected if self.status == Status::Pending => self.check_addressee(agent)?,
            Status::Cancelled if !self.status.is_end() => self.check_cancelled_by(agent, reason.as_deref())?,
            _ => return Err(self.illegal()),
        }
        if let Some(holder) = self.accepted_by.clone().filter(|_| status == Status::Cancelled) {
            ownership::give_back(draft, &holder, &self.from, &self.id)?;
        }
        self.close(status, Some(agent), draft.now());
        self.reason = reason;
        self.result = result;
        self.result_artifacts = artifacts;
        Ok(())
    }

    /// Its sender may cancel a pending handoff; all else needs a reason.
    fn check_cancelled_by(&self, agent: &AgentName, reason: Option<&str>) -> Result<()> {
        let cancel = || format!("to cancel it all the same, say why: ctx handoff cancel {} -m REASON", self.id);
        if reason.is_some() {
            return Ok(());
        }
        if self.status == Status::Accepted {
            return Err(with_hint(self.illegal(), cancel()));
        }
        if self.from != *agent {
            let why = format!("only its sender, {}, cancels it without a reason", self.from);
            return Err(with_hint(self.not_yours(&why, agent), cancel()));
        }
        Ok(())
    }

    /// Whether the agent ended the handoff before, and so.
    fn has_ended_so(&self, agent: &AgentName, other: &Outcome) -> Result<bool> {
        if matches!(self.status, Status::Pending | Status::Accepted | Status::Expired | Status::Superseded) {
            return Ok(false);
        }
        let first = outcome(self.status, self.reason.as_deref(), self.result.as_ref(), &self.result_artifacts);
        let is_mine = self.closed_by.as_ref() == Some(agent);
        // No result is no other result: nothing of it is lost.
        if is_mine && self.status == Status::Completed && *other == Outcome::completed(None) {
            return Ok(true);
        }
        if first != *other {
            let why = first.instead_of(other, self.closed_by.as_ref(), self.closed_at.as_deref());
            let hint = format!("ctx handoff show {}", self.id);
            return Err(other.facts(&first, self.conflict(&why)).hint(hint).into());
        }
        Ok(is_mine)
    }

    pub(crate) fn close(&mut self, status: Status, by: Option<&AgentName>, now: Timestamp) {
        self.status = status;
        self.closed_by = by.cloned();
        self.closed_at = Some(timestamp_text(now));
    }

    pub(crate) fn check_offered_to(&self, agent: &AgentName, draft: &Draft<'_>) -> Result<()> {
        if self.status != Status::Pending {
            return Err(self.illegal());
        }
        self.check_addressee(agent)?;
        Obstacles::of(draft.document(), draft.now()).to(self, agent)?.map_or(Ok(()), |obstacle| Err(obstacle.into()))
    }

    pub(crate) fn check_held_by(&self, agent: &AgentName) -> Result<()> {
        let is_theirs = self.status == Status::Accepted && self.accepted_by.as_ref() == Some(agent);
        if is_theirs { Ok(()) } else { Err(self.illegal()) }
    }

    fn check_addressee(&self, agent: &AgentName) -> Result<()> {
        if self.to.includes(agent) {
            return Ok(());
        }
        Err(self.not_yours(&format!("it is addressed to {}", self.to), agent))
    }

    pub(crate) fn not_yours(&self, why: &str, agent: &AgentName) -> anyhow::Error {
        self.conflict(&format!("{why}, and you are {agent}")).hint("use --agent NAME to say who you are").into()
    }

    /// The conflict that a step is not possible in the current state.
    #[must_use]
    pub fn illegal(&self) -> anyhow::Error {
        let by = |name: Option<&AgentName>| name.map(|n| format!(" by {n}")).unwrap_or_default();
        let at = |time: Option<&String>| time.map(|t| format!(" at {t}")).unwrap_or_default();
        let (word, by, at) = match self.status {
            Status::Pending => ("pending: accept it first", String::new(), String::new()),
            Status::Accepted => ("already accepted", by(self.accepted_by.as_ref()), at(self.accepted_at.as_ref())),
            ended => (ended.word(), by(self.closed_by.as_ref()), at(self.closed_at.as_ref())),
        };
        let hint = match self.status {
            Status::Pending => format!("ctx handoff accept {}", self.id),
            _ => format!("ctx handoff show {}", self.id),
        };
        self.conflict(&format!("it is {word}{by}{at}")).hint(hint).into()
    }

    fn conflict(&self, why: &str) -> Failure {
        let failure =
            Failure::new(Kind::Conflict, why).fact("id", self.id.to_string()).fact("status", self.status.word());
        match &self.accepted_by {
            Some(agent) => failure.fact("accepted_by", agent.as_str()),
            None => failure,
        }
    }
}

fn outcome(status: Status, reason: Option<&str>, result: Option<&Value>, artifacts: &[Artifact]) -> Outcome {
    match status {
        Status::Completed => Outcome::completed(result).with(artifacts),
        other => Outcome::of(other.word(), reason),
    }
}

fn with_hint(mut error: anyhow::Error, hint: String) -> anyhow::Error {
    if let Some(failure) = error.downcast_mut::<Failure>() {
        failure.add_hint(hint);
    }
    error
}
