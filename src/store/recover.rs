//! What an opener may find, and what it is: the table of recovery.

use anyhow::Result;

use super::files::ContextFiles;
use super::filesystem::{Access, FileSystem, OpenFile, Section};
use super::io_failure::io_failure;
use super::past::Past;
use super::replay::{digest_before_head, document_at_head, wrote_before};
use super::view::{Head, View, is_nothing_of_ours, read_document};
use crate::error::{Failure, Kind};
use crate::model::digest::Digest;
use crate::model::document::Document;
use crate::model::entry::Revision;
use crate::model::history::{EXTERNAL, GAP};
use crate::model::json::JsonError;
use crate::model::redaction;

/// What the files of a context are, taken together.
pub enum Finding {
    /// Nothing was ever written.
    New,
    /// The document is that of the last record, perhaps in another layout.
    Current(Document),
    /// The last record is committed, but the document is not: a writer died, or the
    /// power was cut. The sentence says so where somebody should know.
    Behind(Option<String>),
    /// The same, and the bytes in the way are kept.
    Corrupt(String),
    /// Somebody changed the document without ctx.
    Unrecorded(Unrecorded, Document),
}

/// A change that ctx did not make, and records as what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unrecorded {
    /// The document was there before its log.
    Import,
    /// It was edited, or an old version was put back.
    External,
    /// The log was deleted; it goes on after this revision.
    Gap(Revision, Digest),
}

impl Unrecorded {
    /// The record's `op`.
    #[must_use]
    pub fn op(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::External => EXTERNAL,
            Self::Gap(..) => GAP,
        }
    }
}

/// A finding, and what it was found from.
pub struct Found {
    pub finding: Finding,
    pub head: Option<Head>,
    /// The document's text; empty if there is none.
    pub text: Vec<u8>,
}

/// Tells what was found. Writes nothing.
///
/// # Errors
/// A document that is being edited and is no JSON, or a log that cannot be trusted.
pub fn classify<S: FileSystem>(files: &ContextFiles<S>, view: &View<S::File>) -> Result<Found> {
    let head = view.head()?;
    let text = match &view.document {
        Some(document) => Some(read_document(files, document)?),
        None => None,
    };
    let finding = match (&head, &text) {
        (None, text) => without_log(files, view, text.as_deref())?,
        (Some(_), None) => Finding::Behind(Some("the document was missing".to_owned())),
        (Some(head), Some(text)) => with_log(files, view, head, text)?,
    };
    Ok(Found { finding, head, text: text.unwrap_or_default() })
}

fn without_log<S: FileSystem>(files: &ContextFiles<S>, view: &View<S::File>, text: Option<&[u8]>) -> Result<Finding> {
    let text = text.filter(|t| !t.is_empty());
    // A log without a record tells that ctx was here, and that nothing was flushed.
    if view.journal.is_some() && text.is_some_and(|t| t.contains(&0)) {
        return Ok(Finding::Corrupt("the document had NUL bytes".to_owned()));
    }
    let document = text.map(|t| Document::parse(t).map_err(|e| invalid(files, None, &e))).transpose()?;
    let anchor = view.anchor.as_ref().and_then(|a| Some((a.rev, a.h()?)));
    Ok(match (anchor, document) {
        (Some((rev, h)), document) => Finding::Unrecorded(Unrecorded::Gap(rev, h), document.unwrap_or_default()),
        (None, Some(document)) => Finding::Unrecorded(Unrecorded::Import, document),
        (None, None) => Finding::New,
    })
}

fn with_log<S: FileSystem>(files: &ContextFiles<S>, view: &View<S::File>, head: &Head, text: &[u8]) -> Result<Finding> {
    // The anchor's checksum is no secret: who writes, and with a key signs for what was there, looks
    // at the bytes.
    let digest = (view.is_to_write() || !view.is_as_published()).then(|| Digest::of(text));
    let Some(digest) = digest.filter(|d| *d != head.post) else {
        return Document::parse(text).map(Finding::Current).map_err(|e| invalid(files, Some(head), &e));
    };
    if text.is_empty() {
        return Ok(Finding::Behind(Some("the document was empty".to_owned())));
    }
    if text.contains(&0) {
        return Ok(Finding::Corrupt("the document had NUL bytes".to_owned()));
    }
    let same_boot = head.boot == view.boot;
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(e) if same_boot => return Err(invalid(files, Some(head), &e)),
        Err(_) => return Ok(Finding::Corrupt("the document was damaged by a power cut".to_owned())),
    };
    let canonical = Digest::of(&document.to_text());
    let is_concealed = |post| redaction::digest(&document) == Some(post);
    if canonical == head.post || head.redacted_post.is_some_and(is_concealed) {
        return Ok(Finding::Current(document));
    }
    // A writer that died after its commit left the document that the anchor names.
    if view.anchor.as_ref().is_some_and(|a| a.rev < head.rev && view.is_untouched(a, [digest, canonical])) {
        return Ok(Finding::Behind(None));
    }
    if view.journal.is_none() {
        return Ok(Finding::Unrecorded(Unrecorded::Import, document));
    }
    let past = Past { files, journal: view.journal.as_ref(), end: head.end };
    if !same_boot && wrote_before(&past, digest)? {
        return Ok(Finding::Behind(Some("the document was out of date after a power cut".to_owned())));
    }
    // Where the lock file was removed too, it is told by the file it was about to publish.
    let left = match temporary_digest(files) {
        Err(_) if !view.is_to_write() => None,
        left => left?,
    };
    if left == Some(head.post) {
        let before = digest_before_head(&past)?;
        if before == Some(digest) || before == Some(canonical) {
            return Ok(Finding::Behind(None));
        }
    }
    Ok(Finding::Unrecorded(Unrecorded::External, document))
}

/// A writer who took what cannot be read for missing would record a death as an edit.
fn temporary_digest(files: &ContextFiles<impl FileSystem>) -> Result<Option<Digest>> {
    let path = &files.temporary;
    let file = match files.system.open(path, Access::Read) {
        Ok(file) => file,
        Err(e) if is_nothing_of_ours(&e) => return Ok(None),
        Err(e) => return Err(io_failure("open", path, &e).into()),
    };
    let digest = file.stat().and_then(|stat| {
        let read = || Digest::of_stream(&mut Section::of(&file, stat.size));
        stat.is_regular().then(read).transpose()
    });
    digest.map_err(|e| io_failure("read", path, &e).into())
}

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

/// The document is no acceptable JSON, and nobody but its editor should mend it.
fn invalid(files: &ContextFiles<impl FileSystem>, head: Option<&Head>, error: &JsonError) -> anyhow::Error {
    let shown = files.document.display();
    let failure = Failure::new(Kind::BadData, format!("could not read {shown}: {error}"))
        .fact("file", shown.to_string())
        .fact("line", error.line)
        .fact("column", error.column);
    match head {
        Some(head) => failure.hint(format!(
            "correct it, or move it away: `ctx verify` then tells, and the next write rebuilds revision {}",
            head.rev
        )),
        None => failure.hint("correct it: nothing was changed"),
    }
    .into()
}
