//! What a change made of a value that is watched.

use serde::Serialize;
use serde_json::Value;

/// A value that came to pass a test.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Turned {
    pub path: String,
    /// The value before; `None` if there was none, or if the log no longer has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Value>,
    /// The value after; `None` if it was removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Value>,
}
