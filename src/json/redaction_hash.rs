//! What stands in place of a redacted value.

use serde_json::Value;

/// The one member of what stands in the place of a redacted value.
pub const HASH: &str = "$redacted";

/// Whether a value is what the log has in place of a redacted one.
#[must_use]
pub fn is_hash(value: &Value) -> bool {
    let members = value.as_object().filter(|members| members.len() == 1);
    members.and_then(|members| members.get(HASH)).is_some_and(|hash| hash.is_string() || hash.is_null())
}
