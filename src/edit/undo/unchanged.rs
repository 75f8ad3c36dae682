//! Checks that what a change left is still there.

use std::ops::ControlFlow;

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::draft::expiries;
use crate::edit::guard::shorten;
use crate::edit::undo::reversal::{Place, Reversal};
use crate::error::Failure;
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::pointer::Pointer;
use crate::kept::redaction;
use crate::log::conflict::conflict;
use crate::log::entry::Revision;
use crate::log::history::{History, last_change, shifts, takes_over};
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
    for (place, moved) in reversal.places.iter().zip(moved) {
        if let Some(parent) = place.put_back_into().filter(|parent| kind(parent, past) != kind(parent, now)) {
            return Err(changed(history, reversal.rev, &parent, &past.path(&parent), past, now)?.into());
        }
        let path = past.path(&place.pointer);
        let is_in_array = matches!(path.segments().last(), Some(Segment::Index(_)));
        let is_gap = place.is_gap && is_in_array;
        let is_same = is_gap || past.at(&place.pointer) == now.at(&place.pointer);
        if !is_same || (moved && !stands_where_it_stood(&path, is_gap, past, now)) {
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
    history.newest_first(&mut |entry| {
        if entry.link.rev <= rev {
            return ControlFlow::Break(());
        }
        for (place, moved) in places.iter().zip(&mut moved) {
            let tokens = place.pointer.tokens();
            let is_above = |above: &[String]| above.len() < tokens.len() && tokens.starts_with(above);
            *moved |= takes_over(&entry)
                || entry.change.patch.0.iter().any(|o| is_above(o.path().tokens()) || shifts(o, &place.pointer));
        }
        ControlFlow::Continue(())
    })?;
    Ok(moved)
}

/// Whether all arrays on the way to `path` are unchanged up to its items.
fn stands_where_it_stood(path: &KeyPath, is_gap: bool, past: &Document, now: &Document) -> bool {
    let steps = path.segments().len();
    path.segments().iter().enumerate().all(|(i, segment)| {
        let Segment::Index(index) = segment else { return true };
        let array = KeyPath::new(path.segments().iter().take(i).cloned().collect());
        let up_to = if is_gap && i + 1 == steps { *index } else { index.saturating_add(1) };
        first_items(past, &array, up_to) == first_items(now, &array, up_to)
    })
}

fn first_items<'d>(document: &'d Document, array: &KeyPath, len: usize) -> Option<&'d [Value]> {
    let items = document.get(array)?.as_array()?;
    items.get(..len.min(items.len()))
}

fn changed(
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
