//! Handoff ids.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::log::entry::Revision;

/// A handoff id: `h` and the revision that created the handoff.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HandoffId(Revision);

impl HandoffId {
    /// The revision that created the handoff.
    #[must_use]
    pub fn revision(&self) -> Revision {
        self.0
    }
}

impl From<Revision> for HandoffId {
    fn from(revision: Revision) -> Self {
        Self(revision)
    }
}

impl fmt::Display for HandoffId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "h{}", self.0)
    }
}

impl From<HandoffId> for String {
    fn from(id: HandoffId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for HandoffId {
    type Error = NotAHandoffId;

    fn try_from(text: String) -> Result<Self, NotAHandoffId> {
        text.parse()
    }
}

impl FromStr for HandoffId {
    type Err = NotAHandoffId;

    fn from_str(text: &str) -> Result<Self, NotAHandoffId> {
        let digits = text.strip_prefix('h').filter(|d| d.bytes().all(|b| b.is_ascii_digit()));
        digits.and_then(|d| d.parse().ok()).map(Self).ok_or(NotAHandoffId)
    }
}

/// The text is not `h` and a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAHandoffId;

impl fmt::Display for NotAHandoffId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a handoff is named h and a number, such as h12")
    }
}

impl std::error::Error for NotAHandoffId {}
