//! Taking one change back, as a new change.
//!
//! Each undo names the revision that it takes back. To undo an undo is to redo, so a change
//! counts as undone while an undo of it stands that was not itself undone. The last change
//! is looked for among those that are neither undone nor an undo: one undo after another
//! goes further and further back, as in an editor.

mod kept;
mod next;
mod reversal;
mod unchanged;

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use anyhow::{Error, Result};
use serde_json::{Value, json};

use crate::draft::Draft;
use crate::edit::undo::next::next_before;
use crate::edit::undo::reversal::{Reversal, changes_content};
use crate::edit::undo::unchanged::check_unchanged;
use crate::error::{Failure, Kind};
use crate::log::agent::AgentName;
use crate::log::checkout::{at, record};
use crate::log::entry::{Action, Entry, Revision};
use crate::log::history::{History, UpTo};

/// The `op` of its record.
const OP: &str = "undo";

/// Which change is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Revision(Revision),
    /// The last of this agent that is not undone.
    LastOf(AgentName),
    /// The last of anybody that is not undone.
    Last,
}

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

fn choose(history: &dyn History, target: &Target, passed_over: &BTreeSet<Revision>) -> Result<Entry> {
    let of = match target {
        Target::Revision(rev) => return record(history, *rev),
        Target::LastOf(agent) => Some(agent.as_str()),
        Target::Last => None,
    };
    let (mut undone, mut found) = (passed_over.clone(), None);
    history.newest_first(&mut |entry| {
        if undone.contains(&entry.link.rev) {
            return ControlFlow::Continue(());
        }
        if entry.change.op == OP {
            undone.extend(entry.change.args.get("rev").and_then(Value::as_u64).map(Revision::new));
            return ControlFlow::Continue(());
        }
        if of.is_none_or(|agent| entry.change.author.agent == agent) && changes_content(&entry) {
            found = Some(entry);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    found.ok_or_else(|| {
        let failure = Failure::new(Kind::No, "there is no change left to undo");
        match of {
            Some(_) => failure.hint("the last change of anybody: ctx undo --any"),
            None => failure.hint("ctx log"),
        }
        .into()
    })
}
