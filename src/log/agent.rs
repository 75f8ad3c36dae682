//! Names of agents: self-declared, for attribution, never for authorisation.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A name of 1 to 128 characters out of `A-Z a-z 0-9 . _ @ : / -`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AgentName(String);

impl AgentName {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Turns any text into a name: characters that a name cannot have become `-`.
    #[must_use]
    pub fn from_lossy(text: &str) -> Self {
        let name: String = text.chars().take(128).map(|c| if allowed(c) { c } else { '-' }).collect();
        Self(if name.is_empty() { "unknown".to_owned() } else { name })
    }
}

fn allowed(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '@' | ':' | '/' | '-')
}

impl FromStr for AgentName {
    type Err = NotAnAgentName;

    fn from_str(text: &str) -> Result<Self, NotAnAgentName> {
        let fits = (1..=128).contains(&text.len()) && text.chars().all(allowed);
        if fits { Ok(Self(text.to_owned())) } else { Err(NotAnAgentName) }
    }
}

impl TryFrom<String> for AgentName {
    type Error = NotAnAgentName;

    fn try_from(text: String) -> Result<Self, NotAnAgentName> {
        text.parse()
    }
}

impl From<AgentName> for String {
    fn from(name: AgentName) -> Self {
        name.0
    }
}

impl fmt::Display for AgentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is not an agent's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnAgentName;

impl fmt::Display for NotAnAgentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an agent's name is 1 to 128 characters out of A-Z a-z 0-9 . _ @ : / -")
    }
}

impl std::error::Error for NotAnAgentName {}

/// Whom something is addressed to: an agent, or anyone (`*`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Addressee {
    Anyone,
    Agent(AgentName),
}

impl Addressee {
    /// Whether `agent` may take it.
    #[must_use]
    pub fn includes(&self, agent: &AgentName) -> bool {
        match self {
            Self::Anyone => true,
            Self::Agent(name) => name == agent,
        }
    }
}

impl FromStr for Addressee {
    type Err = NotAnAgentName;

    fn from_str(text: &str) -> Result<Self, NotAnAgentName> {
        if text == "*" { Ok(Self::Anyone) } else { text.parse().map(Self::Agent) }
    }
}

impl TryFrom<String> for Addressee {
    type Error = NotAnAgentName;

    fn try_from(text: String) -> Result<Self, NotAnAgentName> {
        text.parse()
    }
}

impl From<Addressee> for String {
    fn from(addressee: Addressee) -> Self {
        addressee.to_string()
    }
}

impl fmt::Display for Addressee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anyone => f.write_str("*"),
            Self::Agent(name) => fmt::Display::fmt(name, f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_and_plain() {
        for name in ["planner", "user@host", "team/qa:1", "a-b_c.d", &"x".repeat(128)] {
            assert_eq!(name.parse::<AgentName>().unwrap().as_str(), name);
        }
        for name in ["", "a b", "naïve", "a\nb", "*", &"x".repeat(129)] {
            assert_eq!(name.parse::<AgentName>(), Err(NotAnAgentName), "{name}");
        }
    }

    #[test]
    fn a_star_addresses_anyone() {
        let planner: AgentName = "planner".parse().unwrap();
        assert!("*".parse::<Addressee>().unwrap().includes(&planner));
        assert!(!"coder".parse::<Addressee>().unwrap().includes(&planner));
    }

    #[test]
    fn any_text_has_a_nearest_name() {
        assert_eq!(AgentName::from_lossy("J. Doe@büro").as_str(), "J.-Doe@b-ro");
        assert_eq!(AgentName::from_lossy("").as_str(), "unknown");
    }
}
