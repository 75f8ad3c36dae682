//! The hash that replaces a redacted value in the log.

use serde_json::Value;

/// The only member of the object that replaces a redacted value.
pub const HASH: &str = "$redacted";

/// Whether a value is the hash of a redacted one.
#[must_use]
pub fn is_hash(value: &Value) -> bool {
    let members = value.as_object().filter(|members| members.len() == 1);
    members.and_then(|members| members.get(HASH)).is_some_and(|hash| hash.is_string() || hash.is_null())
}

/// Whether a value is the hash of a redacted one, or has one in it.
#[must_use]
pub fn holds_hash(value: &Value) -> bool {
    is_hash(value)
        || match value {
            Value::Array(items) => items.iter().any(holds_hash),
            Value::Object(members) => members.values().any(holds_hash),
            _ => false,
        }
}
