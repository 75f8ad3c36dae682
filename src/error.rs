//! Errors: the message, the hints and the exit code.

use std::fmt;

use serde_json::{Map, Value};

/// The kind of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// No such key, condition false, nothing pending.
    No,
    /// The command line is invalid.
    Usage,
    /// A guard failed, another process was first, or the step is not allowed in this state.
    Conflict,
    /// The lock was not available in time.
    TimedOut,
    /// Not JSON, over a limit, or a corrupt or altered log.
    BadData,
    /// Input or output failed; the message says whether the change was committed.
    Io,
    /// Refused: permission, unsafe path or policy.
    Refused,
}

impl Kind {
    /// Returns the exit code.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::No => 1,
            Self::Usage => 2,
            Self::Conflict => 3,
            Self::TimedOut => 4,
            Self::BadData => 5,
            Self::Io => 6,
            Self::Refused => 7,
        }
    }

    /// Returns the `kind` that `--error-format json` prints.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Usage => "usage",
            Self::Conflict => "conflict",
            Self::TimedOut => "timed_out",
            Self::BadData => "bad_data",
            Self::Io => "io",
            Self::Refused => "refused",
        }
    }
}

/// A failure: the reason, hints, and facts for programs.
///
/// Callers add what was tried, and on which file, with [`anyhow::Context::context`].
#[derive(Debug)]
pub struct Failure {
    pub kind: Kind,
    why: String,
    hints: Vec<String>,
    facts: Map<String, Value>,
}

impl Failure {
    #[must_use]
    pub fn new(kind: Kind, why: impl Into<String>) -> Self {
        Self { kind, why: why.into(), hints: Vec::new(), facts: Map::new() }
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds a fact: a member of the error in JSON.
    #[must_use]
    pub fn fact(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.facts.insert(name.to_owned(), value.into());
        self
    }

    /// Adds a hint, in a caller.
    pub fn add_hint(&mut self, hint: impl Into<String>) {
        self.hints.push(hint.into());
    }

    /// Adds a fact, in a caller.
    pub fn set_fact(&mut self, name: &str, value: impl Into<Value>) {
        self.facts.insert(name.to_owned(), value.into());
    }

    /// Replaces the message, in a caller.
    pub fn set_why(&mut self, why: impl Into<String>) {
        self.why = why.into();
    }

    /// Adds the outcome of the change to the message and the facts.
    #[must_use]
    pub fn outcome(mut self, outcome: &str) -> Self {
        self.set_outcome(outcome);
        self
    }

    /// Adds the outcome of the change, unless there is one already.
    pub fn set_outcome(&mut self, outcome: &str) {
        if !self.facts.contains_key("outcome") {
            self.why.push_str("; ");
            self.why.push_str(outcome);
            self.facts.insert("outcome".to_owned(), outcome.into());
        }
    }

    #[must_use]
    pub fn hints(&self) -> &[String] {
        &self.hints
    }

    #[must_use]
    pub fn facts(&self) -> &Map<String, Value> {
        &self.facts
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for Failure {}
