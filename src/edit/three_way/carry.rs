//! Carries changes that were made to an older document over to the present one.

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::draft::reserved;
use crate::edit::three_way::input::Input;
use crate::edit::three_way::settle::{Settled, Side, settle};
use crate::edit::three_way::walk::{Merged, Sides, merge};
use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::pointer::Pointer;
use crate::kept::policy::Policies;
use crate::log::entry::Revision;
use crate::log::history::NoHistory;

/// Merges an input into the draft. Returns the conflicts that were settled, for the record.
///
/// # Errors
/// Conflict if conflicts are not settled, with their values and who changed ours. Fails for what
/// ctx keeps, and as [`Draft::set`].
pub fn carry(draft: &mut Draft<'_>, input: &Input<'_>) -> Result<Vec<Value>> {
    if input.values.iter().any(|(path, _)| path.is_reserved()) {
        return Err(reserved::refusal().into());
    }
    let policies = Policies::of(draft.document())?;
    let (mut merged, mut conflicts) = (Vec::new(), Vec::new());
    for path in topmost(input, draft.document()) {
        let theirs = theirs(input, &path)?;
        let visible = |document: &Document| document.visible(&path).map(|view| view.to_value());
        let (base, ours) = (visible(input.base), visible(draft.document()));
        let sides = Sides { base: base.as_ref(), ours: ours.as_ref(), theirs: Some(&theirs) };
        let place = draft.document().pointer(&path);
        let Merged { value, conflicts: found } = merge(&place, sides, &policies);
        conflicts.extend(found);
        merged.push((path, place, value));
    }
    let settled = settle(draft, input, conflicts)?;
    for Settled { conflict, .. } in settled.iter().filter(|settled| settled.taken == Side::Theirs) {
        for (_, place, value) in &mut merged {
            if let Some(below) = conflict.place.tokens().strip_prefix(place.tokens()) {
                put(value, below, conflict.theirs.clone());
            }
        }
    }
    for (path, _, value) in merged {
        match value {
            Some(value) => draft.turn_into(&path, &value)?,
            None => drop(draft.unset(&path)?),
        }
    }
    Ok(settled.iter().map(Settled::to_json).collect())
}

/// Notes the base, and how conflicts were settled, in the `args` of a record.
pub fn note_carried(args: &mut Value, since: Revision, settled: Vec<Value>) {
    if let Value::Object(members) = args {
        members.insert("base".to_owned(), since.number().into());
        if !settled.is_empty() {
            members.insert("settled".to_owned(), settled.into());
        }
    }
}

/// The places that an input changes. Places in arrays become the array, whose items may have moved,
/// and places below another one are left out, so that an input never conflicts with itself.
fn topmost(input: &Input<'_>, now: &Document) -> Vec<KeyPath> {
    let place = |path: &KeyPath| {
        let arrays = [input.base, now].into_iter().filter_map(|document| document.array_above(path));
        arrays.min_by_key(|array| array.segments().len()).unwrap_or_else(|| path.clone())
    };
    let places: Vec<KeyPath> = input.values.iter().map(|(path, _)| place(path)).collect();
    let is_topmost = |(i, place): &(usize, &KeyPath)| {
        places.iter().enumerate().all(|(j, other)| !is_within(place, other) || (is_within(other, place) && *i <= j))
    };
    places.iter().enumerate().filter(is_topmost).map(|(_, place)| place.clone()).collect()
}

fn is_within(path: &KeyPath, place: &KeyPath) -> bool {
    let [path, place] = [path, place].map(|path| path.pointer_in(&Value::Null));
    path.tokens().starts_with(place.tokens())
}

/// The value of a place after the changes of the input.
fn theirs(input: &Input<'_>, place: &KeyPath) -> Result<Value> {
    let within: Vec<&(KeyPath, Value)> = input.values.iter().filter(|(path, _)| is_within(path, place)).collect();
    let value = match within.as_slice() {
        [(path, value)] if path == place => value.clone(),
        several => {
            let mut made = Draft::new(input.base.clone(), input.since, chrono::DateTime::UNIX_EPOCH, &NoHistory);
            several.iter().try_for_each(|(path, value)| made.set(path, value.clone()))?;
            made.document().get(place).cloned().unwrap_or_default()
        }
    };
    if place.is_root() { without_reserved(value, input.base) } else { Ok(value) }
}

/// An edited file also has what ctx keeps, which must be unchanged.
fn without_reserved(mut value: Value, base: &Document) -> Result<Value> {
    let Value::Object(members) = &mut value else {
        return Err(Failure::new(Kind::BadData, "the whole document is an object").into());
    };
    match members.shift_remove(RESERVED_KEY) {
        Some(kept) if base.reserved() != Some(&kept) => Err(reserved::refusal().into()),
        _ => Ok(value),
    }
}

/// Sets or removes a value below another one.
fn put(value: &mut Option<Value>, below: &[String], new: Option<Value>) {
    let Some((key, parents)) = below.split_last() else {
        *value = new;
        return;
    };
    let parent = value.as_mut().and_then(|value| Pointer::get_mut(parents, value));
    if let Some(Value::Object(members)) = parent {
        match new {
            Some(new) => drop(members.insert(key.clone(), new)),
            None => drop(members.shift_remove(key)),
        }
    }
}
