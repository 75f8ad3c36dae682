//! What an opener may find, and what it is: the table of recovery.

pub mod descent;
pub mod judgement;
pub mod look;
pub mod not_json;
pub mod opened;
pub mod read;
pub mod rebuild;
pub mod roll_forward;
pub mod unrecorded;

use anyhow::Result;

use crate::json::document::Document;
use crate::kept::redaction;
use crate::log::digest::Digest;
use crate::log::entry::Revision;
use crate::log::history::{EXTERNAL, GAP};
use crate::platform::filesystem::{Access, FileSystem, OpenFile, Section};
use crate::platform::identity::Identity;
use crate::platform::io_failure::io_failure;
use crate::store::file::journal::replay::digest_before_head;
use crate::store::file::journal::segments::Past;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::recover::descent::{Match, Which, was_published, was_replaced};
use crate::store::file::recover::not_json::not_json;
use crate::store::file::recover::opened::{Head, View, is_nothing_of_ours, read_document};

/// What the files of a context are, taken together.
pub enum Finding {
    /// Nothing was ever written.
    New,
    /// The document is that of the last record.
    Current(Document, Layout),
    /// The last record is committed, but the document is not: a writer died, or the
    /// power was cut. The sentence says so where somebody should know.
    Behind(Option<String>),
    /// The same, and the bytes in the way are kept.
    Kept(Keep, String),
    /// Somebody changed the document without ctx.
    Unrecorded(Unrecorded, Document),
}

/// How the document is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// As ctx writes it, byte for byte.
    Own,
    /// Otherwise, which is no damage: the content is the same, and the next change writes it anew.
    Another,
}

/// As what bytes are kept that have to make room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// A power cut left this of a file of ctx.
    Corrupt,
    /// Perhaps somebody else wrote them.
    Replaced,
}

impl Keep {
    /// The word in the name of the file that holds them.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Corrupt => "corrupt",
            Self::Replaced => "replaced",
        }
    }
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
    let file = view.document.as_ref().map(|document| &document.identity);
    let finding = match (&head, &text, file) {
        (None, text, _) => without_log(files, view, text.as_deref())?,
        (Some(head), Some(text), Some(file)) => with_log(files, view, head, (file, text))?,
        (Some(_), ..) => Finding::Behind(Some("the document was missing".to_owned())),
    };
    Ok(Found { finding, head, text: text.unwrap_or_default() })
}

fn without_log<S: FileSystem>(files: &ContextFiles<S>, view: &View<S::File>, text: Option<&[u8]>) -> Result<Finding> {
    let text = text.filter(|t| !t.is_empty());
    // A log without a record tells that ctx was here, and that nothing was flushed.
    if view.journal.is_some() && text.is_some_and(has_nothing) {
        return Ok(nothing_but_nul());
    }
    let parse = |t| Document::parse(t).map_err(|e| not_json(&files.document, t, None, &e));
    let document = text.map(parse).transpose()?;
    let anchor = view.anchor.as_ref().and_then(|a| Some((a.rev, a.h()?)));
    Ok(match (anchor, document) {
        (Some((rev, h)), document) => Finding::Unrecorded(Unrecorded::Gap(rev, h), document.unwrap_or_default()),
        (None, Some(document)) => Finding::Unrecorded(Unrecorded::Import, document),
        (None, None) => Finding::New,
    })
}

