//! Expiry times of values (`set --ttl`), as a document holds them in `_ctx.expiries`.

use anyhow::Result;
use serde_json::{Map, Value};

use crate::draft::Draft;
pub use crate::draft::ends::{MEMBER, kept_at, members};
use crate::draft::reserved;
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::pointer::Pointer;
use crate::log::checkout;
use crate::log::checkout::{Checkout, Later};
use crate::log::entry::Revision;
use crate::log::history::History;
use crate::text::timestamp;
use crate::text::timestamp::Timestamp;

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

/// When the next value of a document expires, if one does.
#[must_use]
pub fn next(document: &Document, now: Timestamp) -> Option<Timestamp> {
    timestamp::next(members(document).into_iter().flatten().filter_map(|(_, until)| until.as_str()), now)
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
/// As [`checkout::near`].
pub fn checkout_visible(history: &dyn History, later: Option<Later<'_>>, rev: Revision) -> Result<Checkout> {
    let mut found = checkout::near(history, later, rev)?;
    hide(&mut found.document, found.at);
    Ok(found)
}

/// Removes expired values from a document that is only read.
pub fn hide(document: &mut Document, now: Timestamp) {
    let expired = all(document).into_iter().filter(|expiry| expiry.is_over(now));
    let paths: Vec<KeyPath> = expired.map(|expiry| expiry.path).collect();
    if !paths.is_empty() {
        document.hide(&paths);
    }
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
    /// none. The document has them until [`Draft::settle`].
    ///
    /// # Errors
    /// As [`Draft::remove`].
    pub(super) fn clear_expiries_later(&mut self, path: &KeyPath) -> Result<()> {
        let cleared = self.ends.within(&self.document, path);
        if cleared.is_empty() { Ok(()) } else { self.remove_expiries_later(&cleared) }
    }

    /// Removes expiry times, and with the last one the object that holds them. The document has them
    /// until [`Draft::settle`].
    ///
    /// # Errors
    /// As [`Draft::remove`].
    pub(crate) fn remove_expiries_later(&mut self, kept_at: &[KeyPath]) -> Result<()> {
        for place in kept_at {
            self.remove_later(place)?;
        }
        let held = members(self.document()).map_or(0, Map::len);
        if held == self.later.len_at(collection().pointer_in(&Value::Null).tokens()) {
            self.settle();
            self.remove_if_empty(MEMBER)?;
        }
        Ok(())
    }

    /// As [`Draft::remove_expiries_later`], at once.
    ///
    /// # Errors
    /// As [`Draft::remove`].
    pub fn remove_expiries(&mut self, kept_at: &[KeyPath]) -> Result<()> {
        self.remove_expiries_later(kept_at)?;
        self.settle();
        Ok(())
    }
}
