//! The ranking of agents that decides merge conflicts (`--on-conflict authority`).
//!
//! This is attribution, not authorisation: agents name themselves.

use anyhow::Result;
use serde::Deserialize;
use serde_json::Value;

use crate::draft::Draft;
use crate::draft::reserved;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::log::agent::AgentName;

/// Agents, highest first. All others rank equally, below them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authority(Vec<AgentName>);

impl Authority {
    /// The member of `_ctx` that holds the ranking.
    pub(crate) const MEMBER: &str = "authority";

    /// # Errors
    /// Fails if an agent is given twice.
    pub fn new(agents: Vec<AgentName>) -> Result<Self> {
        let twice = agents.iter().enumerate().find(|(i, agent)| agents.iter().take(*i).any(|a| a == *agent));
        match twice {
            Some((_, agent)) => Err(Failure::new(Kind::Usage, format!("{agent} is given twice")).into()),
            None => Ok(Self(agents)),
        }
    }

    /// Reads the ranking of a document. Without one, all agents are equal.
    ///
    /// # Errors
    /// Fails if the member is not a list of agents: it was edited without ctx.
    pub fn of(document: &Document) -> Result<Self> {
        let Some(value) = document.kept(Self::MEMBER) else { return Ok(Self::default()) };
        Self::read(value).map_err(|e| {
            let why = format!("{} is not a list of agents: {e}", Self::path());
            Failure::new(Kind::BadData, why).hint("ctx authority set AGENT...").into()
        })
    }

    fn read(value: &Value) -> serde_json::Result<Self> {
        Vec::deserialize(value).map(Self)
    }

    /// Whether ctx itself could have kept this value.
    pub(crate) fn holds(value: &Value) -> bool {
        Self::read(value).is_ok_and(|authority| Self::new(authority.0).is_ok())
    }

    #[must_use]
    pub fn agents(&self) -> &[AgentName] {
        &self.0
    }

    /// Whether `one` ranks above `other`.
    #[must_use]
    pub fn ranks_above(&self, one: &str, other: &str) -> bool {
        let place = |name: &str| self.0.iter().position(|agent| agent.as_str() == name).unwrap_or(self.0.len());
        place(one) < place(other)
    }

    /// Stores the ranking in the document.
    ///
    /// # Errors
    /// As [`Draft::put`].
    pub fn declare(&self, draft: &mut Draft<'_>) -> Result<()> {
        draft.put(&Self::path(), self.0.iter().map(|agent| Value::from(agent.as_str())).collect())
    }

    /// The path of the ranking.
    #[must_use]
    pub fn path() -> KeyPath {
        reserved::member(Self::MEMBER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_named_first_ranks_above_and_who_is_not_named_below_all() {
        let names = ["lead", "qe"].map(|name| name.parse().unwrap());
        let authority = Authority::new(names.to_vec()).unwrap();
        for (one, other, above) in
            [("lead", "qe", true), ("qe", "lead", false), ("qe", "eve", true), ("eve", "qe", false), ("a", "b", false)]
        {
            assert_eq!(authority.ranks_above(one, other), above, "{one} above {other}");
        }
        assert!(!Authority::default().ranks_above("lead", "qe"));
    }
}
