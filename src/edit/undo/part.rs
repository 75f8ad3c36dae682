//! Undoes what a change did at one path.

use anyhow::Result;
use serde_json::json;

use crate::draft::Draft;
use crate::draft::reserved;
use crate::edit::undo::kept::redacted;
use crate::edit::undo::target::{OP, Sought, Target, choose};
use crate::edit::undo::unchanged::changed;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::kept::redaction::Redacted;
use crate::log::checkout::near;
use crate::log::entry::{Action, Entry, Revision};
use crate::log::history::UpTo;

/// Undoes what a change did at `path` and below, and nothing else. Returns its record and the action.
///
/// # Errors
/// "No" if there is nothing to undo there or no such revision. Conflict if the value has changed since, or if the
/// log has only its hash.
pub fn undo_part(draft: &mut Draft<'_>, target: &Target, path: &KeyPath) -> Result<(Entry, Action)> {
    reserved::refuse(path)?;
    let history = UpTo { history: draft.history(), last: draft.base() };
    let place = draft.document().pointer(path);
    let sought = Sought { at: Some((place.clone(), path.to_string())), ..Sought::default() };
    let entry = choose(&history, target, &sought)?;
    let rev = entry.link.rev;
    let left = near(&history, Some(draft.later()), rev)?.document;
    let before = match rev.number() {
        2.. => near(&history, Some(draft.later()), Revision::new(rev.number() - 1))?.document,
        _ => Document::default(),
    };
    if Redacted::of_any(&[&before, &left, draft.document()]).concerns(&place) {
        return Err(redacted(rev, std::slice::from_ref(path)).into());
    }
    let before = before.get(path);
    if before == left.get(path) {
        let why = format!("revision {rev} did not change {path}");
        return Err(Failure::new(Kind::No, why).fact("rev", rev.number()).hint(format!("ctx show {rev}")).into());
    }
    if left.get(path) != draft.document().get(path) {
        return Err(changed(&history, rev, &place, path, &left, draft.document())?.into());
    }
    match before.cloned() {
        Some(value) => draft.turn_into(path, &value)?,
        None => drop(draft.unset(path)?),
    }
    Ok((entry, Action { op: OP, args: json!({"rev": rev.number(), "path": path.to_string()}) }))
}