fn with_log<S: FileSystem>(
    files: &ContextFiles<S>,
    view: &View<S::File>,
    head: &Head,
    (file, text): (&Identity, &[u8]),
) -> Result<Finding> {
    // The anchor's checksum is no secret: who writes, and with a key signs for what was there, looks
    // at the bytes.
    let digest = (view.is_to_write() || !view.is_as_published()).then(|| Digest::of(text));
    let Some(digest) = digest.filter(|d| *d != head.post) else {
        let document = Document::parse(text).map_err(|e| not_json(&files.document, text, Some(head.rev), &e))?;
        return Ok(Finding::Current(document, Layout::Own));
    };
    if text.is_empty() {
        return Ok(Finding::Behind(Some("the document was empty".to_owned())));
    }
    let past = Past { files, journal: view.journal.as_ref(), end: head.end };
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(_) if is_torn(view, head, &past, file)? => {
            return Ok(Finding::Kept(Keep::Corrupt, "the document was damaged by a power cut".to_owned()));
        }
        Err(_) if has_nothing(text) => return Ok(nothing_but_nul()),
        Err(e) => return Err(not_json(&files.document, text, Some(head.rev), &e)),
    };
    let canonical = Digest::of(&document.to_text());
    let concealed = redaction::digest(&document);
    if canonical == head.post || (head.redacted_post.is_some() && concealed == head.redacted_post) {
        return Ok(Finding::Current(document, Layout::Another));
    }
    // A writer that died after its commit left the document that the anchor names.
    if view.anchor.as_ref().is_some_and(|a| a.rev < head.rev && view.is_untouched(a, [digest, canonical])) {
        return Ok(Finding::Behind(None));
    }
    if view.journal.is_none() {
        return Ok(Finding::Unrecorded(Unrecorded::Import, document));
    }
    let digests: Vec<Digest> = [Some(digest), Some(canonical), concealed].into_iter().flatten().collect();
    let why = out_of_date(view, head);
    if is_before_unpublished(files, view, head, &past, [digest, canonical])? {
        return Ok(Finding::Behind(why));
    }
    // In the boot that wrote the log no rename is lost; the last writer may have died before its own.
    let which = if why.is_none() { Which::Last } else { Which::All };
    Ok(match (was_replaced(&past, file, &digests, which)?, why) {
        (Some(Match::Exact), why) => Finding::Behind(why),
        // It may be a copy that somebody put back with its old time: that is not for ctx to throw away.
        (Some(Match::Alike), Some(why)) => Finding::Kept(Keep::Replaced, why),
        _ => Finding::Unrecorded(Unrecorded::External, document),
    })
}

/// Whether a document that is no JSON is what a power cut left of the very file that ctx
/// published. In the boot that wrote it nothing is lost: there, somebody is editing it.
fn is_torn<S: FileSystem>(view: &View<S::File>, head: &Head, past: &Past<'_, S>, file: &Identity) -> Result<bool> {
    if view.boot.is(&head.boot) {
        return Ok(false);
    }
    // The anchor may have outlived records that were not flushed.
    let anchored = view.anchor.as_ref().map(|anchor| anchor.document);
    let is_anchored = anchored.is_some_and(|anchored| (anchored.ino, anchored.mtime) == (file.ino, file.mtime));
    Ok(is_anchored || was_published(past, file)?)
}

/// A file of zeros is one that was never written to the disk, whoever made it.
fn has_nothing(text: &[u8]) -> bool {
    text.iter().all(|&byte| byte == 0)
}

fn nothing_but_nul() -> Finding {
    Finding::Kept(Keep::Replaced, "the document was NUL bytes and nothing else".to_owned())
}

/// Why the document is behind its log; nothing worth saying if a writer just died.
fn out_of_date<F>(view: &View<F>, head: &Head) -> Option<String> {
    if view.boot.is(&head.boot) {
        return None;
    }
    let why = if view.boot.is_after(&head.boot) {
        "the document was out of date after a power cut"
    } else {
        "the document was out of date: its writer died, or the power was cut"
    };
    Some(why.to_owned())
}

/// Whether the document is the one before the last record, which lies in the temporary file:
/// its writer did not get to the rename. Told without the lock file too.
fn is_before_unpublished<S: FileSystem>(
    files: &ContextFiles<S>,
    view: &View<S::File>,
    head: &Head,
    past: &Past<'_, S>,
    digests: [Digest; 2],
) -> Result<bool> {
    let left = match temporary_digest(files) {
        Err(_) if !view.is_to_write() => None,
        left => left?,
    };
    Ok(left == Some(head.post) && digest_before_head(past)?.is_some_and(|before| digests.contains(&before)))
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
