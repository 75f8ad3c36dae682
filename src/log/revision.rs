//! Revision numbers.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Counts the changes of one document. At 0 nothing was written yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Revision(u64);

impl Revision {
    /// Before the first change.
    pub const START: Self = Self(0);

    /// The revision of this number.
    #[must_use]
    pub fn new(number: u64) -> Self {
        Self(number)
    }

    /// Its number, as `ctx log` shows it.
    #[must_use]
    pub fn number(self) -> u64 {
        self.0
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for Revision {
    type Err = NotARevision;

    fn from_str(text: &str) -> Result<Self, NotARevision> {
        text.parse().map(Self).map_err(|_| NotARevision)
    }
}

/// Not a revision number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotARevision;

impl fmt::Display for NotARevision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a revision is a number, as `ctx log` shows it")
    }
}

impl std::error::Error for NotARevision {}
