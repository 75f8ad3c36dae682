//! Whether an ownership keeps an agent from writing, as of now.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::kept::collection::Kept;
use crate::kept::handoff::due::Overdue;
use crate::kept::handoff::record::Handoff;
use crate::kept::ownership::owners::{Ownership, RanOut, replace_by};
use crate::log::agent::AgentName;
use crate::text::timestamp::Timestamp;

impl Ownership {
    /// The ownership as of now, if it keeps `agent` from writing. When the time of the agent that accepted
    /// the handoff is over, its sender owns the place again, although only the next step of a handoff
    /// records that.
    ///
    /// # Errors
    /// Fails if the handoff was edited without ctx and is invalid.
    pub(super) fn against(&self, agent: &AgentName, document: &Document, now: Timestamp) -> Result<Option<Self>> {
        if self.owner != *agent && !self.former.contains(agent) {
            return Ok(None);
        }
        let ownership = self.as_of(document, now)?;
        Ok(Some(ownership).filter(|ownership| ownership.former.contains(agent)))
    }

    fn as_of(&self, document: &Document, now: Timestamp) -> Result<Self> {
        let mut ownership = self.clone();
        let Some(handoff) = Handoff::get(document, &self.handoff)? else { return Ok(ownership) };
        if let Some((end, what)) = handoff.ran_out_for(&self.owner, now) {
            replace_by(&mut ownership.former, &handoff.from, &self.owner);
            ownership.ran_out = Some(RanOut { at: end.to_owned(), is_pending: what == Overdue::Returns });
            ownership.owner = handoff.from;
        }
        Ok(ownership)
    }

    pub(super) fn conflict(&self, consequence: &str) -> Failure {
        let Self { path, owner, rev, handoff, .. } = self;
        let why = match &self.ran_out {
            None => format!("{path}: handed to {owner} in revision {rev}{consequence}"),
            Some(RanOut { at, .. }) => {
                format!("{path}: owned by {owner} again, since the time to end {handoff} was over at {at}{consequence}")
            }
        };
        let failure = Failure::new(Kind::Conflict, why)
            .fact("path", path.as_str())
            .fact("owner", owner.as_str())
            .fact("rev", rev.number())
            .fact("handoff", handoff.to_string())
            .hint(format!("ctx handoff show {handoff}"));
        match &self.ran_out {
            Some(RanOut { is_pending: true, .. }) => {
                failure.hint(format!("to hold it again: ctx handoff accept {handoff}"))
            }
            _ => failure,
        }
    }
}
