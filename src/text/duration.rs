//! Durations.

use std::time::Duration;

/// Parses a duration such as `90s`, `1h 30m` or `250ms`; a bare number is in seconds.
///
/// # Errors
/// Fails with a message for clap.
pub fn parse_duration(text: &str) -> Result<Duration, String> {
    let is_bare =
        text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    if is_bare && let Ok(seconds) = text.parse() {
        return Duration::try_from_secs_f64(seconds).map_err(|e| e.to_string());
    }
    humantime::parse_duration(text).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_number_is_in_seconds() {
        for (text, seconds) in
            [("10", 10.0), ("0", 0.0), ("1.5", 1.5), ("90s", 90.0), ("1m 30s", 90.0), ("250ms", 0.25)]
        {
            assert_eq!(parse_duration(text), Ok(Duration::from_secs_f64(seconds)), "{text}");
        }
        for text in ["", "soon", "-1", "1.2.3", "1e3", "."] {
            assert!(parse_duration(text).is_err(), "{text}");
        }
    }
}
