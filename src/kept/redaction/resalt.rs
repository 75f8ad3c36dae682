//! New salts for redacted values that a draft changed.

use std::collections::HashMap;

use anyhow::Result;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::place_set::PlaceSet;
use crate::json::projection::Projection;
use crate::json::redaction_hash::is_hash;
use crate::kept::redaction::mark::{Mark, Salt, marks};
use crate::text::shell::shell_word;

/// Gives a new salt to each redacted value that the draft changed, so that no hash tells that a value
/// is an earlier one. A value that was lost and is set again gets one too.
///
/// # Errors
/// A conflict, if a hash from the log would replace a value; and those of `salt`.
pub fn resalt(draft: &mut Draft<'_>, salt: &dyn Fn() -> Result<Salt>) -> Result<()> {
    let mut touched = marks(draft.document());
    if touched.is_empty() {
        return Ok(());
    }
    let mut changed = PlaceSet::default();
    draft.operations().for_each(|(operation, _)| changed.add(operation.path(), 0));
    touched.retain(|mark| changed.meets(&mark.keys));
    if touched.is_empty() {
        return Ok(());
    }
    let mut projection = Projection::default();
    for mark in &touched {
        projection.add(&mark.place());
        projection.add(&mark.kept_at());
    }
    let (before, _) = draft.touched(0, projection)?;
    let old: HashMap<String, Option<Salt>> = marks(&before).into_iter().map(|mark| (mark.name, mark.salt)).collect();
    for mark in touched {
        match mark.value_in(draft.document()).map(is_hash) {
            Some(true) => return Err(hash_instead_of_value(&mark.path()).into()),
            Some(false) if mark.salt.is_none() || is_stale(&mark, (&before, &old), draft.document()) => {
                let kept_at = mark.kept_at().child("salt").tokens().iter().cloned().map(Segment::Key).collect();
                draft.put(&KeyPath::new(kept_at), salt()?.into())?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whether the value is another one than before, with the salt of that one.
fn is_stale(mark: &Mark, (before, old): (&Document, &HashMap<String, Option<Salt>>), now: &Document) -> bool {
    let has_its_salt = old.get(&mark.name) == Some(&mark.salt);
    has_its_salt && mark.value_in(before) != mark.value_in(now)
}

fn hash_instead_of_value(path: &KeyPath) -> Failure {
    let why = format!("the value of {path} was redacted: the log has only its hash");
    Failure::new(Kind::Conflict, why)
        .fact("path", path.to_string())
        .hint(format!("set it again: ctx set --redact {} -", shell_word(path)))
}
