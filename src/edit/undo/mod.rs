//! Taking one change back, as a new change.
//!
//! Each undo names the revision that it takes back. To undo an undo is to redo, so a change
//! counts as undone while an undo of it stands that was not itself undone. The last change
//! is looked for among those that are neither undone nor an undo: one undo after another
//! goes further and further back, as in an editor.

mod kept;
mod next;
mod reversal;
mod target;
mod unchanged;

pub use crate::edit::undo::target::Target;

use std::collections::BTreeSet;

use anyhow::{Error, Result};
use serde_json::json;

use crate::draft::Draft;
use crate::edit::undo::next::next_before;
use crate::edit::undo::reversal::Reversal;
use crate::edit::undo::target::{OP, choose};
use crate::edit::undo::unchanged::check_unchanged;
use crate::error::Failure;
use crate::log::checkout::at;
use crate::log::entry::{Action, Entry, Revision};
use crate::log::history::{History, UpTo};

/// Takes a change back; its record.
///
/// # Errors
/// There is nothing to undo, or no such revision: "no". A change of what ctx keeps, one
/// that does not say what was before, or a value that is no longer what the change left:
/// a conflict, which names who changed it since.
pub fn undo(draft: &mut Draft<'_>, target: &Target) -> Result<Entry> {
    let history = UpTo { history: draft.history(), last: draft.base() };
    let mut passed_over = BTreeSet::new();
    loop {
        let entry = choose(&history, target, &passed_over)?;
        let way_back = Reversal::of(&entry).and_then(|reversal| {
            let left = at(&history, entry.link.rev)?.document;
            reversal.check_known(&left)?;
            Ok((reversal, left))
        });
        let (reversal, left) =
            way_back.map_err(|why| with_next(why, draft, &history, target, &passed_over, entry.link.rev))?;
        // One that changed nothing would be undone again and again.
        if !matches!(target, Target::Revision(_)) && !reversal.has_effect(&left)? {
            passed_over.insert(entry.link.rev);
            continue;
        }
        check_unchanged(draft, &history, &reversal, &left)?;
        // Revisions before this one may be gone, and with them where its keys stood.
        let before = match entry.link.rev.number() {
            2.. if !reversal.arranged.is_empty() => at(&history, Revision::new(entry.link.rev.number() - 1)).ok(),
            _ => None,
        };
        reversal.apply(draft, before.as_ref().map(|past| &past.document))?;
        return Ok(entry);
    }
}

/// Names the change before one that cannot be undone: without REV it would be in the way for good.
fn with_next(
    why: Error,
    draft: &Draft<'_>,
    history: &dyn History,
    target: &Target,
    passed_over: &BTreeSet<Revision>,
    stuck: Revision,
) -> Error {
    let next = match target {
        Target::Revision(_) => None,
        _ => next_before(draft, history, target, passed_over.iter().copied().chain([stuck]).collect()),
    };
    match (why.downcast::<Failure>(), next) {
        (Ok(failure), Some(rev)) => failure.hint(format!("to undo the change before it: ctx undo {rev}")).into(),
        (Ok(failure), None) => failure.into(),
        (Err(other), _) => other,
    }
}

/// What the record of an undo says.
#[must_use]
pub fn action(undone: &Entry) -> Action {
    Action { op: OP, args: json!({"rev": undone.link.rev.number()}) }
}
