//! Restores an earlier revision, as a new change.

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::draft::expiries;
use crate::draft::reserved;
use crate::error::{Failure, Kind};
use crate::json::diff::compare;
use crate::json::difference::patch;
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::pointer::Pointer;
use crate::kept::expiry;
use crate::kept::redaction;
use crate::log::checkout::Checkout;
use crate::log::entry::Revision;
use crate::log::history::{EXTERNAL, History, newest};
use crate::text::shell::shell_word;

/// Makes the value at `path` what it was in an earlier revision. What ctx keeps stays as it is,
/// except expiry times: they come back with their values, unless those have expired by now.
///
/// # Errors
/// Fails for a reserved path, or if there is no value at the path, neither then nor now. Also as
/// [`Draft::set`].
pub fn restore(draft: &mut Draft<'_>, mut past: Checkout, path: &KeyPath) -> Result<()> {
    reserved::refuse(path)?;
    expiries::hide(&mut past.document, draft.now());
    // A redacted value that did not change since is still in the document.
    redaction::fill(&mut past.document, draft.document());
    match (draft.document().get(path).is_some(), past.document.get(path)) {
        (true, Some(_)) => {
            let patch = patch(&compare(draft.document(), &past.document, path, false));
            draft.apply_in_turn(patch.0)?;
            draft.arrange_like(&draft.document().pointer(path), &past.document)?;
        }
        (false, Some(value)) => {
            let place = first_missing(&draft.document().pointer(path), draft.document());
            draft.set(path, value.clone())?;
            draft.put_in_place(&[place], &past.document)?;
        }
        (true, None) => drop(draft.unset(path)?),
        (false, None) => return Err(nothing(&past, path).into()),
    }
    expiry::bring_back(draft, &past.document, path)
}

/// Cuts a place after its first step that leads to nothing.
fn first_missing(place: &Pointer, document: &Document) -> Pointer {
    let up_to = |len: usize| Pointer::new(place.tokens().iter().take(len).cloned().collect());
    let missing = (1..=place.tokens().len()).map(up_to).find(|place| document.at(place).is_none());
    missing.unwrap_or_else(|| place.clone())
}

/// The newest revision, not counting an edit without ctx that was recorded after `known`.
///
/// # Errors
/// Fails if a record is damaged.
pub fn before_edit(history: &dyn History, known: Revision) -> Result<Revision> {
    let newest = newest(history)?.map_or((Revision::START, false), |entry| {
        (entry.link.rev, entry.change.op == EXTERNAL && entry.link.rev > known)
    });
    Ok(match newest {
        (rev, true) => Revision::new(rev.number() - 1),
        (rev, false) => rev,
    })
}

fn nothing(past: &Checkout, path: &KeyPath) -> Failure {
    let why = format!("there is no {path}, and there was none in revision {}", past.rev);
    Failure::new(Kind::No, why).fact("path", path.to_string()).hint(format!("ctx log --path {}", shell_word(path)))
}

/// The `args` of its record: the revision, and the path unless it is the root.
#[must_use]
pub fn args_of(past: &Checkout, path: &KeyPath) -> Value {
    let mut args = serde_json::Map::new();
    args.insert("rev".to_owned(), past.rev.number().into());
    if !path.is_root() {
        args.insert("path".to_owned(), path.to_string().into());
    }
    args.into()
}
