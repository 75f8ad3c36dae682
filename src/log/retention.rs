//! How much of the log is kept.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::log::entry::{Entry, Revision};
use crate::text::size::Size;
use crate::text::timestamp::Timestamp;

/// Keeps the last records of a log: by number, by age, or by their size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retention {
    Revisions(u64),
    Time(Duration),
    /// As they were written: how far segments are compressed does not matter.
    Size(Size),
}

/// Where a record, or the last record of a segment, is in a log.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// How many records are newer.
    pub newer: u64,
    /// How many bytes the records from it to the newest have.
    pub bytes: u64,
}

impl Retention {
    /// Whether a record is kept. The newest one always is.
    #[must_use]
    pub fn keeps(&self, entry: &Entry, place: Place, now: Timestamp) -> bool {
        match self {
            _ if place.newer == 0 => true,
            Self::Revisions(number) => place.newer < *number,
            Self::Size(size) => place.bytes <= size.bytes(),
            Self::Time(time) => {
                // What has no time that can be read is kept as long as what is newer.
                let written = entry.change.author.at.parse::<Timestamp>();
                written.map_or(true, |at| now.signed_duration_since(at).to_std().map_or(true, |since| since <= *time))
            }
        }
    }
}

/// Goes through the records of a log, newest first, to the oldest one that is kept.
pub struct Keeping<'r> {
    retention: &'r Retention,
    newest: Revision,
    now: Timestamp,
    bytes: u64,
    is_over: bool,
}

impl<'r> Keeping<'r> {
    #[must_use]
    pub fn of(retention: &'r Retention, newest: Revision, now: Timestamp) -> Self {
        Self { retention, newest, now, bytes: 0, is_over: false }
    }

    /// Whether the next record is kept: not if one that is newer is not.
    pub fn keeps(&mut self, entry: &Entry) -> bool {
        let newer = self.newest.number().saturating_sub(entry.link.rev.number());
        self.bytes = self.bytes.saturating_add(u64::try_from(entry.line.len()).unwrap_or(u64::MAX)).saturating_add(1);
        self.is_over = self.is_over || !self.retention.keeps(entry, Place { newer, bytes: self.bytes }, self.now);
        !self.is_over
    }
}

/// A text that [`FromStr`] reads.
impl fmt::Display for Retention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Revisions(number) => write!(f, "{number}"),
            Self::Time(time) => f.write_str(&humantime::format_duration(*time).to_string().replace(' ', "")),
            Self::Size(size) => match size.to_string() {
                text if text.ends_with('B') => f.write_str(&text),
                bytes => write!(f, "{bytes}B"),
            },
        }
    }
}

impl FromStr for Retention {
    type Err = NotARetention;

    /// A size must end with `B`: `30M` is 30 months.
    fn from_str(text: &str) -> Result<Self, NotARetention> {
        if let Ok(number) = text.parse::<u64>() {
            return if number == 0 { Err(NotARetention) } else { Ok(Self::Revisions(number)) };
        }
        if let Some(size) = text.parse::<Size>().ok().filter(|_| text.ends_with('B')) {
            return Ok(Self::Size(size));
        }
        humantime::parse_duration(text).map(Self::Time).map_err(|_| NotARetention)
    }
}

/// The text is not a number of revisions, a duration or a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotARetention;

impl fmt::Display for NotARetention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a number of revisions (1000), a duration (30d) or a size (1GiB)")
    }
}

impl std::error::Error for NotARetention {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_retention_is_printed_as_it_is_read() {
        for (text, printed) in [
            ("1000", "1000"),
            ("30d", "30days"),
            ("1h 30m", "1h30m"),
            ("1GiB", "1GiB"),
            ("20MB", "20000000B"),
            ("500KiB", "500KiB"),
        ] {
            let retention: Retention = text.parse().unwrap();
            assert_eq!(retention.to_string(), printed);
            assert_eq!(printed.parse(), Ok(retention));
        }
        assert!(matches!("30M".parse(), Ok(Retention::Time(_))));
        for text in ["0", "", "x", "-1", "1.5GiB"] {
            assert_eq!(text.parse::<Retention>(), Err(NotARetention), "{text}");
        }
    }
}
