//! How a client is told that it may not do something.

use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;

/// How a refusal begins.
const MAY_NOT: &str = "this client may not";

/// The failure that the server does not let its client see or change a place. It does not tell whether anything is there.
pub fn refusal(path: &KeyPath, what: &str) -> Failure {
    let why = format!("{MAY_NOT} {what} {path}: whoever configured the server, or `ctx policy access`, says so");
    let failure = Failure::new(Kind::Refused, why).fact("path", path.to_string());
    failure.hint("get_context without a path gives what this client may see")
}

/// Whether a failure is such a refusal.
pub fn is_refusal(failure: &Failure) -> bool {
    failure.to_string().starts_with(MAY_NOT)
}
