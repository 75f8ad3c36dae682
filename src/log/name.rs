//! Names of leases, tasks and queues.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::json::readable::is_reserved;

/// A name of 1 to 128 bytes without control characters, so that a message can show it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name(String);

impl Name {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Name {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let fits = (1..=128).contains(&text.len()) && !text.contains(char::is_control);
        match text {
            text if is_reserved(text) => Err(NotAName::Reserved),
            text if fits => Ok(Self(text.to_owned())),
            _ => Err(NotAName::Shape),
        }
    }
}

impl TryFrom<String> for Name {
    type Error = NotAName;

    fn try_from(text: String) -> Result<Self, NotAName> {
        text.parse()
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Why a text is not a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAName {
    /// Empty, too long, or with control characters.
    Shape,
    /// No object may have this key, and names become keys.
    Reserved,
}

impl fmt::Display for NotAName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shape => "a name has 1 to 128 bytes and no control characters",
            Self::Reserved => "this name is reserved",
        })
    }
}

impl std::error::Error for NotAName {}
