//! The change that can be undone where the last one cannot.

use std::collections::BTreeSet;

use super::reversal::Reversal;
use super::unchanged::check_unchanged;
use super::{Target, choose};
use crate::model::draft::Draft;
use crate::model::entry::{Entry, Revision};
use crate::model::history::History;
use crate::model::past::at;

/// So many older changes are looked at for one that can be undone: each is rebuilt from the log.
const SOUGHT: usize = 8;

/// The change that would be undone if it were not for those.
pub fn next_before(
    draft: &Draft<'_>,
    history: &dyn History,
    target: &Target,
    mut passed_over: BTreeSet<Revision>,
) -> Option<Revision> {
    for _ in 0..SOUGHT {
        let entry = choose(history, target, &passed_over).ok()?;
        if can_be_undone(draft, history, &entry) {
            return Some(entry.link.rev);
        }
        passed_over.insert(entry.link.rev);
    }
    None
}

fn can_be_undone(draft: &Draft<'_>, history: &dyn History, entry: &Entry) -> bool {
    let (Ok(reversal), Ok(then)) = (Reversal::of(entry), at(history, entry.link.rev)) else { return false };
    let left = then.document;
    reversal.changes(&left).unwrap_or_default()
        && reversal.check_known(&left).is_ok()
        && check_unchanged(draft, history, &reversal, &left).is_ok()
}
