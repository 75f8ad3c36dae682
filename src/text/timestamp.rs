//! Timestamps.

use std::time::Duration;

use anyhow::Result;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};

use crate::error::{Failure, Kind};

/// A time in UTC.
pub type Timestamp = DateTime<Utc>;

/// Formats a time for records and output: RFC 3339, UTC, milliseconds.
#[must_use]
pub fn timestamp_text(at: Timestamp) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Returns the earliest of these times, as text, that is still to come.
pub fn next<'t>(times: impl Iterator<Item = &'t str>, now: Timestamp) -> Option<Timestamp> {
    times.filter_map(|time| time.parse().ok()).filter(|time| *time > now).min()
}

/// Returns the end of a period that starts `now`.
///
/// # Errors
/// Fails beyond the end of the calendar.
pub fn end(now: Timestamp, lasts: Duration) -> Result<Timestamp> {
    let end = TimeDelta::from_std(lasts).ok().and_then(|lasts| now.checked_add_signed(lasts));
    end.ok_or_else(|| Failure::new(Kind::Usage, "that is beyond the end of the calendar").into())
}

/// How long ago a time was, in one unit: `12s ago`, `3m ago`, `2h ago`, `5d ago`. A text that is not a time is
/// returned as it is.
#[must_use]
pub fn age(at: &str, now: Timestamp) -> String {
    let Ok(time) = at.parse::<Timestamp>() else { return at.to_owned() };
    let seconds = (now - time).num_seconds().max(0);
    let (number, unit) = match seconds {
        0..60 => (seconds, 's'),
        60..3600 => (seconds / 60, 'm'),
        3600..172_800 => (seconds / 3600, 'h'),
        _ => (seconds / 86_400, 'd'),
    };
    format!("{number}{unit} ago")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_has_one_unit() {
        let now: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
        for (at, told) in [
            ("2026-11-20T12:00:05Z", "0s ago"),
            ("2026-11-20T11:59:01Z", "59s ago"),
            ("2026-11-20T11:00:00Z", "1h ago"),
            ("2026-11-18T12:00:00Z", "2d ago"),
            ("soon", "soon"),
        ] {
            assert_eq!(age(at, now), told);
        }
    }
}
