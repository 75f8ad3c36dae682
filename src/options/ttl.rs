//! How long something holds.

use std::time::Duration;

/// The longest time that something is held without being renewed.
const YEAR: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// More than no time, and not more than a year.
///
/// # Errors
/// What is wrong with the text, for clap to show.
pub fn parse_ttl(text: &str) -> Result<Duration, String> {
    match humantime::parse_duration(text).map_err(|e| e.to_string())? {
        Duration::ZERO => Err("it must be longer than zero".to_owned()),
        ttl if ttl > YEAR => Err("the maximum is one year; renew it before then".to_owned()),
        ttl => Ok(ttl),
    }
}

/// A time that is renewed three times before it is over: not less than a second.
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
