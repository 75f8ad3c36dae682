//! Expiry times of values (`set --ttl`), as a document holds them in `_ctx.expiries`.

use anyhow::Result;
use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::draft::reserved;
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::pointer::Pointer;
use crate::log::checkout;
use crate::log::checkout::Checkout;
use crate::log::entry::Revision;
use crate::log::history::History;
use crate::text::timestamp::Timestamp;

/// The member of `_ctx` that holds the expiry times, by canonical path.
pub const MEMBER: &str = "expiries";

/// A value that expires.
pub struct Expiry {
    pub path: KeyPath,
    until: Option<Timestamp>,
    /// Where the expiry time itself is kept.
    pub kept_at: KeyPath,
}

impl Expiry {
    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        // A time that cannot be read was edited without ctx; the value does not expire.
        self.until.is_some_and(|until| until <= now)
    }
}

/// The values of a document that expire.
#[must_use]
pub fn all(document: &Document) -> Vec<Expiry> {
    let expiry = |(path, until): (&String, &Value)| {
        let (until, kept_at) = (until.as_str().and_then(|until| until.parse().ok()), kept_at(path));
        // Only an edit without ctx lets the whole document expire, or what ctx keeps.
        let path = path.parse().ok().filter(|path: &KeyPath| !path.is_root() && !path.is_reserved())?;
        Some(Expiry { path, until, kept_at })
    };
    members(document).into_iter().flatten().filter_map(expiry).collect()
}

/// The expiry times of a document, by canonical path.
#[must_use]
pub fn members(document: &Document) -> Option<&Map<String, Value>> {
    document.kept(MEMBER)?.as_object()
}

/// Where the expiry time of the value at this canonical path is kept.
#[must_use]
pub fn kept_at(path: &str) -> KeyPath {
    reserved::entry(MEMBER, path)
}

/// Where the expiry time of the value at `place` is kept.
#[must_use]
pub fn kept_at_of(place: &Pointer) -> KeyPath {
    kept_at(&KeyPath::from(place).to_string())
}

/// Where all expiry times are kept.
#[must_use]
pub fn collection() -> KeyPath {
    reserved::member(MEMBER)
}

/// Checks out a revision as a reader saw it: without the values that had expired when it was
/// written.
///
/// # Errors
/// As [`checkout::at`].
pub fn checkout_visible(history: &dyn History, rev: Revision) -> Result<Checkout> {
    let mut found = checkout::at(history, rev)?;
    hide(&mut found.document, found.at);
    Ok(found)
}

/// Removes expired values from a document that is only read.
pub fn hide(document: &mut Document, now: Timestamp) {
    for expiry in all(document) {
        if expiry.is_over(now) {
            document.hide(&expiry.path);
        }
    }
}

/// Where the expiry times of the values at `path` and below it are kept.
#[must_use]
pub fn at_or_below(document: &Document, path: &KeyPath) -> Vec<KeyPath> {
    let Some(members) = members(document) else { return Vec::new() };
    let place = document.pointer(path);
    let written = KeyPath::from(&place).to_string();
    // Many values may expire, and a change may set many: only a path that can match is parsed. A path
    // below begins with the text of the path above it, unless either has brackets or slashes.
    let may_be = |path: &&String| path.starts_with(&written) || path.contains(['[', '/']);
    let is_within = |path: &&String| {
        let path = path.parse::<KeyPath>().ok();
        path.is_some_and(|path| path.pointer_in(&Value::Null).tokens().starts_with(place.tokens()))
    };
    members.keys().filter(may_be).filter(is_within).map(|path| kept_at(path)).collect()
}

/// For a place where an expiry time is kept: the place of its value, and whether it had expired at
/// `now`.
#[must_use]
pub fn expired_at(kept_at: &Pointer, until: &Value, now: Timestamp) -> Option<(Pointer, bool)> {
    let [reserved, member, path] = kept_at.tokens() else { return None };
    if reserved != RESERVED_KEY || member != MEMBER {
        return None;
    }
    let until = until.as_str().and_then(|until| until.parse::<Timestamp>().ok());
    let path: KeyPath = path.parse().ok()?;
    Some((path.pointer_in(&Value::Null), until.is_some_and(|until| until <= now)))
}

impl Draft<'_> {
    /// Removes the expiry times of the values at `path` and below it: another value is there now, or
    /// none.
    ///
    /// # Errors
    /// As [`Draft::remove`].
    pub(crate) fn clear_expiries(&mut self, path: &KeyPath) -> Result<()> {
        let cleared = at_or_below(self.document(), path);
        if cleared.is_empty() { Ok(()) } else { self.remove_expiries(&cleared) }
    }

    /// Removes expiry times, and with the last one the object that holds them.
    ///
    /// # Errors
    /// As [`Draft::remove`].
    pub fn remove_expiries(&mut self, kept_at: &[KeyPath]) -> Result<()> {
        for place in kept_at {
            self.remove(place)?;
        }
        self.remove_if_empty(MEMBER)
    }
}
