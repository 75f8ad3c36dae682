//! Words that are offered.

use crate::commands::Command as Verb;

/// What is offered.
pub enum Offer {
    Words(Vec<Candidate>),
    /// The shell completes file names.
    Files,
}

/// A word, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub value: String,
    pub about: String,
}

impl Candidate {
    pub fn new(value: impl Into<String>, about: impl Into<String>) -> Self {
        Self { value: value.into(), about: about.into() }
    }
}

/// Returns the verbs.
pub fn verbs() -> Vec<Candidate> {
    Verb::VERBS.iter().map(|verb| Candidate::new(verb.name, verb.about)).collect()
}

/// Returns the subverbs of a verb.
pub fn subverbs(verb: &clap::Command) -> Vec<Candidate> {
    let shown = verb.get_subcommands().filter(|verb| !verb.is_hide_set());
    shown.map(|verb| Candidate::new(verb.get_name(), first_line(verb.get_about()))).collect()
}

/// Returns the first line of a help text.
pub fn first_line(text: Option<&clap::builder::StyledStr>) -> String {
    let text = text.map(ToString::to_string).unwrap_or_default();
    text.lines().next().unwrap_or_default().to_owned()
}
