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
    let salt = machine::random();
    salt.map_err(|e| Failure::new(Kind::Io, format!("could not get random bytes: {e}")).into())
}
