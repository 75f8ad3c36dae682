//! What went wrong, for whom, and the exit code that says so.

use std::fmt;

use serde_json::{Map, Value};

/// Why a command did not do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// No such key, no such context entry, condition false, nothing pending.
    No,
    /// The command line cannot be understood.
    Usage,
    /// A guard failed, somebody else won, or the step is illegal.
    Conflict,
    /// The lock was not free in time.
    TimedOut,
    /// Not JSON, over a limit, or a log that is corrupt or altered.
    BadData,
    /// Input or output failed; the message says what became of the change.
    Io,
    /// Permission, unsafe path, or policy.
    Refused,
}

impl Kind {
    /// The process exit code.
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

    /// The word that `--error-format json` prints as `kind`.
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

/// One failure: why, what to do next, and the facts behind it.
///
/// What was tried, and on which file, is added on the way up with
/// [`anyhow::Context::context`].
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

    /// Adds a line that says what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds a member to the JSON form of the error.
    #[must_use]
    pub fn fact(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.facts.insert(name.to_owned(), value.into());
        self
    }

    /// Adds a line that says what to do next, on the way up.
    pub fn add_hint(&mut self, hint: impl Into<String>) {
        self.hints.push(hint.into());
    }

    /// Adds a member to the JSON form of the error, on the way up.
    pub fn set_fact(&mut self, name: &str, value: impl Into<Value>) {
        self.facts.insert(name.to_owned(), value.into());
    }

    /// Adds what became of the change.
    #[must_use]
    pub fn outcome(mut self, outcome: &str) -> Self {
        self.set_outcome(outcome);
        self
    }

    /// Adds what became of the change, unless that was said already.
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
