//! Counting ballots, and what they decide.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use crate::kept::vote::record::Vote;
use crate::kept::vote::status::{Rule, Status};
use crate::log::agent::AgentName;
use crate::log::name::Name;

/// How many options a message counts.
const SHOWN: usize = 5;

impl Vote {
    /// The votes for each option, or their weight.
    #[must_use]
    pub fn tally(&self) -> Vec<(&Name, u64)> {
        let weights: HashMap<&AgentName, u64> =
            self.voters.iter().map(|voter| (&voter.agent, voter.weight.unwrap_or(1))).collect();
        // A voter that is not listed was added without ctx, and counts only where anybody may vote.
        let others = u64::from(self.quorum.is_some());
        let mut counts: HashMap<&Name, u64> = HashMap::new();
        for (agent, ballot) in self.ballots.iter() {
            let count = counts.entry(&ballot.option).or_default();
            *count = count.saturating_add(weights.get(agent).copied().unwrap_or(others));
        }
        self.options.iter().map(|option| (option, counts.get(option).copied().unwrap_or_default())).collect()
    }

    /// The tally as JSON.
    #[must_use]
    pub fn tally_json(&self) -> Value {
        self.tally().into_iter().map(|(option, count)| (option.to_string(), count.into())).collect::<Map<_, _>>().into()
    }

    /// The result, as the document has it once the vote is closed.
    #[must_use]
    pub fn result(&self) -> Value {
        json!({"result": self.status.word(), "winner": self.winner, "tally": self.tally_json()})
    }

    /// The voters that have not voted.
    #[must_use]
    pub fn awaited(&self) -> Vec<&AgentName> {
        let voted: HashSet<&AgentName> = self.ballots.iter().map(|(agent, _)| agent).collect();
        self.voters.iter().map(|voter| &voter.agent).filter(|agent| !voted.contains(agent)).collect()
    }

    /// How many agents must vote.
    #[must_use]
    pub fn electorate(&self) -> usize {
        self.quorum.unwrap_or(self.voters.len())
    }

    /// The status and the winner if nothing that is still to come can change them.
    pub(crate) fn outcome(&self) -> Option<(Status, Option<Name>)> {
        let tally = self.tally();
        let cast = tally.iter().fold(0_u64, |sum, (_, count)| sum.saturating_add(*count));
        let have_all = self.ballots.len() >= self.electorate();
        let (total, left) = if self.quorum.is_some() {
            // A majority of the votes cast, once enough were.
            (cast, 0)
        } else {
            let weights = self.voters.iter().map(|voter| voter.weight.unwrap_or(1));
            let total = weights.fold(0_u64, u64::saturating_add);
            (total, total.saturating_sub(cast))
        };
        let mut chosen = tally.iter().filter(|(_, count)| *count > 0);
        if self.rule == Rule::Unanimous {
            return match (chosen.next(), chosen.next()) {
                (Some(_), Some(_)) => Some((Status::Tied, None)),
                (Some((option, _)), None) if have_all => Some((Status::Decided, Some((*option).clone()))),
                _ => None,
            };
        }
        if self.quorum.is_some() && !have_all {
            return None;
        }
        let is_enough = |count: u64| count > total / 2;
        if let Some((option, _)) = tally.iter().find(|(_, count)| is_enough(*count)) {
            return Some((Status::Decided, Some((*option).clone())));
        }
        let can_win = tally.iter().any(|(_, count)| is_enough(count.saturating_add(left)));
        (!can_win).then_some((Status::Tied, None))
    }

    /// The counts in words: `a 2, b 1`.
    #[must_use]
    pub fn counted(&self) -> String {
        let chosen: Vec<String> =
            self.tally().iter().filter(|(_, n)| *n > 0).map(|(option, n)| format!("{option} {n}")).collect();
        match chosen.len().saturating_sub(SHOWN) {
            _ if chosen.is_empty() => "no votes".to_owned(),
            0 => chosen.join(", "),
            more => format!("{} and {more} more", chosen.get(..SHOWN).unwrap_or_default().join(", ")),
        }
    }

    /// How it ended, in words.
    #[must_use]
    pub fn ended(&self) -> String {
        let counted = self.counted();
        match (self.status, &self.winner) {
            (Status::Decided, Some(winner)) => format!("{winner} won ({counted})"),
            (Status::Tied, _) => format!("it is tied ({counted})"),
            (Status::NoQuorum, _) => {
                let (voted, needed) = (self.ballots.len(), self.electorate());
                format!("it has no quorum: {voted} of {needed} voted ({counted})")
            }
            (status, _) => format!("it is {status} ({counted})"),
        }
    }
}
