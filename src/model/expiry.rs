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
use serde_json::Value;

use super::document::Document;
use super::draft::Draft;
use super::key_path::{KeyPath, Segment};
use super::lease::end;
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
    draft.keep(&collection().child(Segment::Key(path.to_string())), Value::String(until))
}

/// Lets what is at `path` or below it last: something else is there now, or nothing.
///
/// # Errors
/// Those of [`Draft::forget`].
pub fn settle(draft: &mut Draft<'_>, path: &KeyPath) -> Result<()> {
    let place = path.pointer_in(draft.document().root());
    let at_or_below = |entry: &&Entry| entry.path.pointer_in(&Value::Null).tokens().starts_with(place.tokens());
    let settled: Vec<KeyPath> =
        entries(draft.document()).iter().filter(at_or_below).map(|e| e.kept_at.clone()).collect();
    forget(draft, &settled)
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
    let Some(Value::Object(members)) = document.get(&collection()) else { return Vec::new() };
    let entry = |(path, until): (&String, &Value)| {
        let kept_at = collection().child(Segment::Key(path.clone()));
        Some(Entry { path: path.parse().ok()?, until: until.as_str().and_then(|until| until.parse().ok()), kept_at })
    };
    members.iter().filter_map(entry).collect()
}

/// Removes ends, and with the last one the place where they are kept.
fn forget(draft: &mut Draft<'_>, kept_at: &[KeyPath]) -> Result<()> {
    for place in kept_at {
        draft.forget(place)?;
    }
    let left = draft.document().get(&collection()).and_then(Value::as_object);
    if left.is_some_and(serde_json::Map::is_empty) {
        draft.forget(&collection())?;
    }
    Ok(())
}

fn collection() -> KeyPath {
    KeyPath::key(RESERVED_KEY).child(Segment::Key(MEMBER.to_owned()))
}
