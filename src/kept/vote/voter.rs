//! Voters and options, as they are given.

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::error::{Failure, Kind};
use crate::log::agent::{AgentName, NotAnAgentName};
use crate::log::name::Name;

/// How many voters a vote may have, and how large a quorum may be.
pub(crate) const MAX_VOTERS: usize = 1000;

/// How many options a vote may have.
const MAX_OPTIONS: usize = 100;

/// The highest weight of a voter.
pub(crate) const MAX_WEIGHT: u64 = 1_000_000;

/// An agent that may vote.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Voter {
    pub agent: AgentName,
    /// How much its vote counts, if the vote is weighted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<u64>,
}

impl FromStr for Voter {
    type Err = NotAVoter;

    fn from_str(text: &str) -> Result<Self, NotAVoter> {
        let (name, weight) = match text.trim().split_once('=') {
            Some((name, weight)) => (name, Some(weight)),
            None => (text.trim(), None),
        };
        let agent = name.parse().map_err(NotAVoter::Name)?;
        let weight = weight.map(|weight| weight.parse().ok().filter(|weight| (1..=MAX_WEIGHT).contains(weight)));
        match weight {
            Some(None) => Err(NotAVoter::Weight),
            Some(weight) => Ok(Self { agent, weight }),
            None => Ok(Self { agent, weight: None }),
        }
    }
}

impl fmt::Display for Voter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.weight {
            Some(weight) => write!(f, "{}={weight}", self.agent),
            None => write!(f, "{}", self.agent),
        }
    }
}

/// Why a text is not a voter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAVoter {
    Name(NotAnAgentName),
    Weight,
}

impl fmt::Display for NotAVoter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(why) => why.fmt(f),
            Self::Weight => write!(f, "a weight is a whole number from 1 to {MAX_WEIGHT}"),
        }
    }
}

impl std::error::Error for NotAVoter {}

/// Checks the options of a new vote.
///
/// # Errors
/// Usage: fewer than two, too many, or one given twice.
pub fn check_options(options: &[Name]) -> Result<()> {
    let mut known = HashSet::new();
    if let Some(twice) = options.iter().find(|option| !known.insert(*option)) {
        return Err(Failure::new(Kind::Usage, format!("the option {twice} is given twice")).into());
    }
    match options.len() {
        0 | 1 => {
            let failure = Failure::new(Kind::Usage, "a vote needs at least two options");
            Err(failure.hint("give them as --options yes,no").into())
        }
        len if len > MAX_OPTIONS => {
            Err(Failure::new(Kind::Usage, format!("{len} options are more than {MAX_OPTIONS}")).into())
        }
        _ => Ok(()),
    }
}

/// Checks the voters of a new vote, and gives each a weight if it is weighted.
///
/// # Errors
/// Usage: too many, one given twice, or a weight in a vote that is not weighted.
pub fn check_voters(voters: &[Voter], is_weighted: bool) -> Result<Vec<Voter>> {
    let mut known = HashSet::new();
    if let Some(twice) = voters.iter().find(|voter| !known.insert(&voter.agent)) {
        return Err(Failure::new(Kind::Usage, format!("the voter {} is given twice", twice.agent)).into());
    }
    if voters.len() > MAX_VOTERS {
        let why = format!("{} voters are more than {MAX_VOTERS}", voters.len());
        return Err(Failure::new(Kind::Usage, why).into());
    }
    if !is_weighted && let Some(voter) = voters.iter().find(|voter| voter.weight.is_some()) {
        let why = format!("{voter} has a weight, and the vote is not weighted");
        return Err(Failure::new(Kind::Usage, why).hint("use --weighted, or leave the weights out").into());
    }
    let weight = |voter: &Voter| voter.weight.or(is_weighted.then_some(1));
    Ok(voters.iter().map(|voter| Voter { agent: voter.agent.clone(), weight: weight(voter) }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_voter_is_a_name_and_perhaps_a_weight() {
        for (text, shown) in [("x", "x"), (" a@b ", "a@b"), ("x=3", "x=3"), ("x=1000000", "x=1000000")] {
            assert_eq!(text.parse::<Voter>().unwrap().to_string(), shown);
        }
        for text in ["x=0", "x=", "x=-1", "x=1.5", "x=1000001", "x=y"] {
            assert_eq!(text.parse::<Voter>(), Err(NotAVoter::Weight), "{text}");
        }
        for text in ["", "=3", "a b", "*"] {
            assert_eq!(text.parse::<Voter>(), Err(NotAVoter::Name(NotAnAgentName)), "{text}");
        }
    }
}
