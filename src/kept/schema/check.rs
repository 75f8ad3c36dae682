//! Checks that what a change leaves fits the schemas.
//!
//! A schema whose subtree the change does not touch is not looked at. What did not fit before and is not written by
//! the change does not count: an edit without ctx must not stop those who write elsewhere.

use std::collections::HashMap;

use anyhow::Result;
use serde_json::{Value, json};

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::patch::Operation;
use crate::json::pointer::Pointer;
use crate::json::projection::Projection;
use crate::kept::collection::Kept as _;
use crate::kept::redaction::{Redacted, UNSHOWN};
use crate::kept::schema::declared::Declared;
use crate::schema::{Judge, Violation};
use crate::text::shell::shell_word;

/// How many violations a failure and a record name.
const NAMED: usize = 20;

/// A place that does not fit a schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Misfit {
    /// The path that the schema is for.
    pub of: KeyPath,
    /// The place in the document.
    pub path: KeyPath,
    pub violation: Violation,
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
}

/// All places of a document that do not fit the schemas in `declared`.
///
/// # Errors
/// Fails if a schema cannot be read or takes too long.
pub fn misfits(document: &Document, declared: &[Declared]) -> Result<Vec<Misfit>> {
    let mut all = Vec::new();
    for declared in declared {
        let judge = judge(declared)?;
        all.extend(named(document, declared, judged(&judge, document, declared)?));
    }
    Ok(all)
}

/// Checks the operations of a draft after the first `before`. With `force`, returns what does not fit, for the
/// record.
///
/// # Errors
/// Bad data if the result does not fit, and refused if this ctx cannot tell.
pub fn check(draft: &mut Draft<'_>, before: usize, force: bool) -> Result<Vec<Value>> {
    if draft.document().kept(Declared::MEMBER).is_none() || draft.operations().nth(before).is_none() {
        return Ok(Vec::new());
    }
    draft.settle();
    let declared = Declared::all(draft.document())?;
    if cfg!(not(feature = "schema")) {
        return declared
            .first()
            .map_or(Ok(Vec::new()), |declared| Err(judge(declared).err().unwrap_or_else(not_built)));
    }
    let mut found = Vec::new();
    for declared in declared.iter().filter(|declared| touches(draft, before, declared)) {
        let judge = judge(declared)?;
        let mut violations = judged(&judge, draft.document(), declared)?;
        if !violations.is_empty() && !is_new(draft, before, declared) {
            violations = since(draft, before, declared, &judge, violations)?;
        }
        found.extend(named(draft.document(), declared, violations));
    }
    match found.first() {
        Some(first) if !force => {
            let is_new = declared.iter().any(|declared| declared.path() == first.of && is_new(draft, before, declared));
            Err(refusal(first, &found, is_new).into())
        }
        _ => Ok(found.iter().take(NAMED).map(in_record).collect()),
    }
}

fn in_record(misfit: &Misfit) -> Value {
    json!({"path": misfit.path.to_string(), "schema": misfit.of.to_string(), "rule": misfit.violation.rule})
}

fn not_built() -> anyhow::Error {
    Failure::new(Kind::Refused, "this ctx was built without JSON Schema").into()
}

fn judge(declared: &Declared) -> Result<Judge> {
    Judge::of(&declared.schema).map_err(|failure| unusable(declared, failure))
}

/// The failure that a schema cannot be used: it was edited without ctx, or what it is to judge grew.
fn unusable(declared: &Declared, failure: Failure) -> anyhow::Error {
    let unset = format!("to do without it: ctx schema unset {}", shell_word(&declared.path()));
    anyhow::Error::new(failure.hint(unset)).context(format!("the schema for {}", declared.path()))
}

/// What does not fit of what is at the place of a schema now. Nothing there is no violation.
fn judged(judge: &Judge, document: &Document, declared: &Declared) -> Result<Vec<Violation>> {
    let Some(value) = document.visible(&declared.path()) else { return Ok(Vec::new()) };
    judge.judge(value.to_value()).map_err(|failure| unusable(declared, failure))
}

