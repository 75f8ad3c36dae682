//! When values end (`set --ttl`), as a document says it.

use anyhow::Result;
use serde_json::{Map, Value};

use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::pointer::Pointer;
use crate::log::checkout::{self, Then};
use crate::log::entry::Revision;
use crate::log::history::History;
use crate::text::timestamp::Timestamp;

/// The member of `_ctx` that holds the ends, by canonical path.
pub const MEMBER: &str = "expiries";

/// One value that ends.
pub struct End {
    pub path: KeyPath,
    until: Option<Timestamp>,
    /// Where the end itself is kept.
    pub kept_at: KeyPath,
}

impl End {
    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        // What cannot be read was edited without ctx, and is not taken for over.
        self.until.is_some_and(|until| until <= now)
    }
}

/// The values of a document that end.
#[must_use]
pub fn ends(document: &Document) -> Vec<End> {
    let end = |(path, until): (&String, &Value)| {
        let (until, kept_at) = (until.as_str().and_then(|until| until.parse().ok()), kept_at(path));
        // Nothing else than an edit without ctx lets the whole document end, or what ctx keeps.
        let path = path.parse().ok().filter(|path: &KeyPath| !path.is_root() && !path.is_reserved())?;
        Some(End { path, until, kept_at })
    };
    members(document).into_iter().flatten().filter_map(end).collect()
}

/// The ends of a document, by the canonical path of what ends.
#[must_use]
pub fn members(document: &Document) -> Option<&Map<String, Value>> {
    document.kept(MEMBER)?.as_object()
}

/// Where the end of the value at this canonical path is kept.
#[must_use]
pub fn kept_at(path: &str) -> KeyPath {
    collection().child(Segment::Key(path.to_owned()))
}

/// The document as a reader saw it at a revision: without what had ended by itself when
/// that was written.
///
/// # Errors
/// As [`checkout::at`].
pub fn seen(history: &dyn History, rev: Revision) -> Result<Then> {
    let mut then = checkout::at(history, rev)?;
    hide(&mut then.document, then.at);
    Ok(then)
}

/// Takes what is over out of a document that is only read.
pub fn hide(document: &mut Document, now: Timestamp) {
    for end in ends(document) {
        if end.is_over(now) && !end.path.is_reserved() {
            document.hide(&end.path);
        }
    }
}

/// Where the ends of what is at `path` or below it are kept.
#[must_use]
pub fn at_or_below(document: &Document, path: &KeyPath) -> Vec<KeyPath> {
    let Some(members) = members(document) else { return Vec::new() };
    let place = document.pointer(path);
    let written = KeyPath::from(&place).to_string();
    // A change may set many values where many end: only a path that can be meant is read. What
    // is below begins as what is above, but where either is written with brackets or slashes.
    let may_be = |path: &&String| path.starts_with(&written) || path.contains(['[', '/']);
    let is_within = |path: &&String| {
        let path = path.parse::<KeyPath>().ok();
        path.is_some_and(|path| path.pointer_in(&Value::Null).tokens().starts_with(place.tokens()))
    };
    members.keys().filter(may_be).filter(is_within).map(|path| kept_at(path)).collect()
}

/// The end that was kept at a place, if it is one: the value that it is of, and whether it
/// was over at this time.
#[must_use]
pub fn over_at(kept_at: &Pointer, until: &Value, now: Timestamp) -> Option<(Pointer, bool)> {
    let [reserved, member, path] = kept_at.tokens() else { return None };
    if reserved != RESERVED_KEY || member != MEMBER {
        return None;
    }
    let until = until.as_str().and_then(|until| until.parse::<Timestamp>().ok());
    let path: KeyPath = path.parse().ok()?;
    Some((path.pointer_in(&Value::Null), until.is_some_and(|until| until <= now)))
}

/// Where the end of the value at `place` is kept.
#[must_use]
pub fn end_of(place: &Pointer) -> KeyPath {
    kept_at(&KeyPath::from(place).to_string())
}

/// Where all ends are kept.
#[must_use]
pub fn collection() -> KeyPath {
    KeyPath::key(RESERVED_KEY).child(Segment::Key(MEMBER.to_owned()))
}
