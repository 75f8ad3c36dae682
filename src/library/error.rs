//! What went wrong, for the program that uses the library.

use std::fmt;

use serde_json::{Map, Value};

use crate::error::{Failure, Kind};
use crate::output;

/// The result of a call into the library.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a call failed: its kind, a message for people, and facts for programs.
///
/// ```
/// use ctxfile::{Error, ErrorKind};
///
/// let error = Error::new(ErrorKind::Conflict, "the build is older than the deployed one");
/// assert_eq!(error.kind(), ErrorKind::Conflict);
/// assert_eq!(error.to_string(), "the build is older than the deployed one");
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Error {
    kind: Kind,
    message: String,
    hints: Vec<String>,
    facts: Map<String, Value>,
}

impl Error {
    /// An error of your own, with which an edit refuses its change.
    #[must_use]
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hints: Vec::new(), facts: Map::new() }
    }

    /// What kind of failure it is; the command line has an exit code for each.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// What to do next, one sentence or command each, as the command line prints them.
    #[must_use]
    pub fn hints(&self) -> &[String] {
        &self.hints
    }

    /// The members that `--error-format json` adds, such as `path`, `rev` or `holder`. `outcome`
    /// is `not committed` or `outcome unknown` where input or output failed.
    #[must_use]
    pub fn facts(&self) -> &Map<String, Value> {
        &self.facts
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        let message = output::message(&error);
        if let Some(own) = error.downcast_ref::<Self>() {
            return Self { kind: own.kind, message, hints: own.hints.clone(), facts: own.facts.clone() };
        }
        let failure = error.downcast_ref::<Failure>();
        let hints = failure.map(|failure| failure.hints().to_vec()).unwrap_or_default();
        let facts = failure.map(|failure| failure.facts().clone()).unwrap_or_default();
        Self { kind: output::kind(&error), message, hints, facts }
    }
}
