//! Checks that what a change leaves fits the schemas.
//!
//! A schema whose subtree the change does not touch is not looked at. What did not fit before and is not written by
//! the change does not count: an edit without ctx must not stop those who write elsewhere.

use std::collections::HashSet;

use anyhow::Result;
use serde_json::{Value, json};

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::patch::Operation;
use crate::json::pointer::Pointer;
use crate::json::projection::Projection;
use crate::kept::collection::Kept as _;
use crate::kept::expiry::lasting;
use crate::kept::schema::blame::blamed;
use crate::kept::schema::declared::Declared;
use crate::kept::schema::misfit::{FORCE, Misfit, Misfits, NAMED, named, refusal};
use crate::schema::{Budget, Judge, Judged, Violation};
use crate::text::shell::shell_word;

/// All places of a document that do not fit the schemas in `declared`.
///
/// # Errors
/// Fails if a schema cannot be read or takes too long.
pub fn misfits(document: &Document, declared: &[Declared]) -> Result<Misfits> {
    let (budget, mut all) = (Budget::of_reader(), Misfits::default());
    for declared in declared {
        let judging = Judging { declared, budget: &budget, is_new: false, is_write: false };
        let found = judging.judge(document, &judging.read()?, &[])?;
        all.is_cut |= found.is_cut;
        all.named.extend(named(document, declared, found.violations, usize::MAX));
    }
    all.count = all.named.len();
    Ok(all)
}

/// Checks the operations of a draft after the first `before`. With `force`, returns what does not fit, or cannot be
/// judged, for the record.
///
/// # Errors
/// Bad data if the result does not fit, and refused if this ctx cannot tell.
pub fn check(draft: &mut Draft<'_>, before: usize, force: bool) -> Result<Vec<Value>> {
    if draft.document().kept(Declared::MEMBER).is_none() || draft.operations().nth(before).is_none() {
        return Ok(Vec::new());
    }
    draft.settle();
    let (budget, mut forced) = (Budget::of_writer(), Vec::new());
    let (mut found, mut is_first_new) = (Misfits::default(), false);
    for declared in &Declared::all(draft.document())? {
        let is_new = is_new(draft, before, declared);
        let judging = Judging { declared, budget: &budget, is_new, is_write: true };
        if cfg!(not(feature = "schema")) {
            judging.read()?;
        }
        if !judging.is_new && !touches(draft, before, declared) {
            continue;
        }
        let counted = match judging.counted(draft, before) {
            Err(why) if force => {
                forced.push(unjudged(declared, &why));
                continue;
            }
            counted => counted?,
        };
        if found.count == 0 {
            is_first_new = judging.is_new;
        }
        found.count += counted.violations.len();
        found.is_cut |= counted.is_cut;
        let most = NAMED.saturating_sub(found.named.len());
        found.named.extend(named(draft.document(), declared, counted.violations, most));
    }
    match found.named.first() {
        Some(first) if !force => Err(refusal(first, &found, is_first_new).into()),
        _ => Ok(forced.into_iter().chain(found.named.iter().map(Misfit::in_record)).collect()),
    }
}

/// What was forced without a judgement.
fn unjudged(declared: &Declared, why: &anyhow::Error) -> Value {
    let path = declared.path().to_string();
    json!({"path": path, "schema": path, "rule": Value::Null, "unjudged": why.root_cause().to_string()})
}

/// A schema, and the time that is left to judge by it.
struct Judging<'j> {
    declared: &'j Declared,
    budget: &'j Budget,
    /// Whether the schema is another one than before the change, or was not there: then all that does not fit counts.
    is_new: bool,
    is_write: bool,
}

