//! Results that came after the work was lost to somebody else: they are kept, so that nothing
//! computed is lost.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::log::agent::AgentName;
use crate::log::entry::Revision;
use crate::text::timestamp::{Timestamp, timestamp_text};

/// How many late results a task or a handoff keeps.
pub const LATE_RESULTS: usize = 8;

/// A result that came too late.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LateResult {
    pub agent: AgentName,
    /// The token of the lost claim, if the worker gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<Revision>,
    pub at: String,
    pub result: Value,
}

/// What became of a late result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    Kept,
    /// As many are kept as may be.
    Full,
}

impl LateResult {
    /// A result that comes now.
    #[must_use]
    pub fn new(agent: &AgentName, token: Option<Revision>, result: &Value, now: Timestamp) -> Self {
        Self { agent: agent.clone(), token, at: timestamp_text(now), result: result.clone() }
    }

    /// Adds the result to those that are kept. The same again changes nothing.
    pub fn keep_in(self, kept: &mut Vec<Self>) -> Late {
        let is_known = |late: &Self| (&late.agent, late.token, &late.result) == (&self.agent, self.token, &self.result);
        if kept.iter().any(is_known) {
            return Late::Kept;
        }
        if kept.len() >= LATE_RESULTS {
            return Late::Full;
        }
        kept.push(self);
        Late::Kept
    }
}
