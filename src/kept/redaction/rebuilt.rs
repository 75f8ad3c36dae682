//! Redacted values in a document that was edited without ctx, or rebuilt from the log.

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use serde_json::{Value, json};

use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::patch::Operation;
use crate::json::pointer::Pointer;
use crate::kept::redaction::mark::{Mark, Salt, marks};
use crate::kept::redaction::moved::moved;
use crate::log::redacted;
use crate::log::redacted::MEMBER;

/// Marks again what was redacted `before`, in a document that was edited without ctx, and where it was
/// moved to.
///
/// # Errors
/// Those of `salt`.
pub fn keep_marks(document: &mut Document, before: &Document, salt: &dyn Fn() -> Result<Salt>) -> Result<()> {
    let kept: HashSet<String> = marks(document).into_iter().map(|mark| mark.name).collect();
    let gone = marks(before).into_iter().map(|mark| mark.name).filter(|name| !kept.contains(name));
    let names: Vec<String> = gone.chain(moved(document, before)).collect();
    for name in names {
        let mut place = Pointer::default();
        for key in [RESERVED_KEY, MEMBER] {
            place = place.child(key);
            match document.at(&place) {
                Some(Value::Object(_)) => {}
                Some(_) => return Ok(()),
                None => add(document, place.clone(), json!({}))?,
            }
        }
        add(document, place.child(name), json!({"salt": salt()?}))?;
    }
    Ok(())
}

fn add(document: &mut Document, path: Pointer, value: Value) -> Result<()> {
    let added = document.perform(&Operation::Add { path, value });
    added.map(drop).map_err(|e| Failure::new(Kind::BadData, e.to_string()).into())
}

/// Puts values back into a document from the log, as far as another document has the very values that
/// the hashes stand for.
pub fn fill(document: &mut Document, from: &Document) {
    let known = marks(from).into_iter().filter(|known| known.salt.is_some());
    let known: HashMap<String, Mark> = known.map(|known| (known.name.clone(), known)).collect();
    for mark in marks(document) {
        let Some(known) = known.get(&mark.name) else { continue };
        let Some(value) = known.value_in(from) else { continue };
        // A value below another redacted one came back with that.
        if mark.value_in(document).is_some_and(|held| *held == known.hash_of(value) || held == value) {
            mark.set_salt(document, known.salt.clone().into());
            document.replace_at_keys(&mark.keys, value.clone());
        }
    }
}

/// The redacted values of which the document has only hashes, those above others first.
#[must_use]
pub fn lost(document: &Document) -> Vec<KeyPath> {
    let mut lost = redacted::lost(document);
    lost.sort_by_key(|(_, keys)| keys.len());
    lost.into_iter().map(|(path, _)| path).collect()
}
