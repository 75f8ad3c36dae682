//! Places that do not fit a schema, in words.

use serde_json::{Value, json};

use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::pointer::Pointer;
use crate::kept::redaction::{Redacted, UNSHOWN};
use crate::kept::schema::declared::Declared;
use crate::schema::Violation;
use crate::text::shell::shell_word;

/// How many violations a failure and a record name.
pub const NAMED: usize = 20;

/// A place that does not fit a schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Misfit {
    /// The path that the schema is for.
    pub of: KeyPath,
    /// The place in the document.
    pub path: KeyPath,
    pub violation: Violation,
}

/// What does not fit: the first of it, and how much it is.
#[derive(Debug, Default)]
pub struct Misfits {
    pub named: Vec<Misfit>,
    pub count: usize,
    /// Whether there are more: judging ended before.
    pub is_cut: bool,
}

impl Misfits {
    /// How many places, in words: `1 place`, `at least 7 places`.
    #[must_use]
    pub fn places(&self) -> String {
        match (self.count, self.is_cut) {
            (1, false) => "1 place".to_owned(),
            (count, false) => format!("{count} places"),
            (count, true) => format!("at least {count} places"),
        }
    }
}

impl Misfit {
    /// In words: `a.b: expected an integer, found "x", by the rule type of the schema for a`.
    #[must_use]
    pub fn text(&self) -> String {
        let Violation { expected, found, rule, .. } = &self.violation;
        format!("{}: expected {expected}, found {found}, by the rule {rule} of the schema for {}", self.path, self.of)
    }

    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut json = self.violation.to_json(&self.path.to_string());
        if let Some(members) = json.as_object_mut() {
            members.insert("schema".to_owned(), self.of.to_string().into());
        }
        json
    }

    /// As a record names it.
    #[must_use]
    pub fn in_record(&self) -> Value {
        json!({"path": self.path.to_string(), "schema": self.of.to_string(), "rule": self.violation.rule})
    }
}

/// Violations by their paths in the document, the first `most`. What is redacted is not shown.
pub fn named(document: &Document, declared: &Declared, violations: Vec<Violation>, most: usize) -> Vec<Misfit> {
    let redacted = Redacted::of(document);
    let name = |mut violation: Violation| {
        let place = Pointer::new([declared.place.tokens(), violation.place.tokens()].concat());
        if violation.found != "nothing" && redacted.concerns(&place) {
            UNSHOWN.clone_into(&mut violation.found);
        }
        Misfit { of: declared.path(), path: document.path(&place), violation }
    };
    violations.into_iter().take(most).map(name).collect()
}

/// The failure of a change whose result does not fit. `is_new`: its schema comes with the change.
pub fn refusal(first: &Misfit, all: &Misfits, is_new: bool) -> Failure {
    let more = match (all.count.saturating_sub(1), all.is_cut) {
        (more, true) => format!("; at least {more} more places do not fit"),
        (0, false) => String::new(),
        (1, false) => "; 1 more place does not fit".to_owned(),
        (more, false) => format!("; {more} more places do not fit"),
    };
    let Violation { rule, rule_at, expected, found, .. } = &first.violation;
    let failure = Failure::new(Kind::BadData, format!("{}{more}", first.text()));
    // A schema that is not set yet cannot be shown.
    let show = if is_new { "infer" } else { "show" };
    failure
        .fact("path", first.path.to_string())
        .fact("rule", rule.as_str())
        .fact("rule_at", rule_at.as_str())
        .fact("expected", expected.as_str())
        .fact("found", found.as_str())
        .fact("schema", first.of.to_string())
        .fact("violations", all.named.iter().map(Misfit::to_json).collect::<Value>())
        .hint(format!("ctx schema {show} {}", shell_word(&first.of)))
        .hint(FORCE)
}

/// What `--force` does.
pub const FORCE: &str = "--force writes it anyway, and the record says so";
