//! Rebuilding the document of the last record, where it is not in its place.

use anyhow::Result;

use crate::json::document::Document;
use crate::kept::redaction;
use crate::platform::filesystem::{FileSystem, OpenFile};
use crate::platform::io_failure::io_failure;
use crate::store::file::journal::replay::document_at_head;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::recover::opened::{Head, View};

/// The document of the last record, as far as it can be had.
pub struct Rebuilt {
    pub document: Document,
    /// It lies in the temporary file, and only has to be published.
    pub unpublished: bool,
}

/// The document of the last record. The log gives it, but for redacted values: those are
/// in the file that a writer was about to publish, or in the document that is out of date.
///
/// # Errors
/// Those of [`document_at_head`], and a temporary file that is needed and cannot be read.
pub fn rebuild<S: FileSystem>(
    files: &ContextFiles<S>,
    view: &View<S::File>,
    head: &Head,
    text: &[u8],
) -> Result<Rebuilt> {
    let mut document = document_in_log(view, head)?;
    if head.redacted_post.is_some() {
        let unpublished = view.unpublished(head.post).map_err(|e| io_failure("read", &files.temporary, &e))?;
        if let Some(document) = unpublished.and_then(|text| Document::parse(&text).ok()) {
            return Ok(Rebuilt { document, unpublished: true });
        }
        if let Ok(older) = Document::parse(text) {
            redaction::fill(&mut document, &older);
        }
    }
    Ok(Rebuilt { document, unpublished: false })
}

/// What is said of redacted values that are lost; nothing if none is.
#[must_use]
pub fn loss(document: &Document) -> Option<String> {
    let lost: Vec<String> = redaction::lost(document).iter().map(ToString::to_string).collect();
    (!lost.is_empty()).then(|| format!("lost, since the log has only their hashes: {}", lost.join(", ")))
}

/// The document of the last record, from the log alone: without redacted values.
///
/// # Errors
/// Those of [`document_at_head`].
pub fn document_in_log(view: &View<impl OpenFile>, head: &Head) -> Result<Document> {
    match &view.journal {
        Some(journal) => document_at_head(journal, head),
        None => Ok(Document::default()),
    }
}
