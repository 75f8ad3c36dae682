//! The redacted copy of a document.

use std::io;

use serde_json::Value;

use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::document::replaced::Replaced;
use crate::kept::redaction::mark::{Mark, marks};
use crate::log::digest::Digest;
use crate::log::midstates::Midstates;
use crate::platform::content::Content;

/// The document as the log may hold it; `None` if nothing in it is redacted.
#[must_use]
pub fn redacted_copy(document: &Document) -> Option<Document> {
    let marks = marks(document);
    if marks.is_empty() {
        return None;
    }
    let mut copy = document.clone();
    for mark in &marks {
        if let Some(hash) = mark.value_in(&copy).map(|value| mark.hash_of(value)) {
            copy.replace_at_keys(&mark.keys, hash);
        }
        mark.set_salt(&mut copy, Value::Null);
    }
    Some(copy)
}

/// Whether something in a document is redacted.
#[must_use]
pub fn is_redacted(document: &Document) -> bool {
    !marks(document).is_empty()
}

/// How deep the deepest redacted value is; 0 if nothing is redacted.
#[must_use]
pub fn deepest(document: &Document) -> usize {
    marks(document).iter().map(|mark| mark.keys.len()).max().unwrap_or_default()
}

/// The digest of the redacted copy, which is not made for it; `None` if nothing is redacted.
///
/// # Errors
/// Fails if the document cannot be read.
pub fn digest(document: &Document) -> io::Result<Option<Digest>> {
    digest_by(document, &|content, _| Digest::of_content(content))
}

/// The same, where the text that the document was made from was hashed before.
///
/// # Errors
/// As [`digest`].
pub fn digest_after(document: &Document, before: &Midstates) -> io::Result<Option<Digest>> {
    digest_by(document, &|content, unchanged| before.digest_of(content, unchanged))
}

fn digest_by(
    document: &Document,
    hash_of: &dyn Fn(&dyn Content, usize) -> io::Result<Digest>,
) -> io::Result<Option<Digest>> {
    let marks = marks(document);
    if marks.is_empty() {
        return Ok(None);
    }
    if !are_apart(&marks) {
        return redacted_copy(document).map(|copy| hash_of(&copy, copy.unchanged())).transpose();
    }
    let hash = |mark: &Mark| Some((mark.keys.clone(), mark.hash_of(mark.value_in(document)?)));
    let salt = |mark: &Mark| {
        let keys = mark.kept_at().child("salt").tokens().to_vec();
        document.at_keys(&keys)?;
        Some((keys, Value::Null))
    };
    let replaced: Vec<Replaced> = marks.iter().filter_map(hash).chain(marks.iter().filter_map(salt)).collect();
    let text = document.text_with(&replaced);
    hash_of(text.content.as_ref(), text.unchanged).map(Some)
}

/// Whether no redacted value holds another one, nor anything that ctx keeps.
fn are_apart(marks: &[Mark]) -> bool {
    let mut places: Vec<&[String]> = marks.iter().map(|mark| mark.keys.as_slice()).collect();
    places.sort_unstable();
    let is_own = |place: &&[String]| place.first().is_none_or(|key| key == RESERVED_KEY);
    !places.iter().any(is_own)
        && places.windows(2).all(|pair| !matches!(pair, [above, below] if below.starts_with(above)))
}
