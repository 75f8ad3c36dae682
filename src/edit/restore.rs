//! Putting a state of the past back, as a new change.

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

/// Makes what is at `path` what it was then. What ctx keeps stays as it is, but for the ends
/// of values: they come back with their values, and what is over by now does not.
///
/// # Errors
/// A reserved path; nothing at the path then nor now; those of [`Draft::set`].
pub fn restore(draft: &mut Draft<'_>, mut past: Checkout, path: &KeyPath) -> Result<()> {
    reserved::refuse(path)?;
    expiries::hide(&mut past.document, draft.now());
    // What is redacted and was never changed is there still.
    redaction::fill(&mut past.document, draft.document());
    match (draft.document().get(path).is_some(), past.document.get(path)) {
        (true, Some(_)) => {
            let patch = patch(&compare(draft.document(), &past.document, path, false));
            patch.0.into_iter().try_for_each(|operation| draft.apply(operation))?;
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

/// The place up to its first step that leads to nothing.
fn first_missing(place: &Pointer, document: &Document) -> Pointer {
    let up_to = |len: usize| Pointer::new(place.tokens().iter().take(len).cloned().collect());
    let missing = (1..=place.tokens().len()).map(up_to).find(|place| document.at(place).is_none());
    missing.unwrap_or_else(|| place.clone())
}

/// The newest revision, but for an edit without ctx that was recorded after the one that is `known`.
///
/// # Errors
/// A record that is damaged.
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

/// The `args` of its record: the revision, and the path unless it was all.
#[must_use]
pub fn args_of(past: &Checkout, path: &KeyPath) -> Value {
    let mut args = serde_json::Map::new();
    args.insert("rev".to_owned(), past.rev.number().into());
    if !path.is_root() {
        args.insert("path".to_owned(), path.to_string().into());
    }
    args.into()
}
