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
        let number = |digits: &str| digits.parse().ok().filter(|_| digits.bytes().all(|b| b.is_ascii_digit()));
        let meant = || number(text.strip_prefix('H').unwrap_or(text)).map(Self);
        text.strip_prefix('h').and_then(number).map(Self).ok_or_else(|| NotAHandoffId { meant: meant() })
    }
}

/// The text is not `h` and a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAHandoffId {
    /// The ID that was probably meant.
    meant: Option<HandoffId>,
}

impl fmt::Display for NotAHandoffId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.meant {
            None => f.write_str("a handoff is named h and a number, such as h12"),
            Some(id) => write!(f, "a handoff is named h and a number; did you mean {id}?"),
        }
    }
}

impl std::error::Error for NotAHandoffId {}
