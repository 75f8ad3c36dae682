//! Rebuilding the document of the last record if it is not in its place.

use anyhow::Result;

use crate::json::document::Document;
use crate::kept::redaction;
use crate::platform::filesystem::{FileSystem, OpenFile};
use crate::platform::io_failure::io_failure;
use crate::store::file::journal::head::Head;
use crate::store::file::journal::replay::document_at_head;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::recover::opened::Opened;

/// The document of the last record, as far as it can be rebuilt.
pub struct Rebuilt {
    pub document: Document,
    /// It is in the temporary file, and only has to be published.
    pub unpublished: bool,
}

/// Rebuilds the document of the last record. The log gives all but redacted values: those are in the
/// file that a writer was about to publish, or in the document that is out of date, whose bytes
/// are `text`.
///
/// # Errors
/// As [`document_at_head`]; fails also if the temporary file is needed and cannot be read.
pub fn rebuild<S: FileSystem>(
    files: &ContextFiles<S>,
    opened: &Opened<S::File>,
    head: &Head,
    text: &[u8],
) -> Result<Rebuilt> {
    let mut document = document_in_log(opened, head)?;
    if head.redacted_post.is_some() {
        let unpublished = opened.unpublished(head.post).map_err(|e| io_failure("read", &files.temporary, &e))?;
        if let Some(document) = unpublished.and_then(|text| Document::parse(&text).ok()) {
            return Ok(Rebuilt { document, unpublished: true });
        }
        if let Ok(older) = Document::parse(text) {
            redaction::fill(&mut document, &older);
        }
    }
    Ok(Rebuilt { document, unpublished: false })
}

/// Says which redacted values are lost; `None` if none is.
#[must_use]
pub fn loss(document: &Document) -> Option<String> {
    let lost: Vec<String> = redaction::lost(document).iter().map(ToString::to_string).collect();
    (!lost.is_empty()).then(|| format!("lost, since the log has only their hashes: {}", lost.join(", ")))
}

/// The document of the last record from the log alone: without redacted values.
///
/// # Errors
/// As [`document_at_head`].
pub fn document_in_log(opened: &Opened<impl OpenFile>, head: &Head) -> Result<Document> {
    match &opened.journal {
        Some(journal) => document_at_head(journal, head),
        None => Ok(Document::default()),
    }
}
