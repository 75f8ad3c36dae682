//! What is said between the process that asks for a filter to be run, and the one that runs it.

use serde::{Deserialize, Serialize};

/// A filter, and what it is run on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Question {
    pub filter: String,
    /// The variables, each with its JSON. A name begins with `$`.
    pub variables: Vec<(String, String)>,
    /// The JSON of the input; empty if the filter is not to be run, only checked.
    pub input: String,
    /// The most bytes that the results may have.
    pub most: usize,
}

/// What became of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Reply {
    /// The JSON of each result.
    Results(Vec<String>),
    Fault(Fault),
}

/// Why there are no results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    pub kind: FaultKind,
    pub why: String,
    /// The byte of the filter at which it is wrong.
    pub at: Option<usize>,
    /// What to do instead.
    pub hint: Option<String>,
}

/// The kind of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FaultKind {
    /// It is not a filter.
    Invalid,
    /// It failed on this input.
    Failed,
    /// A result cannot be JSON.
    NotJson,
    /// The results are too long, or nest too deeply.
    Bound,
}

impl Fault {
    #[must_use]
    pub fn new(kind: FaultKind, why: impl Into<String>) -> Self {
        Self { kind, why: why.into(), at: None, hint: None }
    }
}
