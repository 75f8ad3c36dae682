//! One place where a value does not fit its schema.

use serde_json::{Value, json};

use crate::json::pointer::{Pointer, array_index};

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
    /// Whether what was found is an object or array, which other changes alter without mending it.
    pub is_container: bool,
}

impl Violation {
    /// What makes it the same as one that was there before: items of arrays move, and what is in an object or
    /// array changes.
    #[must_use]
    pub fn identity(&self) -> (Vec<&str>, &str, &str) {
        let tokens = self.place.tokens().iter();
        let place = tokens.map(|token| if array_index(token).is_some() { "*" } else { token }).collect();
        (place, &self.rule_at, if self.is_container { "" } else { &self.found })
    }

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
