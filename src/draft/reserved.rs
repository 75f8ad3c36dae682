//! What ctx keeps in a document for itself: the member `_ctx`, which users do not change directly.

use anyhow::Result;
use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::key_path::{KeyPath, Segment};

/// The path of a member of `_ctx`.
#[must_use]
pub fn member(name: &str) -> KeyPath {
    KeyPath::key(RESERVED_KEY).child(Segment::Key(name.to_owned()))
}

/// The path of one entry of a member of `_ctx` that is a collection.
#[must_use]
pub fn entry(name: &str, key: &str) -> KeyPath {
    member(name).child(Segment::Key(key.to_owned()))
}

impl Draft<'_> {
    /// Removes a member of `_ctx` whose last entry is gone.
    ///
    /// # Errors
    /// As [`Draft::remove`].
    pub fn remove_if_empty(&mut self, name: &str) -> Result<()> {
        let is_empty = self.document().kept(name).and_then(Value::as_object).is_some_and(Map::is_empty);
        if is_empty { self.remove(&member(name)).map(drop) } else { Ok(()) }
    }
}

/// The failure of a change to what ctx keeps.
#[must_use]
pub fn refusal() -> Failure {
    Failure::new(Kind::Refused, format!("{RESERVED_KEY} is kept by ctx itself"))
        .hint("leave it out; `ctx handoff`, `ctx task`, `ctx lease` and others change what is in it")
}

/// Refuses a path into what ctx keeps.
///
/// # Errors
/// The path leads there.
pub fn refuse(path: &KeyPath) -> Result<()> {
    if path.is_reserved() { Err(refusal().into()) } else { Ok(()) }
}
