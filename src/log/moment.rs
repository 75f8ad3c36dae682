//! A point in the past, as people name it: a revision, a time, or how long ago.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use chrono::{NaiveDate, NaiveDateTime};

use crate::log::entry::{Entry, Revision};
use crate::text::timestamp::Timestamp;

/// The revision or time after which something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    Revision(Revision),
    Ago(Duration),
    Time(Timestamp),
}

impl Since {
    /// Whether a record was written after this point.
    #[must_use]
    pub fn includes(&self, entry: &Entry, now: Timestamp) -> bool {
        let written = || entry.change.author.at.parse::<Timestamp>().ok();
        match self {
            Self::Revision(revision) => entry.link.rev > *revision,
            Self::Ago(ago) => {
                written().is_some_and(|at| now.signed_duration_since(at).to_std().is_ok_and(|d| d < *ago) || at > now)
            }
            Self::Time(time) => written().is_some_and(|at| at > *time),
        }
    }
}

/// The text is not a revision, duration or time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAMoment;

impl fmt::Display for NotAMoment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a revision (12), a duration (10m, 2h) or a time (2026-11-20T10:00:00Z, 2026-11-20)")
    }
}

impl std::error::Error for NotAMoment {}

impl FromStr for Since {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Self, NotAMoment> {
        if let Ok(revision) = text.parse() {
            return Ok(Self::Revision(revision));
        }
        if let Ok(duration) = humantime::parse_duration(text) {
            return Ok(Self::Ago(duration));
        }
        let at_second = |t: &str| NaiveDateTime::parse_from_str(t, "%Y-%m-%d %H:%M:%S").ok();
        let at_midnight = |t: &str| t.parse::<NaiveDate>().ok()?.and_hms_opt(0, 0, 0);
        let with_zone = chrono::DateTime::parse_from_rfc3339(text).map(|t| t.to_utc()).ok();
        with_zone
            .or_else(|| at_second(text).or_else(|| at_midnight(text)).map(|t| t.and_utc()))
            .map(Self::Time)
            .ok_or(NotAMoment)
    }
}

/// Whether a text names a point and so cannot be a tag.
pub(crate) fn is_moment(text: &str) -> bool {
    let is_digits = |back: &str| !back.is_empty() && back.bytes().all(|b| b.is_ascii_digit());
    // Too far back to count, and yet no name.
    text.strip_prefix("HEAD~").is_some_and(is_digits) || before_head(text).is_some() || text.parse::<Since>().is_ok()
}

/// Whether a text was probably meant as a time: four digits and a dash.
pub(crate) fn begins_like_date(text: &str) -> bool {
    let (year, rest) = text.as_bytes().split_at(text.len().min(4));
    year.len() == 4 && year.iter().all(u8::is_ascii_digit) && rest.starts_with(b"-")
}

/// Parses `HEAD`, `HEAD~` and `HEAD~3`: how many revisions before the newest.
pub(crate) fn before_head(text: &str) -> Option<u64> {
    match text.strip_prefix("HEAD")? {
        "" => Some(0),
        "~" => Some(1),
        back => back.strip_prefix('~')?.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn revisions_durations_and_times_are_told_apart() {
        assert_eq!("12".parse(), Ok(Since::Revision(Revision::new(12))));
        assert_eq!("10m".parse(), Ok(Since::Ago(Duration::from_secs(600))));
        let time: Timestamp = "2026-11-20T10:00:00Z".parse().unwrap();
        assert_eq!("2026-11-20T11:00:00+01:00".parse(), Ok(Since::Time(time)));
        assert_eq!("2026-11-20 10:00:00".parse(), Ok(Since::Time(time)));
        assert_eq!("2026-11-20".parse(), Ok(Since::Time("2026-11-20T00:00:00Z".parse().unwrap())));
        assert_eq!("yesterday".parse::<Since>(), Err(NotAMoment));
    }
}
