//! Finds an older change to undo when the last one cannot be undone.

use crate::draft::Draft;
use crate::edit::undo::reversal::Reversal;
use crate::edit::undo::target::{Sought, Target, choose};
use crate::edit::undo::unchanged::check_unchanged;
use crate::log::checkout::near;
use crate::log::entry::{Entry, Revision};
use crate::log::history::History;

/// How many older changes are tried. Each is rebuilt from the log.
const SOUGHT: usize = 8;

/// Returns the newest change before the `stuck` one that can be undone.
pub fn next_before(
    draft: &Draft<'_>,
    history: &dyn History,
    target: &Target,
    sought: &Sought,
    stuck: Revision,
) -> Option<Revision> {
    let mut sought = sought.clone();
    sought.passed_over.insert(stuck);
    for _ in 0..SOUGHT {
        let entry = choose(history, target, &sought).ok()?;
        if can_be_undone(draft, history, &entry) {
            return Some(entry.link.rev);
        }
        sought.passed_over.insert(entry.link.rev);
    }
    None
}

fn can_be_undone(draft: &Draft<'_>, history: &dyn History, entry: &Entry) -> bool {
    let left = near(history, Some(draft.later()), entry.link.rev);
    let (Ok(reversal), Ok(left)) = (Reversal::of(entry), left) else { return false };
    let left = left.document;
    reversal.has_effect(&left).unwrap_or_default()
        && reversal.check_known(&left).is_ok()
        && check_unchanged(draft, history, &reversal, &left).is_ok()
}
