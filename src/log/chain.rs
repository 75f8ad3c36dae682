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
    /// The digest that the document should have, and the revision, until that is checked.
    unchecked: Option<(Revision, Digest)>,
    /// The length of the document's text when it was last checked, and that of the records since.
    size: usize,
    since: usize,
}

impl Replay {
    /// Applies one record. Its document is checked if the records since the last check are as long as the
    /// document: so checking takes a time in proportion to the log, however many revisions a long document has.
    /// [`Replay::check`] checks the last one. A difference stays until a record holds a whole state,
    /// before which the document is always checked.
    ///
    /// # Errors
    /// As [`Replay::follow`]; also if a document that is checked does not have the digest that its record names.
    pub fn step(&mut self, entry: &Entry) -> Result<(), Inconsistent> {
        let has_state = entry.change.state.is_some();
        if has_state {
            self.check()?;
        }
        self.follow(entry)?;
        self.since = self.since.saturating_add(entry.line.len());
        if has_state || self.since >= self.size { self.check() } else { Ok(()) }
    }

    /// Checks the document of the last step, if that was not done yet.
    ///
    /// # Errors
    /// Fails if it does not have the digest that its record names.
    pub fn check(&mut self) -> Result<(), Inconsistent> {
        let (Some((rev, post)), Some(document)) = (self.unchecked.take(), &self.document) else { return Ok(()) };
        let text = document.to_text();
        (self.size, self.since) = (text.len(), 0);
        if Digest::of(&text) == post {
            return Ok(());
        }
        Err(Inconsistent { rev, why: "replaying it gives another document than was written".to_owned() })
    }

    /// Applies one record without checking its document.
    ///
    /// # Errors
    /// Fails if the record does not follow the last one, or if its patch does not fit.
    pub fn follow(&mut self, entry: &Entry) -> Result<(), Inconsistent> {
        let link = entry.link;
        let bad = |why: String| Inconsistent { rev: link.rev, why };
        self.last.map_or(Ok(()), |last| check_follows(link, last))?;
        self.last = Some((link.rev, entry.h));
        self.document = Some(self.apply(entry).map_err(bad)?);
        self.unchecked = Some((link.rev, entry.change.redacted_post.unwrap_or(link.post)));
        Ok(())
    }

    /// Applies records, and checks the document of the last one.
    ///
    /// # Errors
    /// As [`Replay::follow`] and [`Replay::check`].
    pub fn follow_all<'e>(&mut self, entries: impl Iterator<Item = &'e Entry>) -> Result<(), Inconsistent> {
        for entry in entries {
            self.follow(entry)?;
        }
        self.check()
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
