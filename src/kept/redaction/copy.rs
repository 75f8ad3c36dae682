//! The redacted copy of a document.

use serde_json::Value;

use crate::json::document::Document;
use crate::kept::redaction::mark::marks;
use crate::log::digest::Digest;

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

/// The digest of the redacted copy; `None` if nothing is redacted.
#[must_use]
pub fn digest(document: &Document) -> Option<Digest> {
    redacted_copy(document).map(|copy| Digest::of(&copy.to_text()))
}
