//! Values that end by themselves (`set --ttl`).
//!
//! A value whose time is over is hidden from readers; the next change removes it, and
//! its record says so. Who puts another value in its place says anew how long it lasts;
//! what is added to a number, or below a path, lasts as long as what was there.
//!
//! Whether a time is over is judged by one reading of the clock: the reader's own, or
//! the writer's under the lock. A clock that goes backwards makes values last longer,
//! until one of them is removed.

use std::time::Duration;

use anyhow::Result;
use serde_json::{Map, Value};

use super::document::Document;
use super::draft::Draft;
use super::key_path::{KeyPath, Segment};
use super::lease::end;
use super::pointer::Pointer;
use super::{RESERVED_KEY, Timestamp, timestamp_text};
use crate::error::{Failure, Kind};

/// The member of `_ctx` that holds the ends, by canonical path.
const MEMBER: &str = "expiries";

/// Lets the value at `path` end after `ttl`.
///
/// # Errors
/// A path into an array, whose items move.
pub fn expire(draft: &mut Draft<'_>, path: &KeyPath, ttl: Duration) -> Result<()> {
    let root = draft.document().root();
    let into_array = (0..path.segments().len()).any(|len| {
        path.segments()
            .get(..len)
            .is_some_and(|above| KeyPath::new(above.to_vec()).get(root).is_some_and(Value::is_array))
    });
    if into_array {
        return Err(Failure::new(Kind::Usage, format!("{path} is an item of an array, and those move"))
            .fact("path", path.to_string())
            .hint("give --ttl to the whole array, or keep what ends by itself in an object")
            .into());
    }
    let until = timestamp_text(end(draft.now(), ttl)?);
    // Compared as text later on, so that a pointer and a path are one.
    let path = KeyPath::from(&path.pointer_in(root));
    draft.keep(&kept_at(&path.to_string()), Value::String(until))
}

/// Lets what is at `path` or below it last: something else is there now, or nothing.
///
/// # Errors
/// Those of [`Draft::forget`].
pub fn settle(draft: &mut Draft<'_>, path: &KeyPath) -> Result<()> {
    let Some(members) = members(draft.document()) else { return Ok(()) };
    let place = path.pointer_in(draft.document().root());
    let written = KeyPath::from(&place).to_string();
    // A change may set many values where many end: only a path that can be meant is read. What
    // is below begins as what is above, but where either is written with brackets or slashes.
    let may_be = |path: &&String| path.starts_with(&written) || path.contains(['[', '/']);
    let at_or_below = |path: &&String| {
        let path = path.parse::<KeyPath>().ok();
        path.is_some_and(|path| path.pointer_in(&Value::Null).tokens().starts_with(place.tokens()))
    };
    let settled: Vec<KeyPath> = members.keys().filter(may_be).filter(at_or_below).map(|path| kept_at(path)).collect();
    if settled.is_empty() { Ok(()) } else { forget(draft, &settled) }
}

/// Removes what is over, and every end of what is not there any more; the paths removed.
///
/// # Errors
/// Those of [`Draft::forget`].
pub fn sweep(draft: &mut Draft<'_>) -> Result<Vec<KeyPath>> {
    let mut removed = Vec::new();
    for entry in entries(draft.document()) {
        if entry.is_over(draft.now()) {
            if !entry.path.is_reserved() && draft.forget(&entry.path)? {
                removed.push(entry.path);
            }
            forget(draft, &[entry.kept_at])?;
        }
    }
    Ok(removed)
}

/// Takes what is over out of a document that is only read.
pub fn hide(document: &mut Document, now: Timestamp) {
    for entry in entries(document) {
        if entry.is_over(now) && !entry.path.is_reserved() {
            document.hide(&entry.path);
        }
    }
}

/// Gives the values at `path` and below it the ends that they had in another document,
/// and no others.
///
/// # Errors
/// Those of [`Draft::keep`].
pub fn bring_back(draft: &mut Draft<'_>, then: &Document, path: &KeyPath) -> Result<()> {
    let place = path.pointer_in(draft.document().root());
    let within = |entry: &Entry| entry.path.pointer_in(&Value::Null).tokens().starts_with(place.tokens());
    let mut wanted: Vec<(KeyPath, Option<Value>)> = Vec::new();
    for entry in entries(draft.document()).into_iter().filter(within) {
        wanted.push((entry.kept_at, None));
    }
    for entry in entries(then).into_iter().filter(within).filter(|entry| !entry.is_over(draft.now())) {
        wanted.retain(|(kept_at, _)| *kept_at != entry.kept_at);
        wanted.push((entry.kept_at.clone(), then.get(&entry.kept_at).cloned()));
    }
    put(draft, &wanted)
}

/// Keeps these ends, each in its place; none where there is nothing to keep.
///
/// # Errors
/// Those of [`Draft::keep`].
pub(super) fn put(draft: &mut Draft<'_>, ends: &[(KeyPath, Option<Value>)]) -> Result<()> {
    for (kept_at, until) in ends {
        until.clone().map_or(Ok(()), |until| draft.keep(kept_at, until))?;
    }
    let gone: Vec<KeyPath> = ends.iter().filter(|(_, until)| until.is_none()).map(|(at, _)| at.clone()).collect();
    forget(draft, &gone)
}

/// The end that was kept at a place, if it is one: the value that it is of, and whether it
/// was over at this time.
pub(super) fn over_at(kept_at: &Pointer, until: &Value, now: Timestamp) -> Option<(Pointer, bool)> {
    let [reserved, member, path] = kept_at.tokens() else { return None };
    if reserved != RESERVED_KEY || member != MEMBER {
        return None;
    }
    let until = until.as_str().and_then(|until| until.parse::<Timestamp>().ok());
    let path: KeyPath = path.parse().ok()?;
    Some((path.pointer_in(&Value::Null), until.is_some_and(|until| until <= now)))
}

/// Where the end of the value at `place` is kept.
pub(super) fn end_of(place: &Pointer) -> KeyPath {
    kept_at(&KeyPath::from(place).to_string())
}

/// One value that ends.
struct Entry {
    path: KeyPath,
    until: Option<Timestamp>,
    kept_at: KeyPath,
}

impl Entry {
    fn is_over(&self, now: Timestamp) -> bool {
        // What cannot be read was edited without ctx, and is not taken for over.
        self.until.is_some_and(|until| until <= now)
    }
}

fn entries(document: &Document) -> Vec<Entry> {
    let entry = |(path, until): (&String, &Value)| {
        let (until, kept_at) = (until.as_str().and_then(|until| until.parse().ok()), kept_at(path));
        Some(Entry { path: path.parse().ok()?, until, kept_at })
    };
    members(document).into_iter().flatten().filter_map(entry).collect()
}

fn members(document: &Document) -> Option<&Map<String, Value>> {
    document.root().get(RESERVED_KEY)?.get(MEMBER)?.as_object()
}

fn kept_at(path: &str) -> KeyPath {
    collection().child(Segment::Key(path.to_owned()))
}

/// Removes ends, and with the last one the place where they are kept.
fn forget(draft: &mut Draft<'_>, kept_at: &[KeyPath]) -> Result<()> {
    for place in kept_at {
        draft.forget(place)?;
    }
    if members(draft.document()).is_some_and(Map::is_empty) {
        draft.forget(&collection())?;
    }
    Ok(())
}

pub(super) fn collection() -> KeyPath {
    KeyPath::key(RESERVED_KEY).child(Segment::Key(MEMBER.to_owned()))
}