impl Judging<'_> {
    fn read(&self) -> Result<Judge> {
        Judge::of(&self.declared.schema, self.budget).map_err(|failure| self.unusable(failure))
    }

    /// The failure that a schema cannot be used: it was edited without ctx, or what it is to judge grew.
    fn unusable(&self, failure: Failure) -> anyhow::Error {
        let path = self.declared.path();
        let can_force = self.is_write && failure.kind == Kind::BadData;
        let failure = if can_force { failure.hint(FORCE) } else { failure };
        // A schema that is not set yet cannot be unset.
        let unset = format!("to do without it: ctx schema unset {}", shell_word(&path));
        let failure = if self.is_new { failure } else { failure.hint(unset) };
        anyhow::Error::new(failure).context(format!("the schema for {path}"))
    }

    /// What does not fit of what is at the place of the schema, without the places in `gone`. Nothing there is no
    /// violation.
    fn judge(&self, document: &Document, judge: &Judge, gone: &[Pointer]) -> Result<Judged> {
        let Some(value) = document.visible(&self.declared.path()) else { return Ok(Judged::default()) };
        let above = self.declared.place.tokens();
        if gone.iter().any(|place| above.starts_with(place.tokens())) {
            return Ok(Judged::default());
        }
        let mut value = value.to_value();
        for place in gone {
            take_out(&mut value, place.tokens().get(above.len()..).unwrap_or_default());
        }
        judge.judge(value, self.budget).map_err(|failure| self.unusable(failure))
    }

    /// The violations that count against a change.
    fn counted(&self, draft: &Draft<'_>, before: usize) -> Result<Judged> {
        let judge = self.read()?;
        let found = self.judge(draft.document(), &judge, &[])?;
        let later = self.later(draft, before, &judge, &found)?;
        if found.violations.is_empty() || self.is_new {
            return Ok(Judged { violations: [found.violations, later].concat(), ..found });
        }
        if found.is_cut {
            let why = format!(
                "more than {} places do not fit, too many to tell what the change adds",
                found.violations.len()
            );
            return Err(self.unusable(Failure::new(Kind::BadData, why)));
        }
        let mut projection = Projection::default();
        projection.add(&self.declared.place);
        let (old, _) = draft.touched(before, projection)?;
        let old = self.judge(&old, &judge, &[])?;
        let operations: Vec<&Operation> = draft.operations().skip(before).map(|(operation, _)| operation).collect();
        let mut violations = blamed(found.violations, &old.violations, &self.declared.place, &operations);
        violations.extend(later);
        Ok(Judged { violations, is_cut: false })
    }

    /// What will not fit once the values that the change lets expire have expired, beyond what does not fit now.
    fn later(&self, draft: &Draft<'_>, before: usize, judge: &Judge, now: &Judged) -> Result<Vec<Violation>> {
        let ends = lasting(draft, (!self.is_new).then_some(before));
        let ends: Vec<Pointer> =
            ends.into_iter().filter(|end| end.tokens().starts_with(self.declared.place.tokens())).collect();
        if ends.is_empty() {
            return Ok(Vec::new());
        }
        let is = |violation: &Violation| (violation.place.clone(), violation.rule_at.clone());
        let known: HashSet<_> = now.violations.iter().map(is).collect();
        let mut later = self.judge(draft.document(), judge, &ends)?.violations;
        later.retain(|violation| !known.contains(&is(violation)));
        for violation in &mut later {
            violation.expected.push_str(" also when values have expired (--ttl)");
        }
        Ok(later)
    }
}

/// Removes a member of an object, if it is there.
fn take_out(value: &mut Value, place: &[String]) {
    let Some((key, parents)) = place.split_last() else { return };
    if let Some(Value::Object(members)) = Pointer::get_mut(parents, value) {
        members.shift_remove(key);
    }
}

/// Whether a change may alter what is at the place of a schema, or lets it expire.
fn touches(draft: &Draft<'_>, before: usize, declared: &Declared) -> bool {
    let meets =
        |place: &[String]| place.starts_with(declared.place.tokens()) || declared.place.tokens().starts_with(place);
    let mut operations = draft.operations().skip(before).map(|(operation, _)| operation);
    let alters = |operation: &Operation| {
        let is_own = operation.path().tokens().first().is_some_and(|key| key == RESERVED_KEY);
        !is_own && !matches!(operation, Operation::Arrange { .. }) && meets(operation.path().tokens())
    };
    operations.any(alters) || lasting(draft, Some(before)).iter().any(|end| meets(end.tokens()))
}

/// Whether the schema is another one than before, or was not there.
fn is_new(draft: &Draft<'_>, before: usize, declared: &Declared) -> bool {
    let kept = Pointer::default().child(RESERVED_KEY).child(Declared::MEMBER).child(declared.key());
    let meets = |operation: &Operation| {
        let path = operation.path().tokens();
        let is_order = matches!(operation, Operation::Arrange { .. });
        !is_order && !path.is_empty() && (path.starts_with(kept.tokens()) || kept.tokens().starts_with(path))
    };
    draft.operations().skip(before).any(|(operation, _)| meets(operation))
}
