//! What ctx keeps for itself in a document, and nobody changes as they change the rest.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::key_path::KeyPath;

/// The refusal to change it.
#[must_use]
pub fn refusal() -> Failure {
    Failure::new(Kind::Refused, format!("{RESERVED_KEY} is kept by ctx itself"))
        .hint("leave it out; `ctx handoff`, `ctx task`, `ctx lease` and others change what is in it")
}

/// # Errors
/// The path leads into it.
pub fn refuse(path: &KeyPath) -> Result<()> {
    if path.is_reserved() { Err(refusal().into()) } else { Ok(()) }
}
