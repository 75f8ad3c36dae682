//! Telling what an opener found: the table of recovery.

use std::sync::Arc;

use anyhow::Result;

use crate::json::document::Document;
use crate::json::text::held::{Text, unread};
use crate::json::text::pieces::Pieces;
use crate::json::text::source::Source;
use crate::kept::redaction;
use crate::log::digest::Digest;
use crate::log::entry::Revision;
use crate::platform::filesystem::{Access, FileSystem, OpenFile, Section, length};
use crate::platform::identity::Identity;
use crate::platform::io_failure::io_failure;
use crate::store::file::journal::head::Head;
use crate::store::file::journal::records::Records;
use crate::store::file::journal::replay::digest_before_head;
use crate::store::file::layout::document::{OpenDocument, read_document};
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::recover::descent::{Match, Which, was_published, was_replaced};
use crate::store::file::recover::finding::{Finding, Found, Layout, SavedAs, Unrecorded};
use crate::store::file::recover::not_json::not_json;
use crate::store::file::recover::opened::{Opened, is_nothing_of_ours};
use crate::store::file::recover::proof::{LONG, Proof};

/// Tells what was found. Writes nothing.
///
/// # Errors
/// Fails if the document is not JSON, which its editor should mend, or if the log cannot be trusted.
pub fn classify<S: FileSystem>(files: &ContextFiles<S>, opened: &Opened<S::File>) -> Result<Found> {
    let head = opened.head()?;
    let Some(document) = &opened.document else {
        let finding = match &head {
            None => without_log(files, opened, None)?,
            Some(_) => Finding::Behind(Some("the document was missing".to_owned())),
        };
        return Ok(Found { finding, head, text: Vec::new(), size: 0 });
    };
    let text = read_document(files, document)?;
    let size = length(text.len());
    let Some(head) = head else {
        return Ok(Found { finding: without_log(files, opened, Some(&text))?, head: None, text, size });
    };
    // Anybody can compute the anchor's checksum, so a writer, who builds on the document and may sign
    // with a key, looks at the bytes.
    let digest = (opened.is_to_write() || !opened.is_as_published()).then(|| Digest::of(&text));
    if let Some(digest) = digest.filter(|digest| *digest != head.post) {
        let finding = with_log(files, opened, &head, (&document.identity, &text, digest))?;
        return Ok(Found { finding, head: Some(head), text, size });
    }
    let (document, text) = current(files, text, (head.rev, digest.is_some()))?;
    Ok(Found { finding: Finding::Current(document, Layout::Own), head: Some(head), text, size })
}

/// The long document that the anchor says is that of the last record, and the proof of it, which is yet to
/// hold; `None` if the anchor does not say so.
///
/// # Errors
/// Fails if the document cannot be read, or if the log cannot be trusted.
pub fn anchored<F: OpenFile>(opened: &Opened<F>) -> Result<Option<(Found, Proof)>> {
    let Some(file) = opened.published(LONG) else { return Ok(None) };
    let Some(head) = opened.head()? else { return Ok(None) };
    let (size, base): (u64, Arc<dyn Source>) = (file.identity.size, Arc::<OpenDocument<F>>::clone(file));
    let Some(document) = Document::of_text(Text::Pieces(Pieces::of(base))) else { return Ok(None) };
    let Some(proof) = Proof::start(file, head.post) else { return Ok(None) };
    let finding = Finding::Current(document, Layout::Own);
    Ok(Some((Found { finding, head: Some(head), text: Vec::new(), size }, proof)))
}

/// The document whose text is that of the last record. If the digest proves that, a long text is held
/// as it is; else it is parsed and returned too.
fn current<S: FileSystem>(
    files: &ContextFiles<S>,
    text: Vec<u8>,
    (rev, is_proved): (Revision, bool),
) -> Result<(Document, Vec<u8>)> {
    let text = match if is_proved { Document::of_published(text) } else { Err(text) } {
        Ok(document) => return Ok((document, Vec::new())),
        Err(text) => text,
    };
    let document = Document::parse(&text).map_err(|e| not_json(&files.document, &text, Some(rev), &e))?;
    Ok((document, text))
}

fn without_log<S: FileSystem>(
    files: &ContextFiles<S>,
    opened: &Opened<S::File>,
    text: Option<&[u8]>,
) -> Result<Finding> {
    let text = text.filter(|t| !t.is_empty());
    // A log without a record shows that ctx was here, and that nothing was flushed.
    if opened.journal.is_some() && text.is_some_and(has_nothing) {
        return Ok(nothing_but_nul());
    }
    let parse = |t| Document::parse(t).map_err(|e| not_json(&files.document, t, None, &e));
    let document = text.map(parse).transpose()?;
    let anchor = opened.anchor.as_ref().and_then(|a| Some((a.rev, a.h()?)));
    Ok(match (anchor, document) {
        (Some((rev, h)), document) => Finding::Unrecorded(Unrecorded::Gap(rev, h), document.unwrap_or_default()),
        (None, Some(document)) => Finding::Unrecorded(Unrecorded::Import, document),
        (None, None) => Finding::New,
    })
}