fn named(document: &Document, declared: &Declared, violations: Vec<Violation>) -> Vec<Misfit> {
    let redacted = Redacted::of(document);
    let name = |mut violation: Violation| {
        let place = Pointer::new([declared.place.tokens(), violation.place.tokens()].concat());
        if violation.found != "nothing" && redacted.concerns(&place) {
            UNSHOWN.clone_into(&mut violation.found);
        }
        Misfit { of: declared.path(), path: document.path(&place), violation }
    };
    violations.into_iter().map(name).collect()
}

/// Whether a change may alter what is at the place of a schema, or the schema.
fn touches(draft: &Draft<'_>, before: usize, declared: &Declared) -> bool {
    let meets =
        |place: &[String]| place.starts_with(declared.place.tokens()) || declared.place.tokens().starts_with(place);
    let mut operations = draft.operations().skip(before).map(|(operation, _)| operation);
    let alters = |operation: &Operation| {
        let is_own = operation.path().tokens().first().is_some_and(|key| key == RESERVED_KEY);
        !is_own && !matches!(operation, Operation::Arrange { .. }) && meets(operation.path().tokens())
    };
    operations.any(alters) || is_new(draft, before, declared)
}

/// Whether the schema is another one than before, or was not there: then all that does not fit counts.
fn is_new(draft: &Draft<'_>, before: usize, declared: &Declared) -> bool {
    let kept = Pointer::default().child(RESERVED_KEY).child(Declared::MEMBER).child(declared.key());
    let meets = |operation: &Operation| {
        let path = operation.path().tokens();
        let is_order = matches!(operation, Operation::Arrange { .. });
        !is_order && !path.is_empty() && (path.starts_with(kept.tokens()) || kept.tokens().starts_with(path))
    };
    draft.operations().skip(before).any(|(operation, _)| meets(operation))
}

/// The violations that the change is to blame for: those that were not there before it, and those of values that
/// it wrote.
fn since(
    draft: &Draft<'_>,
    before: usize,
    declared: &Declared,
    judge: &Judge,
    violations: Vec<Violation>,
) -> Result<Vec<Violation>> {
    let mut projection = Projection::default();
    projection.add(&declared.place);
    let (old, _) = draft.touched(before, projection)?;
    let old = judged(judge, &old, declared)?;
    let mut known: HashMap<_, usize> = HashMap::new();
    for violation in &old {
        *known.entry(violation.identity()).or_default() += 1;
    }
    let is_written = |violation: &Violation| {
        let place = [declared.place.tokens(), violation.place.tokens()].concat();
        draft.operations().skip(before).any(|(operation, _)| match operation {
            Operation::Add { path, .. } | Operation::Replace { path, .. } => place.starts_with(path.tokens()),
            _ => false,
        })
    };
    let mut blamed = Vec::with_capacity(violations.len());
    for violation in &violations {
        let count = known.get_mut(&violation.identity()).filter(|count| **count > 0);
        let is_known = count.is_some();
        if let Some(count) = count {
            *count -= 1;
        }
        blamed.push(!is_known || is_written(violation));
    }
    Ok(violations.into_iter().zip(blamed).filter_map(|(violation, is_blamed)| is_blamed.then_some(violation)).collect())
}

fn refusal(first: &Misfit, all: &[Misfit], is_new: bool) -> Failure {
    let more = match all.len() - 1 {
        0 => String::new(),
        1 => "; 1 more place does not fit".to_owned(),
        more => format!("; {more} more places do not fit"),
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
        .fact("violations", all.iter().take(NAMED).map(Misfit::to_json).collect::<Value>())
        .hint(format!("ctx schema {show} {}", shell_word(&first.of)))
        .hint("--force writes it anyway, and the record says so")
}
