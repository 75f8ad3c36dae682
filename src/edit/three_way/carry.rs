//! Carries changes that were made to an older document over to the present one.

use std::collections::{HashMap, HashSet};

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
    let paths = topmost(input, draft.document());
    let mut input_values = Theirs::of(input, &paths);
    for path in paths {
        let theirs = input_values.at(&path)?;
        let visible = |document: &Document| document.visible(&path).map(|view| view.to_value());
        let (base, ours) = (visible(input.base), visible(draft.document()));
        let sides = Sides { base: base.as_ref(), ours: ours.as_ref(), theirs: Some(&theirs) };
        let place = draft.document().pointer(&path);
        let Merged { value, conflicts: found } = merge(&place, sides, &policies);
        conflicts.extend(found);
        merged.push((path, place, value));
    }
    let settled = settle(draft, input, conflicts)?;
    let places: HashMap<Vec<String>, usize> =
        merged.iter().enumerate().map(|(i, (_, place, _))| (place.tokens().to_vec(), i)).collect();
    for Settled { conflict, .. } in settled.iter().filter(|settled| settled.taken == Side::Theirs) {
        for (above, below) in splits(conflict.place.tokens()) {
            if let Some((_, _, value)) = places.get(above).and_then(|i| merged.get_mut(*i)) {
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
    let tokens: Vec<Vec<String>> = places.iter().map(tokens_of).collect();
    let all: HashSet<&[String]> = tokens.iter().map(Vec::as_slice).collect();
    let mut known = HashSet::new();
    let mut is_topmost = |tokens: &[String]| {
        let is_below = splits(tokens).any(|(above, below)| !below.is_empty() && all.contains(above));
        !is_below && known.insert(tokens.to_vec())
    };
    places.into_iter().zip(&tokens).filter(|(_, tokens)| is_topmost(tokens)).map(|(place, _)| place).collect()
}

fn tokens_of(path: &KeyPath) -> Vec<String> {
    path.pointer_in(&Value::Null).tokens().to_vec()
}

/// All ways to split a place into one above it, or itself, and the rest.
fn splits(tokens: &[String]) -> impl Iterator<Item = (&[String], &[String])> {
    (0..=tokens.len()).filter_map(|len| tokens.split_at_checked(len))
}

/// The values after the changes of the input.
struct Theirs<'i> {
    input: &'i Input<'i>,
    /// The changed values at each place and below it.
    within: HashMap<Vec<String>, Vec<&'i (KeyPath, Value)>>,
    /// The base with the values of the places that were asked for.
    made: Option<Draft<'static>>,
}

impl<'i> Theirs<'i> {
    fn of(input: &'i Input<'i>, places: &[KeyPath]) -> Self {
        let mut within: HashMap<_, Vec<_>> = places.iter().map(|place| (tokens_of(place), Vec::new())).collect();
        for value in input.values {
            for (above, _) in splits(&tokens_of(&value.0)) {
                within.get_mut(above).into_iter().for_each(|values| values.push(value));
            }
        }
        Self { input, within, made: None }
    }

    /// The value of a place.
    fn at(&mut self, place: &KeyPath) -> Result<Value> {
        let within = self.within.remove(&tokens_of(place)).unwrap_or_default();
        let Input { base, since, .. } = *self.input;
        let value = match within.as_slice() {
            [(path, value)] if path == place => value.clone(),
            several => {
                let draft = || Draft::new(base.clone(), since, chrono::DateTime::UNIX_EPOCH, &NoHistory);
                let made = self.made.get_or_insert_with(draft);
                several.iter().try_for_each(|(path, value)| made.set(path, value.clone()))?;
                made.document().get(place).cloned().unwrap_or_default()
            }
        };
        if place.is_root() { without_reserved(value, base) } else { Ok(value) }
    }
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
