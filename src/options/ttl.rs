//! Durations of leases, claims and values.

use crate::text::duration::parse_duration;
use std::time::Duration;

/// The maximum duration without renewal.
const YEAR: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// The default of `--ttl` of leases.
pub const TTL: &str = "30s";

/// Parses a duration that is longer than zero and at most a year.
///
/// # Errors
/// Fails with a message for clap.
pub fn parse_ttl(text: &str) -> Result<Duration, String> {
    match parse_positive(text)? {
        ttl if ttl > YEAR => Err("the maximum is one year; renew it before then".to_owned()),
        ttl => Ok(ttl),
    }
}

/// Parses a duration that is longer than zero.
///
/// # Errors
/// Fails with a message for clap.
pub fn parse_positive(text: &str) -> Result<Duration, String> {
    match parse_duration(text)? {
        Duration::ZERO => Err("it must be longer than zero".to_owned()),
        duration => Ok(duration),
    }
}

/// Parses a duration of at least a second, since it is renewed three times before its end.
///
/// # Errors
/// As [`parse_ttl`].
pub fn parse_renewed_ttl(text: &str) -> Result<Duration, String> {
    match parse_ttl(text)? {
        ttl if ttl < Duration::from_secs(1) => {
            Err("the minimum is one second, since it is renewed meanwhile".to_owned())
        }
        ttl => Ok(ttl),
    }
}
