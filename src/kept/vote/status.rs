//! The states of a vote, and the rules that decide it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The state of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Votes can be cast.
    Open,
    /// An option won.
    Decided,
    /// No option can win any more.
    Tied,
    /// It was closed before enough agents had voted.
    NoQuorum,
}

impl Status {
    pub const ALL: [(&'static str, Self); 4] =
        [("open", Self::Open), ("decided", Self::Decided), ("tied", Self::Tied), ("no_quorum", Self::NoQuorum)];

    /// Whether the vote is closed.
    #[must_use]
    pub fn is_end(self) -> bool {
        self != Self::Open
    }

    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, status)| *status == self).map_or("", |(word, _)| word)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// When an option wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rule {
    /// It has more than half of the votes.
    #[default]
    Majority,
    /// It has all votes.
    Unanimous,
    /// It has more than half of the weight of all voters.
    Weighted,
}
