//! The steps of a vote: casting, and closing.

use anyhow::Result;
use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::kept::vote::ballot::Ballot;
use crate::kept::vote::record::Vote;
use crate::kept::vote::status::Status;
use crate::log::agent::AgentName;
use crate::log::name::Name;
use crate::text::near::did_you_mean;
use crate::text::shell::shell_quoted;
use crate::text::timestamp::{Timestamp, timestamp_text};

/// How many names a message lists.
const NAMED: usize = 20;

impl Vote {
    /// Returns the vote as of now, although only its next step records that it closed.
    #[must_use]
    pub fn as_of(mut self, now: Timestamp) -> Self {
        self.close_if_over(None, now);
        self
    }

    /// Closes the vote if its result is certain or its time has run out. `by` is whose step that is.
    pub fn close_if_over(&mut self, by: Option<&AgentName>, now: Timestamp) {
        if self.status.is_end() {
            return;
        }
        if let Some((status, winner)) = self.outcome() {
            self.end_with(status, by, timestamp_text(now));
            self.winner = winner;
            return;
        }
        // A time that cannot be read was edited without ctx; it does not come.
        let is_over = |until: &&String| until.parse::<Timestamp>().is_ok_and(|until| until <= now);
        if let Some(until) = self.until.as_ref().filter(is_over).cloned() {
            self.end_with(Status::NoQuorum, None, until);
        }
    }

    /// Casts the vote of `agent`, or changes it. The same again changes nothing. Closes the vote if that
    /// makes its result certain.
    ///
    /// # Errors
    /// Usage if there is no such option. Refused if the agent may not vote. Conflict if the vote is closed
    /// and did not count this.
    pub fn cast(&mut self, agent: &AgentName, option: &Name, reason: Option<&str>, now: Timestamp) -> Result<()> {
        self.check_option(option)?;
        self.check_voter(agent)?;
        // No reason is no other reason: nothing of it is lost.
        let is_same = |ballot: &Ballot| {
            ballot.option == *option && reason.is_none_or(|reason| ballot.reason.as_deref() == Some(reason))
        };
        if self.ballots.of(agent).is_some_and(is_same) {
            return Ok(());
        }
        if self.status.is_end() {
            return Err(self.closed(&format!("not counted: {option}")).into());
        }
        let (option, reason) = (option.clone(), reason.map(str::to_owned));
        self.ballots.put(agent.clone(), Ballot { option, at: timestamp_text(now), reason });
        self.close_if_over(Some(agent), now);
        Ok(())
    }

    /// Closes the vote before it was decided. To close it again changes nothing.
    ///
    /// # Errors
    /// Conflict if `agent` did not open it and gives no reason, or if it closed before and the reason would
    /// be lost.
    pub fn close(&mut self, agent: &AgentName, reason: Option<&str>, now: Timestamp) -> Result<()> {
        if self.status.is_end() {
            if reason.is_none_or(|reason| self.reason.as_deref() == Some(reason)) {
                return Ok(());
            }
            return Err(self.closed("the reason was not recorded").into());
        }
        if reason.is_none() && self.opened_by != *agent {
            let why =
                format!("only {}, who opened it, closes it without a reason, and you are {agent}", self.opened_by);
            let close = format!("ctx vote close {} -m REASON", shell_quoted(self.topic.as_str()));
            let failure = self.conflict(&why).hint("use --agent NAME to say who you are");
            return Err(failure.hint(format!("to close it all the same, say why: {close}")).into());
        }
        self.end_with(Status::NoQuorum, Some(agent), timestamp_text(now));
        self.reason = reason.map(str::to_owned);
        Ok(())
    }

    fn end_with(&mut self, status: Status, by: Option<&AgentName>, at: String) {
        self.status = status;
        (self.closed_by, self.closed_at) = (by.cloned(), Some(at));
    }

    fn check_option(&self, option: &Name) -> Result<()> {
        if self.options.contains(option) {
            return Ok(());
        }
        let named = named(self.options.iter().map(Name::as_str));
        let why = format!("{option} is not an option of the vote {}: {named}", self.topic);
        let failure = Failure::new(Kind::Usage, why).fact("topic", self.topic.as_str()).fact("option", option.as_str());
        let near = did_you_mean(option.as_str(), self.options.iter().map(Name::as_str));
        Err(failure.hint(near.unwrap_or_else(|| self.shown())).into())
    }

    fn check_voter(&self, agent: &AgentName) -> Result<()> {
        if self.quorum.is_some() || self.voters.iter().any(|voter| voter.agent == *agent) {
            return Ok(());
        }
        let named = named(self.voters.iter().map(|voter| voter.agent.as_str()));
        let why = format!("{agent} is not a voter of the vote {}: {named}", self.topic);
        let failure = Failure::new(Kind::Refused, why).fact("topic", self.topic.as_str()).fact("agent", agent.as_str());
        Err(failure.hint("use --agent NAME to say who you are").into())
    }

    /// The conflict that the vote is closed; `lost` says what was not recorded.
    fn closed(&self, lost: &str) -> Failure {
        let at = self.closed_at.as_deref().map(|at| format!(" at {at}")).unwrap_or_default();
        let by = self.closed_by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
        let why = format!("the vote {} was closed{at}{by}: {}; {lost}", self.topic, self.ended());
        self.conflict(&why).hint(self.shown())
    }

    /// The command that shows the vote.
    #[must_use]
    pub fn shown(&self) -> String {
        format!("ctx vote show {}", shell_quoted(self.topic.as_str()))
    }

    fn conflict(&self, why: &str) -> Failure {
        Failure::new(Kind::Conflict, why)
            .fact("topic", self.topic.as_str())
            .fact("status", self.status.word())
            .fact("winner", self.winner.as_ref().map_or(Value::Null, |winner| winner.as_str().into()))
            .fact("tally", self.tally_json())
    }
}

/// Lists names in a sentence.
fn named<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let all: Vec<&str> = names.collect();
    match all.len().saturating_sub(NAMED) {
        0 => all.join(", "),
        more => format!("{} and {more} more", all.get(..NAMED).unwrap_or_default().join(", ")),
    }
}
