//! Which handoffs an agent could accept.

use std::cmp::Reverse;
use std::collections::HashMap;

use anyhow::Result;
use serde_json::Value;

use crate::json::document::Document;
use crate::json::from_value;
use crate::kept::collection::Kept;
use crate::kept::handoff::obstacle::Obstacles;
use crate::kept::handoff::record::Handoff;
use crate::log::agent::{Addressee, AgentName};
use crate::text::timestamp::Timestamp;

/// Counts the handoffs that are pending for `agent` by name and not acknowledged. Every command
/// does this, so it parses as little as possible, and asks for the agent only if there are handoffs.
pub fn unseen_by<'a>(
    document: &Document,
    agent: impl FnOnce() -> Option<&'a AgentName>,
    now: impl FnOnce() -> Timestamp,
) -> usize {
    let Some(Value::Object(members)) = document.kept(Handoff::MEMBER) else { return 0 };
    let (Some(agent), now) = (agent(), now()) else { return 0 };
    let is = |value: &Value, name: &str, word: &str| value.get(name).and_then(Value::as_str) == Some(word);
    let unseen = |value: &&Value| {
        is(value, "status", "pending")
            && is(value, "to", agent.as_str())
            && value.get("acked_by").is_none()
            && from_value::<Handoff>(value).is_ok_and(|handoff| handoff.is_open(now))
    };
    members.values().filter(unseen).count()
}

/// Returns the handoffs that `agent` could accept, most urgent first, then oldest.
///
/// # Errors
/// As [`Kept::all`].
pub fn open_to(document: &Document, agent: &AgentName, now: Timestamp) -> Result<Vec<Handoff>> {
    let (mut open, obstacles) = (Vec::new(), Obstacles::of(document, now));
    for handoff in Handoff::all(document)?.into_iter().map(|handoff| handoff.as_of(now)) {
        if handoff.is_open(now) && handoff.to.includes(agent) && obstacles.to(&handoff, agent)?.is_none() {
            open.push(handoff);
        }
    }
    open.sort_by_key(|handoff| (Reverse(handoff.priority), handoff.id.clone()));
    Ok(open)
}

/// How many handoffs each agent could accept.
#[derive(Debug, Default)]
pub struct OpenCounts {
    /// Addressed to an agent by name.
    named: HashMap<AgentName, usize>,
    /// Addressed to anyone.
    anyone: usize,
    /// Addressed to anyone, but an agent cannot accept so many of them: it had the work before.
    circles: HashMap<AgentName, usize>,
}

impl OpenCounts {
    /// Counts the handoffs of a document.
    ///
    /// # Errors
    /// As [`Kept::all`].
    pub fn of(handoffs: &[Handoff], document: &Document, now: Timestamp) -> Result<Self> {
        let (mut counts, obstacles) = (Self::default(), Obstacles::of(document, now));
        for handoff in handoffs.iter().map(|handoff| handoff.clone().as_of(now)).filter(|handoff| handoff.is_open(now))
        {
            if obstacles.withheld(&handoff)?.is_some() {
                continue;
            }
            match &handoff.to {
                Addressee::Agent(agent) => *counts.named.entry(agent.clone()).or_default() += 1,
                Addressee::Anyone => {
                    counts.anyone += 1;
                    for agent in handoff.had_before(document)? {
                        *counts.circles.entry(agent).or_default() += 1;
                    }
                }
            }
        }
        Ok(counts)
    }

    /// How many `agent` could accept.
    #[must_use]
    pub fn to(&self, agent: &AgentName) -> usize {
        let of = |counts: &HashMap<AgentName, usize>| counts.get(agent).copied().unwrap_or_default();
        of(&self.named) + self.anyone - of(&self.circles)
    }
}

/// Returns the first handoff that `agent` could accept.
///
/// # Errors
/// As [`Kept::all`].
pub fn next_for(document: &Document, agent: &AgentName, now: Timestamp) -> Result<Option<Handoff>> {
    Ok(open_to(document, agent, now)?.into_iter().next())
}
