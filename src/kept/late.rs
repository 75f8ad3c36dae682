//! Results that came after the work was lost to somebody else: they are kept, so that nothing
//! computed is lost.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::json::optional;
use crate::kept::artifact::Artifact;
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
    /// The result, unless the work failed.
    #[serde(default, deserialize_with = "optional", skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The files of the result.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub artifacts: Vec<Artifact>,
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
        let (agent, at, result) = (agent.clone(), timestamp_text(now), Some(result.clone()));
        Self { agent, token, at, result, reason: None, artifacts: Vec::new() }
    }

    /// A failure that comes now.
    #[must_use]
    pub fn failed(agent: &AgentName, token: Option<Revision>, reason: &str, now: Timestamp) -> Self {
        let (agent, at, reason) = (agent.clone(), timestamp_text(now), Some(reason.to_owned()));
        Self { agent, token, at, result: None, reason, artifacts: Vec::new() }
    }

    /// The same with the files of the result.
    #[must_use]
    pub fn with(self, artifacts: &[Artifact]) -> Self {
        Self { artifacts: artifacts.to_vec(), ..self }
    }

    /// Adds the result to those that are kept. The same again changes nothing.
    pub fn keep_in(self, kept: &mut Vec<Self>) -> Late {
        let is_known = |late: &Self| Self { at: self.at.clone(), ..late.clone() } == self;
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
