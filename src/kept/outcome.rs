//! How a task or a handoff ended, to compare with how somebody else would end it.

use serde_json::Value;

use crate::error::Failure;
use crate::kept::artifact::Artifact;
use crate::log::agent::AgentName;

/// The most characters of a result in a message.
const SHOWN: usize = 60;

/// How a task or a handoff ended: a word, and what was said with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    word: &'static str,
    said: Option<String>,
}

impl Outcome {
    /// An outcome with its reason.
    #[must_use]
    pub fn of(word: &'static str, reason: Option<&str>) -> Self {
        Self { word, said: reason.map(str::to_owned) }
    }

    /// The outcome `completed`, with its result.
    #[must_use]
    pub fn completed(result: Option<&Value>) -> Self {
        Self { word: "completed", said: result.map(Value::to_string) }
    }

    /// The same outcome with the files of its result.
    #[must_use]
    pub fn with(mut self, artifacts: &[Artifact]) -> Self {
        let named = artifacts.iter().map(|artifact| format!("{} (SHA-256 {})", artifact.path, artifact.sha256));
        let said: Vec<String> = self.said.take().into_iter().chain(named).collect();
        self.said = (!said.is_empty()).then(|| said.join(", "));
        self
    }

    /// Says that this outcome was recorded first, so another one was not.
    #[must_use]
    pub fn instead_of(&self, other: &Self, by: Option<&AgentName>, at: Option<&str>) -> String {
        format!("{}; not recorded: {}", self.was_first(by, at), other.shown())
    }

    /// Says that this outcome was recorded first.
    #[must_use]
    pub fn was_first(&self, by: Option<&AgentName>, at: Option<&str>) -> String {
        let by = by.map_or("somebody", AgentName::as_str);
        let at = at.map(|at| format!(" at {at}")).unwrap_or_default();
        format!("{by} ended it first{at}: {}", self.shown())
    }

    /// Adds both outcomes to a failure.
    #[must_use]
    pub fn facts(&self, first: &Self, failure: Failure) -> Failure {
        failure.fact("recorded", first.text()).fact("not_recorded", self.text())
    }

    fn text(&self) -> String {
        self.said.as_ref().map_or_else(|| self.word.to_owned(), |said| format!("{}: {said}", self.word))
    }

    fn shown(&self) -> String {
        let text = self.text();
        match text.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
            None => text,
        }
    }
}