fn with_log<S: FileSystem>(
    files: &ContextFiles<S>,
    opened: &Opened<S::File>,
    head: &Head,
    (file, text, digest): (&Identity, &[u8], Digest),
) -> Result<Finding> {
    if text.is_empty() {
        return Ok(Finding::Behind(Some("the document was empty".to_owned())));
    }
    let records = opened.records(files, Some(head));
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(_) if is_torn(opened, head, &records, file)? => {
            return Ok(Finding::InTheWay(SavedAs::Corrupt, "the document was damaged by a power cut".to_owned()));
        }
        Err(_) if has_nothing(text) => return Ok(nothing_but_nul()),
        Err(e) => return Err(not_json(&files.document, text, Some(head.rev), &e)),
    };
    let canonical = Digest::of(&document.to_text());
    let redacted = redaction::digest(&document).map_err(|e| unread(&e))?;
    if canonical == head.post || (head.redacted_post.is_some() && redacted == head.redacted_post) {
        return Ok(Finding::Current(document, Layout::Another));
    }
    // A writer that died after its commit left the document that the anchor names.
    if opened.anchor.as_ref().is_some_and(|a| a.rev < head.rev && opened.is_untouched(a, [digest, canonical])) {
        return Ok(Finding::Behind(None));
    }
    if opened.journal.is_none() {
        return Ok(Finding::Unrecorded(Unrecorded::Import, document));
    }
    let digests: Vec<Digest> = [Some(digest), Some(canonical), redacted].into_iter().flatten().collect();
    let why = out_of_date(opened, head);
    if is_before_unpublished(files, opened, head, &records, [digest, canonical])? {
        return Ok(Finding::Behind(why));
    }
    // No rename is lost in the boot that wrote the log, but the last writer may have died before its own.
    let which = if why.is_none() { Which::Last } else { Which::All };
    Ok(match (was_replaced(&records, file, &digests, which)?, why) {
        (Some(Match::Exact), why) => Finding::Behind(why),
        // It may be a copy that a person put back with its old time, so it is saved.
        (Some(Match::Alike), Some(why)) => Finding::InTheWay(SavedAs::Replaced, why),
        _ => Finding::Unrecorded(Unrecorded::External, document),
    })
}

/// Whether a document that is not JSON is what a power cut left of the very file that ctx published.
/// Nothing is lost in the boot that wrote it: there, somebody is editing it.
fn is_torn<S: FileSystem>(
    opened: &Opened<S::File>,
    head: &Head,
    records: &Records<'_, S>,
    file: &Identity,
) -> Result<bool> {
    if opened.boot.is(&head.boot) {
        return Ok(false);
    }
    // The anchor may have outlived records that were not flushed.
    let anchored = opened.anchor.as_ref().map(|anchor| anchor.document);
    let is_anchored = anchored.is_some_and(|anchored| (anchored.ino, anchored.mtime) == (file.ino, file.mtime));
    Ok(is_anchored || was_published(records, file)?)
}

/// Whether a file holds nothing but zeros: then it was never written to the disk, whoever created it.
fn has_nothing(text: &[u8]) -> bool {
    text.iter().all(|&byte| byte == 0)
}

fn nothing_but_nul() -> Finding {
    Finding::InTheWay(SavedAs::Replaced, "the document was NUL bytes and nothing else".to_owned())
}

/// Why the document is behind its log; `None` if a writer just died, which is not worth saying.
fn out_of_date<F>(opened: &Opened<F>, head: &Head) -> Option<String> {
    if opened.boot.is(&head.boot) {
        return None;
    }
    let why = if opened.boot.is_after(&head.boot) {
        "the document was out of date after a power cut"
    } else {
        "the document was out of date: its writer died, or the power was cut"
    };
    Some(why.to_owned())
}

/// Whether the document is the one before the last record, and that of the last record is in the
/// temporary file: its writer did not get to the rename. This needs no lock file.
fn is_before_unpublished<S: FileSystem>(
    files: &ContextFiles<S>,
    opened: &Opened<S::File>,
    head: &Head,
    records: &Records<'_, S>,
    digests: [Digest; 2],
) -> Result<bool> {
    let left = match temporary_digest(files) {
        Err(_) if !opened.is_to_write() => None,
        left => left?,
    };
    Ok(left == Some(head.post) && digest_before_head(records)?.is_some_and(|before| digests.contains(&before)))
}

/// The digest of the temporary file. Fails if it cannot be read: a writer that took it for missing
/// would record a death as an edit.
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
