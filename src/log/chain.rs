//! Replay: applies records one after another and checks each: the chain, the patch, and the
//! document that results. That is the one that was written, or its redacted copy (see
//! [`crate::kept::redaction`]).

use std::fmt;

use crate::json::document::Document;
use crate::log::digest::Digest;
use crate::log::entry::{Entry, Link, Revision};

/// Why a record does not follow from those before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inconsistent {
    pub rev: Revision,
    pub why: String,
}

impl fmt::Display for Inconsistent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "revision {}: {}", self.rev, self.why)
    }
}

impl std::error::Error for Inconsistent {}

/// Checks that a record follows the record with this revision and digest.
///
/// # Errors
/// Says why it does not.
pub fn check_follows(link: Link, (rev, h): (Revision, Digest)) -> Result<(), Inconsistent> {
    let bad = |why: String| Err(Inconsistent { rev: link.rev, why });
    if link.prev != h {
        return bad("it does not follow the record before it".to_owned());
    }
    if link.rev != rev.next() {
        return bad(format!("it follows revision {rev}"));
    }
    Ok(())
}

/// Walks from record to record and checks each against the one before.
#[derive(Default)]
pub struct Replay {
    document: Option<Document>,
    last: Option<(Revision, Digest)>,
}

impl Replay {
    /// Applies one record, and checks the document that it gives.
    ///
    /// # Errors
    /// As [`Replay::follow`]; also if the document does not have the digest that the record names.
    pub fn step(&mut self, entry: &Entry) -> Result<(), Inconsistent> {
        self.follow(entry)?;
        let post = entry.change.redacted_post.unwrap_or(entry.link.post);
        if self.document.as_ref().is_some_and(|document| Digest::of(&document.to_text()) != post) {
            let why = "replaying it gives another document than was written".to_owned();
            return Err(Inconsistent { rev: entry.link.rev, why });
        }
        Ok(())
    }

    /// Applies one record without checking its document: hashing each would take as long as writing
    /// it did.
    ///
    /// # Errors
    /// Fails if the record does not follow the last one, or if its patch does not fit.
    pub fn follow(&mut self, entry: &Entry) -> Result<(), Inconsistent> {
        let link = entry.link;
        let bad = |why: String| Inconsistent { rev: link.rev, why };
        self.last.map_or(Ok(()), |last| check_follows(link, last))?;
        self.last = Some((link.rev, entry.h));
        self.document = Some(self.apply(entry).map_err(bad)?);
        Ok(())
    }

    fn apply(&mut self, entry: &Entry) -> Result<Document, String> {
        let patched = match self.document.take() {
            None => None,
            Some(mut document) => {
                let applied = document.apply(&entry.change.patch);
                applied.map_err(|e| format!("its patch does not fit: {e}"))?;
                Some(document)
            }
        };
        let Some(state) = &entry.change.state else {
            return patched.ok_or_else(|| "the log starts without a whole state".to_owned());
        };
        let state = Document::try_from(state.clone()).map_err(|e| e.to_string())?;
        // A record that takes over a document without a past has no patch to hold against it.
        if patched.is_some_and(|p| p != state && !entry.change.patch.0.is_empty()) {
            return Err("its patch and its state disagree".to_owned());
        }
        Ok(state)
    }

    /// The document after the last record.
    #[must_use]
    pub fn into_document(self) -> Option<Document> {
        self.document
    }

    /// The last record's revision and digest.
    #[must_use]
    pub fn last(&self) -> Option<(Revision, Digest)> {
        self.last
    }
}
