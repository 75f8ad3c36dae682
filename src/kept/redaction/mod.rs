//! Values that the log must not hold (`set --redact`).
//!
//! The document holds them like all others, and `_ctx.redacted` says where they are:
//! `{"api.key":{"by":"planner","salt":"…"}}`. What goes into the log is the *concealed*
//! document: a hash of salt and value stands in place of each such value, and the salts
//! are left out of it. Both documents take the same steps, so that the log gives
//! the concealed one as it gives any other, and nothing but the document gives the values.
//!
//! The salt is random, new with each `set --redact`, and never in the log: so whoever has
//! only the log can try no guess, neither on the hash nor on the digest of the whole document.
//!
//! A document that was rebuilt from the log alone is a concealed one: a value that is
//! lost shows its hash, and has no salt.

mod mark;
mod marking;

use std::borrow::Cow;

use anyhow::Result;
use serde_json::{Value, json};

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::difference::difference;
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::order::arrangement;
use crate::json::patch::{Operation, Patch};
use crate::json::pointer::Pointer;
use crate::json::projection::Projection;
use crate::log::digest::Digest;
use crate::text::shell::shell_word;

pub use crate::json::concealed::is_hash;
use crate::kept::redaction::mark::{Mark, marks};
pub use crate::kept::redaction::mark::{Salt, hashes_put};
pub use crate::kept::redaction::marking::{redact, redact_place, refuse_items};
pub use crate::log::redacted::{MEMBER, marked_by};

/// The document as the log may hold it; `None` if nothing in it is redacted.
#[must_use]
pub fn conceal(document: &Document) -> Option<Document> {
    let marks = marks(document);
    if marks.is_empty() {
        return None;
    }
    let mut concealed = document.clone();
    for mark in &marks {
        if let Some(hash) = mark.value_in(&concealed).map(|value| mark.conceal(value)) {
            concealed.replace_at_keys(&mark.keys, hash);
        }
        mark.set_salt(&mut concealed, Value::Null);
    }
    Some(concealed)
}

/// Whether something in a document is redacted.
#[must_use]
pub fn is_redacted(document: &Document) -> bool {
    !marks(document).is_empty()
}

/// The digest of a document as the log gives it; `None` if nothing in it is redacted.
#[must_use]
pub fn digest(document: &Document) -> Option<Digest> {
    conceal(document).map(|concealed| Digest::of(&concealed.to_text()))
}

/// A change as the log may hold it.
pub struct Concealed {
    pub patch: Patch,
    pub undo: Patch,
    /// The patch gives the concealed document byte for byte, and not only up to the order of keys.
    pub exact: bool,
}

/// The change that `made` makes from one document to another, where something in either is redacted.
/// Only what it touches is visited, and what is redacted.
///
/// # Errors
/// A patch that does not lead there: then nothing may be written.
pub fn conceal_change(before: &Document, after: &Document, made: &Patch) -> Result<Concealed> {
    let projection = concerned(before, after, made);
    let [mut before, after] = [before, after].map(|document| {
        let part = document.project(&projection);
        conceal(&part).unwrap_or(part)
    });
    let patch = steps(&before, &after);
    let undo = before.apply(&patch).map_err(|e| Failure::new(Kind::BadData, e.to_string()))?;
    if before != after {
        return Err(Failure::new(Kind::BadData, "the redacted values cannot be kept out of the log").into());
    }
    Ok(Concealed { patch, undo, exact: before.is_same(&after) })
}

/// What a change touches, with the keys beside it whose order may change, and all that is redacted.
fn concerned(before: &Document, after: &Document, made: &Patch) -> Projection {
    let mut projection = Projection::default();
    for operation in &made.0 {
        projection.add_operation(operation);
        // A key that was removed and added again is the last one now.
        let is_added_again = |other: &Operation| {
            matches!((operation, other), (Operation::Remove { path }, Operation::Add { path: added, .. }) if path == added)
        };
        if let (Some((parents, _)), true) = (operation.path().split_last(), made.0.iter().any(is_added_again)) {
            projection.add_keys(parents);
        }
    }
    projection.add(&mark::kept_in());
    for mark in marks(before).iter().chain(&marks(after)) {
        projection.add(&mark.place());
    }
    projection
}

/// The patch from one concealed document to another: each hash is replaced as a whole.
#[must_use]
pub fn steps(before: &Document, after: &Document) -> Patch {
    let places: Vec<Vec<String>> = marks(after).into_iter().map(|mark| mark.keys).collect();
    let mut steps: Vec<Operation> = Vec::new();
    for step in difference(before.tree(), after.tree()).0 {
        let is_below =
            |keys: &&Vec<String>| step.path().tokens().strip_prefix(keys.as_slice()).is_some_and(|b| !b.is_empty());
        let place = places.iter().find(is_below).map(|keys| Pointer::new(keys.clone()));
        let step = match place.and_then(|path| Some((after.at(&path)?.clone(), path))) {
            Some((value, path)) => Operation::Replace { path, value },
            None => step,
        };
        if steps.last() != Some(&step) {
            steps.push(step);
        }
    }
    // The order of keys comes last.
    let mut reached = before.clone();
    if reached.apply(&Patch(steps.clone())).is_ok() {
        steps.extend(arrangement(&Pointer::default(), reached.tree(), after.tree()));
    }
    Patch(steps)
}

