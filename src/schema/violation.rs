//! One place where a value does not fit its schema.

use serde_json::{Value, json};

use crate::json::pointer::Pointer;

/// What a rule of a schema expects at a place, and what it found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Where, from the value that was judged.
    pub place: Pointer,
    /// The keyword.
    pub rule: String,
    /// Where the keyword is in the schema.
    pub rule_at: String,
    /// In words: `an integer`, `at least 5`.
    pub expected: String,
    /// The value there, shortened; `nothing`.
    pub found: String,
    /// How many items or keys what was found has, if it is an array or object: other changes alter it without
    /// writing it.
    pub size: Option<usize>,
    /// Which tokens of the place are indices of arrays, whose items move.
    pub indices: Vec<bool>,
}

/// What does not fit.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    pub violations: Vec<Violation>,
    /// Whether there are more than are named.
    pub is_cut: bool,
}

impl Violation {
    /// As programs read it. `path` is that of its place.
    #[must_use]
    pub fn to_json(&self, path: &str) -> Value {
        json!({
            "path": path,
            "rule": self.rule,
            "rule_at": self.rule_at,
            "expected": self.expected,
            "found": self.found,
        })
    }
}
