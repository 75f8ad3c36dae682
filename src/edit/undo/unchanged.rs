//! Checks that what a change left is still there.

use std::collections::HashMap;
use std::ops::ControlFlow;

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::draft::expiries;
use crate::edit::guard::shorten;
use crate::edit::undo::place::Place;
use crate::edit::undo::reversal::Reversal;
use crate::error::Failure;
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::pointer::Pointer;
use crate::kept::redaction;
use crate::log::conflict::conflict;
use crate::log::entry::Revision;
use crate::log::history::{History, last_change, shifts};
use crate::log::place_index::PlaceIndex;
use crate::text::shell::shell_word;

/// Checks that each place is still as the change `left` it.
///
/// # Errors
/// Conflict that names the first place that has changed, and who changed it.
pub fn check_unchanged(draft: &Draft<'_>, history: &dyn History, reversal: &Reversal, left: &Document) -> Result<()> {
    // The log has hashes in place of redacted values.
    let redacted = redaction::redacted_copy(draft.document());
    let (past, now) = (left, redacted.as_ref().unwrap_or(draft.document()));
    let moved = moved_since(history, reversal.rev, &reversal.places)?;
    let mut prefixes = Prefixes { past, now, known: HashMap::new() };
    for (place, moved) in reversal.places.iter().zip(moved) {
        if let Some(parent) = place.put_back_into().filter(|parent| kind(parent, past) != kind(parent, now)) {
            return Err(changed(history, reversal.rev, &parent, &past.path(&parent), past, now)?.into());
        }
        let path = past.path(&place.pointer);
        let is_in_array = matches!(path.segments().last(), Some(Segment::Index(_)));
        let is_gap = place.is_gap && is_in_array;
        let is_same = is_gap || past.at(&place.pointer) == now.at(&place.pointer);
        if !is_same || (moved && !prefixes.stands_where_it_stood(&path, is_gap)) {
            return Err(changed(history, reversal.rev, &place.pointer, &path, past, now)?.into());
        }
    }
    let of_values = reversal.places.iter().map(|place| expiries::kept_at_of(&place.pointer));
    for end in of_values.chain(reversal.ends.iter().map(|(kept_at, _)| kept_at.clone())) {
        if past.get(&end) != now.get(&end) {
            return Err(changed(history, reversal.rev, &past.pointer(&end), &end, past, now)?.into());
        }
    }
    Ok(())
}

/// Whether the container at a place is an array; `None` if there is none.
fn kind(place: &Pointer, document: &Document) -> Option<bool> {
    if place.tokens().is_empty() {
        return Some(false);
    }
    match document.at(place)? {
        Value::Object(_) => Some(false),
        Value::Array(_) => Some(true),
        _ => None,
    }
}

/// Which places may have moved: an item before them was added or removed, or a value above them was
/// replaced.
fn moved_since(history: &dyn History, rev: Revision, places: &[Place]) -> Result<Vec<bool>> {
    let mut moved = vec![false; places.len()];
    let mut all: Option<PlaceIndex> = None;
    history.newest_first(&mut |entry| {
        if entry.link.rev <= rev {
            return ControlFlow::Break(());
        }
        let all = all.get_or_insert_with(|| places.iter().map(|place| &place.pointer).collect());
        all.moved(&entry, &mut |index| moved.get_mut(index).into_iter().for_each(|moved| *moved = true));
        ControlFlow::Continue(())
    })?;
    Ok(moved)
}

/// How many items at the start of arrays are the same then and now. Each array is compared once.
struct Prefixes<'d> {
    past: &'d Document,
    now: &'d Document,
    known: HashMap<KeyPath, usize>,
}

impl Prefixes<'_> {
    /// Whether all arrays on the way to `path` are unchanged up to its items.
    fn stands_where_it_stood(&mut self, path: &KeyPath, is_gap: bool) -> bool {
        let steps = path.segments().len();
        path.segments().iter().enumerate().all(|(i, segment)| {
            let Segment::Index(index) = segment else { return true };
            let array = KeyPath::new(path.segments().iter().take(i).cloned().collect());
            let up_to = if is_gap && i + 1 == steps { *index } else { index.saturating_add(1) };
            self.is_same_up_to(array, up_to)
        })
    }

    fn is_same_up_to(&mut self, array: KeyPath, up_to: usize) -> bool {
        let items = |document: &'_ Document| document.get(&array).and_then(Value::as_array).map(Vec::len);
        let (past, now) = (items(self.past), items(self.now));
        let (Some(past), Some(now)) = (past, now) else { return past == now };
        past.min(up_to) == now.min(up_to) && past.min(up_to) <= self.same_at_start(array)
    }

    fn same_at_start(&mut self, array: KeyPath) -> usize {
        if let Some(known) = self.known.get(&array) {
            return *known;
        }
        let [past, now] = [self.past, self.now].map(|document| document.get(&array).and_then(Value::as_array));
        let pairs = past.into_iter().flatten().zip(now.into_iter().flatten());
        let same = pairs.take_while(|(past, now)| past == now).count();
        self.known.insert(array, same);
        same
    }
}

/// The conflict that a place is not as the change left it.
pub(super) fn changed(
    history: &dyn History,
    rev: Revision,
    place: &Pointer,
    path: &KeyPath,
    past: &Document,
    now: &Document,
) -> Result<Failure> {
    let shown = |document: &Document| document.at(place).map_or_else(|| "nothing".to_owned(), shorten);
    let (left, found) = (shown(past), shown(now));
    let change = last_change(history, place, rev)?;
    let is_shifted = change.iter().flat_map(|entry| &entry.change.patch.0).any(|operation| shifts(operation, place));
    let what = if left == found || is_shifted {
        format!("{path}: what revision {rev} left is no longer there")
    } else {
        format!("{path}: revision {rev} left {left}, found {found}")
    };
    Ok(conflict(&what, change.as_ref())
        .fact("path", path.to_string())
        .fact("expected", left)
        .fact("found", found)
        .hint(format!("ctx log --since {rev} --path {}", shell_word(path))))
}
