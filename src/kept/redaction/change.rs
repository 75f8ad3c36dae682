//! A change as the log may hold it.

use std::collections::HashSet;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::difference::patch_between;
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::order::arrangement;
use crate::json::patch::{Operation, Patch};
use crate::json::place_set::PlaceSet;
use crate::json::pointer::Pointer;
use crate::json::projection::Projection;
use crate::json::redaction_hash::is_hash;
use crate::kept::redaction::copy::redacted_copy;
use crate::kept::redaction::mark::{Mark, kept_in, marks};

/// A change from one redacted copy to another.
pub struct RedactedChange {
    pub patch: Patch,
    pub undo: Patch,
    /// The patch gives the redacted copy byte for byte, and not only up to the order of keys.
    pub exact: bool,
}

/// Redacts the change that `made` makes from one document to another, where something in either is
/// redacted. Only what the change touches is visited, and what is redacted.
///
/// # Errors
/// A patch that does not lead there: then nothing may be written.
pub fn redact_change(before: &Document, after: &Document, made: &Patch) -> Result<RedactedChange> {
    let projection = concerned(before, after, made);
    let [mut before, after] = [before, after].map(|document| {
        let part = document.project(&projection);
        redacted_copy(&part).unwrap_or(part)
    });
    let patch = steps(&before, &after);
    let undo = before.apply(&patch).map_err(|e| Failure::new(Kind::BadData, e.to_string()))?;
    if before != after {
        return Err(Failure::new(Kind::BadData, "the redacted values cannot be kept out of the log").into());
    }
    Ok(RedactedChange { patch, undo, exact: before.is_same(&after) })
}

/// What a change touches, with the keys beside it whose order may change, and all that is redacted.
fn concerned(before: &Document, after: &Document, made: &Patch) -> Projection {
    let is_removal = |operation: &&Operation| matches!(operation, Operation::Remove { .. });
    let removed: HashSet<&Pointer> = made.0.iter().filter(is_removal).map(Operation::path).collect();
    let mut projection = Projection::default();
    for operation in &made.0 {
        projection.add_operation(operation);
        // A key that was removed and added again comes last now.
        if let (Operation::Add { path, .. }, Some((parents, _))) = (operation, operation.path().split_last())
            && removed.contains(path)
        {
            projection.add_keys(parents);
        }
    }
    projection.add(&kept_in());
    for mark in marks(before).iter().chain(&marks(after)) {
        projection.add(&mark.place());
    }
    projection
}

/// The patch from one redacted copy to another. Each hash is replaced as a whole.
#[must_use]
pub fn steps(before: &Document, after: &Document) -> Patch {
    let places: HashSet<Vec<String>> = marks(after).into_iter().map(|mark| mark.keys).collect();
    let mut steps: Vec<Operation> = Vec::new();
    // Both are projections, or a whole document that was edited without ctx.
    for step in patch_between(before.tree(), after.tree()).0 {
        let mut above = (0..step.path().tokens().len()).filter_map(|len| step.path().tokens().get(..len));
        let place = above.find_map(|above| places.get(above)).map(|keys| Pointer::new(keys.clone()));
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

/// The places where these steps put a hash instead of a value. `document` is what they lead to.
#[must_use]
pub fn hashes_put(document: &Document, steps: &[Operation]) -> Vec<KeyPath> {
    let marks = marks(document);
    if marks.is_empty() {
        return Vec::new();
    }
    let mut touched = PlaceSet::default();
    for step in steps {
        touched.add(step.path(), 0);
    }
    let is_hashed = |mark: &Mark| mark.value_in(document).is_some_and(is_hash);
    marks.iter().filter(|mark| touched.meets(&mark.keys) && is_hashed(mark)).map(Mark::path).collect()
}
