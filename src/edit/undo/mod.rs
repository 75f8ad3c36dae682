//! Undoes one change, as a new change.
//!
//! Each undo names the revision that it undoes, and the path if it undoes a part. Undoing an undo is a redo, so a
//! change counts as
//! undone while an undo of it has not itself been undone. The last change is the newest that is
//! neither undone nor an undo, so repeated undos go further back, as in an editor.

mod kept;
mod next;
mod part;
mod place;
mod reversal;
mod target;
mod unchanged;

pub use crate::edit::undo::part::undo_part;
pub use crate::edit::undo::target::{Target, passed_over, told};

use anyhow::{Error, Result};
use serde_json::json;

use crate::draft::Draft;
use crate::edit::undo::next::next_before;
use crate::edit::undo::reversal::Reversal;
use crate::edit::undo::target::{OP, REDO, Sought, choose};
use crate::edit::undo::unchanged::check_unchanged;
use crate::error::Failure;
use crate::log::checkout::near;
use crate::log::entry::{Action, Entry, Revision};
use crate::log::history::{History, UpTo};

/// Undoes a change. Returns its record.
///
/// # Errors
/// "No" if there is nothing to undo or no such revision. Conflict if the change is one of what ctx
/// keeps, does not say what was before, or left a value that has changed since; the message names
/// who changed it.
pub fn undo(draft: &mut Draft<'_>, target: &Target) -> Result<Entry> {
    let history = UpTo { history: draft.history(), last: draft.base() };
    let mut sought = Sought::default();
    loop {
        let entry = choose(&history, target, &sought)?;
        let way_back = Reversal::of(&entry).and_then(|reversal| {
            let left = near(&history, Some(draft.later()), entry.link.rev)?.document;
            reversal.check_known(&left)?;
            Ok((reversal, left))
        });
        let (reversal, left) =
            way_back.map_err(|why| with_next(why, draft, &history, target, &sought, entry.link.rev))?;
        // A change without effect would be found again by the next undo.
        if !matches!(target, Target::Revision(_)) && !reversal.has_effect(&left)? {
            sought.passed_over.insert(entry.link.rev);
            continue;
        }
        check_unchanged(draft, &history, &reversal, &left)?;
        // The revision before this one, with the order of its keys, may be gone.
        let before = match entry.link.rev.number() {
            2.. if !reversal.arranged.is_empty() => {
                near(&history, Some(draft.later()), Revision::new(entry.link.rev.number() - 1)).ok()
            }
            _ => None,
        };
        reversal.apply(draft, before.as_ref().map(|past| &past.document))?;
        return Ok(entry);
    }
}

/// Adds a hint that names an older change to undo. Without REV, the one that cannot be undone would
/// block undo for good.
fn with_next(
    why: Error,
    draft: &Draft<'_>,
    history: &dyn History,
    target: &Target,
    sought: &Sought,
    stuck: Revision,
) -> Error {
    let next = match target {
        Target::Revision(_) | Target::LastUndoOf(..) => None,
        _ => next_before(draft, history, target, sought, stuck),
    };
    match (why.downcast::<Failure>(), next) {
        (Ok(failure), Some(rev)) => failure.hint(format!("to undo the change before it: ctx undo {rev}")).into(),
        (Ok(failure), None) => failure.into(),
        (Err(other), _) => other,
    }
}

/// The `op` and `args` of the record of an undo; that of an undo is a redo.
#[must_use]
pub fn action(undone: &Entry) -> Action {
    let op = if undone.change.op == OP { REDO } else { OP };
    Action { op, args: json!({"rev": undone.link.rev.number()}) }
}
