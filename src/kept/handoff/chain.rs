//! Handoffs that supersede earlier ones, and how long such a chain may be.

use std::collections::HashSet;

use anyhow::Result;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::kept::collection::Kept;
use crate::kept::handoff::id::HandoffId;
use crate::kept::handoff::record::Handoff;
use crate::kept::handoff::status::Status;
use crate::log::agent::{Addressee, AgentName};

/// How many handoffs a chain may have before its last one.
const LONGEST: usize = 16;

impl Handoff {
    /// Supersedes an earlier handoff, which ends. With `force` the work may return to an agent that
    /// had it.
    ///
    /// # Errors
    /// Unknown id. Conflict: the agent is neither its sender nor its holder, the work would go in a
    /// circle, or the chain is too long.
    pub fn supersede(&mut self, draft: &mut Draft<'_>, earlier: &HandoffId, force: bool) -> Result<()> {
        let mut old = Self::find(draft.document(), earlier)?;
        old.check_superseded_by(&self.from)?;
        let chain = predecessors(draft.document(), earlier)?;
        if chain.len() > LONGEST {
            let why = format!("{earlier} is the end of a chain of more than {LONGEST} handoffs");
            let failure = Failure::new(Kind::Conflict, why).fact("id", earlier.to_string()).fact("depth", chain.len());
            return Err(failure.hint("create a new handoff without --supersedes, or do the work yourself").into());
        }
        self.forced = match &self.to {
            Addressee::Anyone => force,
            Addressee::Agent(to) => match self.circle(&chain, to) {
                Some(circle) if !force => {
                    return Err(circle.hint("--force if it is meant to return").into());
                }
                circle => circle.is_some(),
            },
        };
        self.supersedes = Some(earlier.clone());
        self.depth = Some(chain.len());
        old.close(Status::Superseded, Some(&self.from), draft.now());
        old.reason = Some(format!("superseded by {}", self.id));
        old.store(draft)
    }

    /// Its sender may supersede a pending handoff, and its holder an accepted one.
    fn check_superseded_by(&self, agent: &AgentName) -> Result<()> {
        match self.status {
            Status::Pending if self.from == *agent => Ok(()),
            Status::Pending => {
                let why = format!("{} is pending: only its sender, {}, supersedes it", self.id, self.from);
                Err(self.not_yours(&why, agent))
            }
            Status::Accepted if self.accepted_by.as_ref() == Some(agent) => Ok(()),
            _ => Err(self.illegal()),
        }
    }

    /// Why `agent` may not accept a handoff addressed to anyone: it had the work before.
    pub(crate) fn circle_to(&self, document: &Document, agent: &AgentName) -> Result<Option<Failure>> {
        match (&self.supersedes, &self.to) {
            (Some(earlier), Addressee::Anyone) if !self.forced => {
                let circle = self.circle(&predecessors(document, earlier)?, agent);
                Ok(circle.map(|c| c.hint("its sender gives --force if it is meant to return")))
            }
            _ => Ok(None),
        }
    }

    /// The agents that may not accept a handoff addressed to anyone: they had the work before.
    pub(crate) fn had_before(&self, document: &Document) -> Result<HashSet<AgentName>> {
        let chain = match &self.supersedes {
            Some(earlier) if !self.forced => predecessors(document, earlier)?,
            _ => Vec::new(),
        };
        let hands = |handoff: Self| std::iter::once(handoff.from).chain(handoff.accepted_by);
        Ok(chain.into_iter().flat_map(hands).collect())
    }

    /// The conflict that `to` sent or accepted a handoff of `chain`.
    fn circle(&self, chain: &[Self], to: &AgentName) -> Option<Failure> {
        if !chain.iter().any(|handoff| handoff.from == *to || handoff.accepted_by.as_ref() == Some(to)) {
            return None;
        }
        let hands = chain.iter().flat_map(|handoff| std::iter::once(&handoff.from).chain(&handoff.accepted_by));
        let mut agents: Vec<&str> = hands.chain([&self.from]).map(AgentName::as_str).collect();
        agents.dedup();
        agents.push(to.as_str());
        let ids: Vec<String> = chain.iter().map(|handoff| handoff.id.to_string()).collect();
        let why = format!("the work would go in a circle: {} ({})", agents.join(" -> "), ids.join(", "));
        Some(Failure::new(Kind::Conflict, why).fact("agents", agents).fact("ids", ids))
    }
}

/// Returns the chain that ends with `last`, oldest first. In a document that was edited without
/// ctx, handoffs may be missing or form a cycle.
fn predecessors(document: &Document, last: &HandoffId) -> Result<Vec<Handoff>> {
    let (mut chain, mut next) = (Vec::new(), Handoff::get(document, last)?);
    while let Some(handoff) = next.filter(|_| chain.len() <= LONGEST) {
        next = handoff.supersedes.as_ref().map_or(Ok(None), |earlier| Handoff::get(document, earlier))?;
        chain.push(handoff);
    }
    chain.reverse();
    Ok(chain)
}
