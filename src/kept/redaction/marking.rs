//! Saying which values are redacted.

use anyhow::Result;
use serde_json::{Value, json};

use crate::draft::Draft;
use crate::draft::reserved;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::kept::redaction::mark::{Mark, collection, marks};
use crate::log::agent::AgentName;

/// Puts a value where the log will not hold it, now and whoever changes it later.
///
/// # Errors
/// Those of [`Draft::set`] and [`refuse_items`].
pub fn redact(draft: &mut Draft<'_>, path: &KeyPath, value: Value, by: &AgentName, salt: &str) -> Result<()> {
    refuse_items(draft.document(), path)?;
    if !path.is_root() && !path.is_reserved() {
        mark_unless(draft, path, by, salt, |held| held == Some(&value))?;
    }
    draft.set(path, value)
}

/// Keeps what is at `path`, or comes to be there, out of the log. What is redacted already
/// keeps its salt.
///
/// # Errors
/// Those of [`Draft::keep`] and [`refuse_items`], the root, and a reserved path.
pub fn redact_place(draft: &mut Draft<'_>, path: &KeyPath, by: &AgentName, salt: &str) -> Result<()> {
    reserved::refuse(path)?;
    if path.is_root() {
        let why = "the whole document cannot be redacted";
        return Err(Failure::new(Kind::Usage, why).hint("keep the secret at a key of its own").into());
    }
    refuse_items(draft.document(), path)?;
    mark_unless(draft, path, by, salt, |_| true)
}

/// Refuses a path into an array, or into one that a value there would make.
///
/// # Errors
/// That it is one: items move, and a mark does not move along.
pub fn refuse_items(document: &Document, path: &KeyPath) -> Result<()> {
    if document.array_above(path).is_none() {
        return Ok(());
    }
    Err(Failure::new(Kind::Usage, format!("{path} is an item of an array, and those move"))
        .fact("path", path.to_string())
        .hint("redact the whole array, or keep the secret in an object")
        .into())
}

fn mark_unless(
    draft: &mut Draft<'_>,
    path: &KeyPath,
    by: &AgentName,
    salt: &str,
    stands: impl Fn(Option<&Value>) -> bool,
) -> Result<()> {
    let document = draft.document();
    let keys: Vec<Segment> = document.pointer(path).tokens().iter().cloned().map(Segment::Key).collect();
    let name = KeyPath::new(keys).to_string();
    let is_this = |mark: &Mark| mark.name == name && mark.salt.is_some() && stands(mark.value_in(document));
    if marks(document).iter().any(is_this) {
        return Ok(());
    }
    draft.keep(&collection().child(Segment::Key(name)), json!({"by": by, "salt": salt}))
}
