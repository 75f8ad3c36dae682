//! How much of the log is kept.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::log::entry::{Entry, Revision};
use crate::text::timestamp::Timestamp;

/// Keeps the last records of a log, by number or by age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retention {
    Revisions(u64),
    Time(Duration),
}

impl Retention {
    /// Whether a record is kept in a log that ends with `newest`, which always is.
    #[must_use]
    pub fn keeps(&self, entry: &Entry, newest: Revision, now: Timestamp) -> bool {
        let age = newest.number().saturating_sub(entry.link.rev.number());
        match self {
            _ if age == 0 => true,
            Self::Revisions(number) => age < *number,
            Self::Time(time) => {
                // What has no time that can be read is kept as long as what is newer.
                let written = entry.change.author.at.parse::<Timestamp>();
                written.map_or(true, |at| now.signed_duration_since(at).to_std().map_or(true, |since| since <= *time))
            }
        }
    }
}

impl FromStr for Retention {
    type Err = NotARetention;

    fn from_str(text: &str) -> Result<Self, NotARetention> {
        if let Ok(number) = text.parse::<u64>() {
            return if number == 0 { Err(NotARetention) } else { Ok(Self::Revisions(number)) };
        }
        humantime::parse_duration(text).map(Self::Time).map_err(|_| NotARetention)
    }
}

/// The text is neither a number of revisions nor a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotARetention;

impl fmt::Display for NotARetention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a number of revisions (1000) or a duration (30d)")
    }
}

impl std::error::Error for NotARetention {}
