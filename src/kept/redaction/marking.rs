//! Marking values as redacted.

use anyhow::Result;
use serde_json::{Value, json};

use crate::draft::Draft;
use crate::draft::reserved;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::kept::redaction::mark::Mark;
use crate::log::agent::AgentName;
use crate::log::redacted::MEMBER;

/// Sets a value and marks it, so that the log never holds it, nor any later value there.
///
/// # Errors
/// Those of [`Draft::set`] and [`refuse_items`].
pub fn set_redacted(draft: &mut Draft<'_>, path: &KeyPath, value: Value, by: &AgentName, salt: &str) -> Result<()> {
    refuse_items(draft.document(), path)?;
    if !path.is_root() && !path.is_reserved() {
        mark_unless(draft, path, by, salt, |held| held == Some(&value))?;
    }
    draft.set(path, value)
}

/// Marks a path: the log never holds what is there, or will be. A value that is redacted already keeps
/// its salt.
///
/// # Errors
/// Those of [`Draft::put`] and [`refuse_items`], the root, and a reserved path.
pub fn mark_redacted(draft: &mut Draft<'_>, path: &KeyPath, by: &AgentName, salt: &str) -> Result<()> {
    reserved::refuse(path)?;
    if path.is_root() {
        let why = "the whole document cannot be redacted";
        return Err(Failure::new(Kind::Usage, why).hint("keep the secret under its own key").into());
    }
    refuse_items(draft.document(), path)?;
    mark_unless(draft, path, by, salt, |_| true)
}

/// Refuses a path into an array, or into one that setting the path would make.
///
/// # Errors
/// The path leads into one: items move, and marks do not.
pub fn refuse_items(document: &Document, path: &KeyPath) -> Result<()> {
    if document.array_above(path).is_none() {
        return Ok(());
    }
    Err(Failure::new(Kind::Usage, format!("{path} is an item of an array, and items move"))
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
    let is_this = |mark: Mark| mark.salt.is_some() && stands(mark.value_in(document));
    if Mark::of(document, &name).is_some_and(is_this) {
        return Ok(());
    }
    draft.put(&reserved::entry(MEMBER, &name), json!({"by": by, "salt": salt}))
}
