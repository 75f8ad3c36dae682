//! Random digits.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::kept::redaction::Salt;
use crate::platform::machine;

/// Returns a salt for the hash of a redacted value.
///
/// # Errors
/// Fails if the system has no random bytes.
pub fn salt() -> Result<Salt> {
    digits()
}

/// Returns an ID that no other process has, surely: 16 hexadecimal digits.
///
/// # Errors
/// As [`salt`].
pub fn random_id() -> Result<String> {
    Ok(digits()?.chars().take(16).collect())
}

fn digits() -> Result<String> {
    machine::random().map_err(|e| Failure::new(Kind::Io, format!("could not get random bytes: {e}")).into())
}
