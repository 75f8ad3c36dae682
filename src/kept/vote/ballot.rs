//! Ballots: what agents voted for.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::log::agent::AgentName;
use crate::log::name::Name;

/// What an agent voted for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    pub option: Name,
    pub at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The ballots of a vote by agent, in the order in which they first voted. In JSON, an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ballots(Vec<(AgentName, Ballot)>);

impl Ballots {
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&AgentName, &Ballot)> {
        self.0.iter().map(|(agent, ballot)| (agent, ballot))
    }

    /// The ballot of an agent.
    #[must_use]
    pub fn of(&self, agent: &AgentName) -> Option<&Ballot> {
        self.iter().find(|(voter, _)| *voter == agent).map(|(_, ballot)| ballot)
    }

    /// Casts the ballot of an agent, or replaces it.
    pub fn put(&mut self, agent: AgentName, ballot: Ballot) {
        match self.0.iter_mut().find(|(voter, _)| *voter == agent) {
            Some((_, earlier)) => *earlier = ballot,
            None => self.0.push((agent, ballot)),
        }
    }
}

impl Serialize for Ballots {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Ballots {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OfMap)
    }
}

/// Reads ballots from an object.
struct OfMap;

impl<'de> Visitor<'de> for OfMap {
    type Value = Ballots;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ballots by agent")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ballots, A::Error> {
        let mut ballots = Vec::new();
        while let Some(ballot) = map.next_entry()? {
            ballots.push(ballot);
        }
        Ok(Ballots(ballots))
    }
}
