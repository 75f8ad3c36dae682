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
