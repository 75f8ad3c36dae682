//! A redacted value that an edit without ctx moved. The log has its hash, and the document, as edited,
//! still has its salt.

use serde_json::Value;

use crate::json::difference::patch_between;
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::patch::Operation;
use crate::json::pointer::Pointer;
use crate::json::redaction_hash::is_hash;
use crate::kept::redaction::mark::{Mark, marks};
use crate::kept::redaction::telling::{Found, find};

/// The names of the marks that keep the moved values redacted. `before` is the document in the log. For
/// a value that is in an array now, the whole array.
pub(crate) fn moved(document: &Document, before: &Document) -> Vec<String> {
    let kept = marks(document);
    let gone: Vec<(&Mark, &Value)> =
        kept.iter().filter_map(|mark| Some((mark, gone_hash(mark, document, before)?))).collect();
    if gone.is_empty() {
        return Vec::new();
    }
    let is_gone = |value: &Value| gone.iter().any(|(mark, hash)| mark.hash_of(value) == **hash);
    let mut found: Found = Vec::new();
    for operation in &patch_between(before.tree(), document.tree()).0 {
        if let Operation::Add { path, value } | Operation::Replace { path, value } = operation {
            find(path, value, &is_gone, &mut found);
        }
    }
    let is_redacted = |place: &Pointer| kept.iter().any(|mark| place.tokens().starts_with(&mark.keys));
    let places = found.iter().map(|(place, _)| place).filter(|place| !is_redacted(place));
    let paths = places.map(|place| document.path(place)).filter(|path| !path.is_reserved());
    let mut names: Vec<String> = paths.map(|path| name_of(&path, document)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The hash that the log has of a value that is no longer in its place.
fn gone_hash<'b>(mark: &Mark, document: &Document, before: &'b Document) -> Option<&'b Value> {
    mark.salt.as_ref()?;
    let hash = mark.value_in(before).filter(|hash| is_hash(hash))?;
    let stays = mark.value_in(document).is_some_and(|value| mark.hash_of(value) == *hash);
    (!stays).then_some(hash)
}

fn name_of(path: &KeyPath, document: &Document) -> String {
    let place = document.pointer(&document.array_above(path).unwrap_or_else(|| path.clone()));
    KeyPath::new(place.tokens().iter().cloned().map(Segment::Key).collect()).to_string()
}
