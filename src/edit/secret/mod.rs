//! Finds credentials that every reader would see. They are recognised by well-known prefixes,
//! alphabets and lengths, never by guessing. Redacted values are not checked.

pub mod copied;
mod rules;

use std::collections::HashSet;

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::key_path::{KeyPath, Segment};
use crate::json::patch::Operation;
use crate::kept::redaction::Redacted;
use crate::log::entry::Author;
use crate::log::message::Message;

pub use crate::edit::secret::rules::{Rule, look};

/// What to do about a value that looks like a credential.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    #[default]
    Warn,
    Deny,
    Off,
}

impl Policy {
    pub const ALL: [(&'static str, Self); 3] = [("warn", Self::Warn), ("deny", Self::Deny), ("off", Self::Off)];

    /// # Errors
    /// Refuses if the policy is to deny and something was found.
    fn judge(self, found: Vec<Suspect>) -> Result<Vec<Suspect>> {
        match (self, found.first()) {
            (Self::Deny, Some(suspect)) => Err(suspect.refusal().into()),
            _ => Ok(found),
        }
    }
}

/// Where something looks like a credential, and by which rule. Never the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspect {
    pub place: String,
    pub rule: &'static Rule,
}

impl Suspect {
    /// The message: `a.b looks like a GitHub token (rule github-token)`.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{} looks like {} (rule {})", self.place, self.rule.what, self.rule.name)
    }

    fn refusal(&self) -> Failure {
        Failure::new(Kind::Refused, format!("{}, and CTX_SECRETS is deny", self.text()))
            .fact("path", self.place.as_str())
            .fact("rule", self.rule.name)
            .hint("leave it out (`ctx set --redact` keeps a value out of the log); set CTX_SECRETS=off if it is not a credential")
    }
}

/// What was found, each once.
#[derive(Default)]
struct Found {
    all: Vec<Suspect>,
    /// Place and rule of each.
    known: HashSet<(String, &'static str)>,
}

/// Checks the values that a draft puts after its first `before` operations, and the message.
///
/// # Errors
/// Refuses if the policy is to deny and something was found.
pub fn check(policy: Policy, draft: &Draft<'_>, before: usize, message: Option<&str>) -> Result<Vec<Suspect>> {
    let mut found = Found::default();
    if policy == Policy::Off {
        return Ok(Vec::new());
    }
    let redacted = Redacted::of(draft.document());
    for (operation, inverse) in draft.operations().skip(before) {
        let (Operation::Add { path, value } | Operation::Replace { path, value }) = operation else { continue };
        let old = match inverse {
            Operation::Replace { value, .. } => Some(value),
            _ => None,
        };
        let Some(value) = redacted.shown(path, value) else { continue };
        let start = masked(&draft.document().path(path));
        let new_key = path.tokens().last().filter(|_| old.is_none());
        note(new_key.and_then(|key| look(key)), &Trail::Start(&start), &mut found);
        collect(&Trail::Start(&start), &value, old, &mut found);
    }
    check_message(message, &mut found);
    policy.judge(found.all)
}

/// Checks a message to other agents.
///
/// # Errors
/// Refuses if the policy is to deny and something was found.
pub fn check_announcement(policy: Policy, announced: &Message, message: Option<&str>) -> Result<Vec<Suspect>> {
    let mut found = Found::default();
    if policy == Policy::Off {
        return Ok(Vec::new());
    }
    note(look(announced.topic.as_str()), &Trail::Start(&KeyPath::key("topic")), &mut found);
    if let Some(data) = announced.action().args.get("data") {
        collect(&Trail::Start(&KeyPath::key("data")), data, None, &mut found);
    }
    check_message(message, &mut found);
    policy.judge(found.all)
}

/// Checks the author of a change, who is named in its record.
///
/// # Errors
/// Refuses if the policy is to deny and something was found.
pub fn check_author(policy: Policy, author: &Author) -> Result<Vec<Suspect>> {
    if policy == Policy::Off {
        return Ok(Vec::new());
    }
    let texts = [
        ("the agent's name", Some(&author.agent)),
        ("the session", author.session.as_ref()),
        ("CTX_ON_BEHALF_OF", author.on_behalf_of.as_ref()),
        ("CTX_WATCH", author.watch.as_ref()),
    ];
    let suspect =
        |(place, text): (&str, Option<&String>)| look(text?).map(|rule| Suspect { place: place.to_owned(), rule });
    policy.judge(texts.into_iter().filter_map(suspect).collect())
}

fn check_message(message: Option<&str>, found: &mut Found) {
    if let Some(rule) = message.and_then(look) {
        found.all.push(Suspect { place: "the text of -m".to_owned(), rule });
    }
}

/// The position of a walk through a value. It becomes a path only when something is found.
enum Trail<'t> {
    Start(&'t KeyPath),
    Key(&'t Self, &'t str),
    Index(&'t Self, usize),
}

impl Trail<'_> {
    fn path(&self) -> KeyPath {
        match self {
            Self::Start(path) => (*path).clone(),
            Self::Key(above, key) => above.path().child(masked_segment(Segment::Key((*key).to_owned()))),
            Self::Index(above, index) => above.path().child(Segment::Index(*index)),
        }
    }
}

fn note(rule: Option<&'static Rule>, trail: &Trail<'_>, found: &mut Found) {
    if let Some(rule) = rule {
        let suspect = Suspect { place: trail.path().to_string(), rule };
        if found.known.insert((suspect.place.clone(), rule.name)) {
            found.all.push(suspect);
        }
    }
}

/// Checks every key and string in `value` that is not the same in `old`.
fn collect(trail: &Trail<'_>, value: &Value, old: Option<&Value>, found: &mut Found) {
    match value {
        Value::String(text) if old != Some(value) => note(look(text), trail, found),
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                collect(&Trail::Index(trail, i), item, old.and_then(|old| old.get(i)), found);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                let (trail, old) = (Trail::Key(trail, key), old.and_then(|old| old.get(key)));
                note(look(key).filter(|_| old.is_none()), &trail, found);
                collect(&trail, member, old, found);
            }
        }
        _ => {}
    }
}

/// Replaces words, and keys in paths, that look like credentials.
#[must_use]
pub fn without_credentials(text: &str) -> String {
    let named = |word: &str| look(word).map(|rule| format!("<{}>", rule.name));
    let shown = |key: &str| named(key).unwrap_or_else(|| key.to_owned());
    let keys = |word: &str| word.split('.').map(shown).collect::<Vec<_>>().join(".");
    text.split(' ').map(|word| named(word).unwrap_or_else(|| keys(word))).collect::<Vec<_>>().join(" ")
}

/// Replaces keys of a path that look like credentials.
fn masked(path: &KeyPath) -> KeyPath {
    KeyPath::new(path.segments().iter().cloned().map(masked_segment).collect())
}

fn masked_segment(segment: Segment) -> Segment {
    match &segment {
        Segment::Key(key) => look(key).map_or(segment.clone(), |rule| Segment::Key(format!("<{}>", rule.name))),
        _ => segment,
    }
}
