//! Values that expire (`set --ttl`).
//!
//! Readers do not see an expired value. The next change removes it, and its record says so. Setting
//! another value clears the expiry time; adding to a number, or below the path, keeps it.
//!
//! Whether a value has expired is decided by one reading of the clock: the reader's own, or the
//! writer's under the lock. If the clock goes backwards, values last longer.

use std::collections::HashSet;
use std::time::Duration;

use anyhow::Result;
use serde_json::{Value, json};

use crate::draft::Draft;
use crate::draft::expiries;
use crate::draft::expiries::{Expiry, kept_at};
use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::patch::Operation;
use crate::json::pointer::Pointer;
use crate::text::timestamp;
use crate::text::timestamp::timestamp_text;

/// Lets the value at `path` expire after `ttl`.
///
/// # Errors
/// Fails if the path leads into an array, whose items move.
pub fn expire(draft: &mut Draft<'_>, path: &KeyPath, ttl: Duration) -> Result<()> {
    check_can_expire(draft, path)?;
    let until = timestamp_text(timestamp::end(draft.now(), ttl)?);
    // Compared as text later: a pointer and a path must be spelled alike.
    let path = KeyPath::from(&draft.document().pointer(path));
    draft.put(&kept_at(&path.to_string()), Value::String(until))
}

/// Checks that a value at `path` can expire.
///
/// # Errors
/// Fails if the path leads into an array, whose items move.
pub fn check_can_expire(draft: &Draft<'_>, path: &KeyPath) -> Result<()> {
    if draft.document().array_above(path).is_some() {
        return Err(Failure::new(Kind::Usage, format!("{path} is an item of an array, and items move"))
            .fact("path", path.to_string())
            .hint("give --ttl to the whole array, or keep the value in an object")
            .into());
    }
    Ok(())
}

/// Removes expired values, with their expiry times. Returns the paths of the values.
///
/// # Errors
/// As [`Draft::remove`].
pub fn sweep(draft: &mut Draft<'_>) -> Result<Vec<KeyPath>> {
    let mut removed = Vec::new();
    for end in expiries::all(draft.document()) {
        if end.is_over(draft.now()) {
            if !end.path.is_reserved() && draft.remove_later(&end.path)? {
                removed.push(end.path);
            }
            draft.remove_expiries_later(&[end.kept_at])?;
        }
    }
    draft.settle();
    Ok(removed)
}

/// Returns the places whose expiry time was changed, after the first `before` operations of a
/// draft. Changing the expiry time of a value counts as changing the value.
#[must_use]
pub fn changed_ends(draft: &Draft<'_>, before: usize) -> Vec<Pointer> {
    let collection = expiries::collection().pointer_in(&Value::Null);
    let holds_ends = |inverse: &&Operation| {
        let (held, changed) = (collection.tokens(), inverse.path().tokens());
        held.starts_with(changed) || changed.starts_with(held)
    };
    let inverses: Vec<_> = draft.operations().skip(before).map(|(_, inverse)| inverse).filter(holds_ends).collect();
    if inverses.is_empty() {
        return Vec::new();
    }
    let now = expiries::members(draft.document()).cloned().unwrap_or_default();
    // As much of the document as those operations touch.
    let mut old = match expiries::members(draft.document()) {
        None => json!({RESERVED_KEY: {}}),
        Some(members) => json!({RESERVED_KEY: {expiries::MEMBER: members}}),
    };
    for inverse in inverses.into_iter().rev() {
        // An inverse that does not fit comes from an edit without ctx. Nothing expires then.
        drop(inverse.apply(&mut old));
    }
    let old = old.get(RESERVED_KEY).and_then(|kept| kept.get(expiries::MEMBER)).and_then(Value::as_object);
    let before = |path: &String| old.and_then(|old| old.get(path));
    let changed = now.iter().filter(|(path, until)| before(path) != Some(until)).map(|(path, _)| path);
    let gone = old.into_iter().flatten().map(|(path, _)| path).filter(|path| !now.contains_key(*path));
    let place = |path: &String| Some(path.parse::<KeyPath>().ok()?.pointer_in(&Value::Null));
    changed.chain(gone).filter_map(place).collect()
}

/// The places that expire: all of them, or those whose expiry time was changed after the first operations of a draft.
#[must_use]
pub fn lasting(draft: &Draft<'_>, before: Option<usize>) -> Vec<Pointer> {
    let places = || expiries::all(draft.document()).into_iter().map(|end| end.path.pointer_in(&Value::Null));
    let Some(before) = before else { return places().collect() };
    let changed = changed_ends(draft, before);
    if changed.is_empty() { changed } else { places().filter(|place| changed.contains(place)).collect() }
}

/// Restores the expiry times that the values at `path` and below it had in another document.
///
/// # Errors
/// As [`Draft::put`].
pub fn bring_back(draft: &mut Draft<'_>, past: &Document, path: &KeyPath) -> Result<()> {
    let place = draft.document().pointer(path);
    let within = |end: &Expiry| end.path.pointer_in(&Value::Null).tokens().starts_with(place.tokens());
    let is_left = |end: &Expiry| within(end) && !end.is_over(draft.now());
    let back: Vec<KeyPath> = expiries::all(past).into_iter().filter(is_left).map(|end| end.kept_at).collect();
    let is_back: HashSet<&KeyPath> = back.iter().collect();
    let now = expiries::all(draft.document()).into_iter().filter(within).map(|end| end.kept_at);
    let mut wanted: Vec<(KeyPath, Option<Value>)> =
        now.filter(|kept_at| !is_back.contains(kept_at)).map(|kept_at| (kept_at, None)).collect();
    wanted.extend(back.iter().map(|kept_at| (kept_at.clone(), past.get(kept_at).cloned())));
    put(draft, &wanted)
}

/// Puts each expiry time at its place, and removes those that are `None`.
///
/// # Errors
/// As [`Draft::put`].
pub fn put(draft: &mut Draft<'_>, ends: &[(KeyPath, Option<Value>)]) -> Result<()> {
    for (kept_at, until) in ends {
        until.clone().map_or(Ok(()), |until| draft.put(kept_at, until))?;
    }
    let gone: Vec<KeyPath> = ends.iter().filter(|(_, until)| until.is_none()).map(|(at, _)| at.clone()).collect();
    draft.remove_expiries(&gone)
}