/// Judges what a draft did to redacted values. What is another value than before gets a new
/// salt, so that no hash tells that a value is an earlier one; so does what was lost and is set anew.
///
/// # Errors
/// A conflict, if a hash from the log would take the place of a value; and those of `salt`.
pub fn settle(draft: &mut Draft<'_>, salt: &dyn Fn() -> Result<Salt>) -> Result<()> {
    let mut touched = marks(draft.document());
    touched.retain(|mark| draft.changes().any(|(operation, _)| mark.meets(operation)));
    if touched.is_empty() {
        return Ok(());
    }
    let mut projection = Projection::default();
    for mark in &touched {
        projection.add(&mark.place());
        projection.add(&mark.kept_at());
    }
    let (before, _) = draft.touched(0, projection)?;
    for mark in touched {
        match mark.value_in(draft.document()).map(is_hash) {
            Some(true) => {
                let path = mark.path();
                let why = format!("the value of {path} was redacted: the log has only its hash");
                return Err(Failure::new(Kind::Conflict, why)
                    .fact("path", path.to_string())
                    .hint(format!("set it again: ctx set --redact {} -", shell_word(&path)))
                    .into());
            }
            Some(false) if mark.salt.is_none() || mark.is_stale(&before, draft) => {
                let kept_at = mark.kept_at().tokens().iter().cloned().map(Segment::Key).collect();
                draft.keep(&KeyPath::new(kept_at).child(Segment::Key("salt".to_owned())), salt()?.into())?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Keeps redacted what was so `before`, in a document that somebody changed without ctx.
///
/// # Errors
/// Those of `salt`.
pub fn keep_marks(document: &mut Document, before: &Document, salt: &dyn Fn() -> Result<Salt>) -> Result<()> {
    let kept: Vec<String> = marks(document).into_iter().map(|mark| mark.name).collect();
    for Mark { name, .. } in marks(before).into_iter().filter(|mark| !kept.contains(&mark.name)) {
        let mut place = Pointer::default();
        for key in [RESERVED_KEY, MEMBER] {
            place = place.child(key);
            match document.at(&place) {
                Some(Value::Object(_)) => {}
                Some(_) => return Ok(()),
                None => put(document, place.clone(), json!({}))?,
            }
        }
        put(document, place.child(name), json!({"salt": salt()?}))?;
    }
    Ok(())
}

fn put(document: &mut Document, path: Pointer, value: Value) -> Result<()> {
    let put = document.perform(&Operation::Add { path, value });
    put.map(drop).map_err(|e| Failure::new(Kind::BadData, e.to_string()).into())
}

/// Puts back what a document from the log lacks, as far as another one has just that.
pub fn fill(document: &mut Document, from: &Document) {
    let known = marks(from);
    for mark in marks(document) {
        let Some(known) = known.iter().find(|known| known.name == mark.name && known.salt.is_some()) else { continue };
        let Some(value) = known.value_in(from) else { continue };
        // What is below another redacted value came back with that.
        if mark.value_in(document).is_some_and(|held| *held == known.conceal(value) || held == value) {
            mark.set_salt(document, known.salt.clone().into());
            document.replace_at_keys(&mark.keys, value.clone());
        }
    }
}

/// The redacted values that the document has no more, only their hashes.
#[must_use]
pub fn lost(document: &Document) -> Vec<KeyPath> {
    let is_lost = |mark: &Mark| mark.salt.is_none() && mark.value_in(document).is_some_and(is_hash);
    marks(document).iter().filter(|mark| is_lost(mark)).map(Mark::path).collect()
}

/// What messages show in the place of a redacted value.
pub const UNSHOWN: &str = "(redacted)";

/// What is redacted in a document.
pub struct Redacted(Vec<Mark>);

impl Redacted {
    #[must_use]
    pub fn of(document: &Document) -> Self {
        Self(marks(document))
    }

    /// What is redacted in any of these.
    #[must_use]
    pub fn of_any(documents: &[&Document]) -> Self {
        Self(documents.iter().flat_map(|document| marks(document)).collect())
    }

    /// Whether something at `place`, above it or below it is redacted.
    #[must_use]
    pub fn concerns(&self, place: &Pointer) -> bool {
        self.0.iter().any(|mark| mark.is_on_the_way_to(place))
    }

    /// A value at `place` without what is redacted in it; `None` if all of it is.
    #[must_use]
    pub fn shown<'v>(&self, place: &Pointer, value: &'v Value) -> Option<Cow<'v, Value>> {
        let mut shown = Cow::Borrowed(value);
        for mark in &self.0 {
            match mark.keys.strip_prefix(place.tokens()) {
                Some([]) => return None,
                Some(below) => {
                    let hidden =
                        below.iter().try_fold(shown.to_mut(), |value, key| value.as_object_mut()?.get_mut(key));
                    hidden.map(Value::take);
                }
                None if place.tokens().starts_with(&mark.keys) => return None,
                None => {}
            }
        }
        Some(shown)
    }
}

#[cfg(test)]
mod tests;
