//! What an opener finds: the document, the log and the anchor, opened at one
//! instant, under the lock.

use std::fs::File;
use std::io::{self, Read as _};
use std::os::unix::fs::OpenOptionsExt as _;

use anyhow::Result;

use super::anchor::Anchor;
use super::files::ContextFiles;
use super::identity::Identity;
use super::io_failure::{io_failure, not_a_regular_file};
use super::journal::{Journal, Tail};
use crate::error::{Failure, Kind};
use crate::model::digest::Digest;
use crate::model::entry::Revision;

/// The last record of the log, as far as a writer needs it.
#[derive(Clone, Debug)]
pub struct Head {
    pub rev: Revision,
    pub h: Digest,
    pub post: Digest,
    /// The boot in which it was written.
    pub boot: String,
    /// Where it ends in the log.
    pub end: u64,
    /// How many bytes of records follow the last one with a whole state, if known.
    pub since_state: Option<u64>,
}

/// An open document.
pub struct OpenDocument {
    pub file: File,
    pub identity: Identity,
}

/// What lies on disk.
pub struct View {
    pub anchor: Option<Anchor>,
    pub document: Option<OpenDocument>,
    pub journal: Option<Journal>,
    pub boot: String,
    /// The view is a writer's, who builds on the last record and so looks at it.
    to_write: bool,
}

impl View {
    /// Opens what there is. The caller holds the lock, or does without.
    ///
    /// # Errors
    /// Files that cannot be opened, or are no regular files.
    pub fn open(files: &ContextFiles, anchor: Option<Anchor>, boot: String, write: bool) -> Result<Self> {
        let (document, journal) = (open_document(files)?, Journal::open(&files.log, write)?);
        Ok(Self { anchor, document, journal, boot, to_write: write })
    }

    /// The anchor, if it was written in this boot and the log has not grown since.
    fn current_anchor(&self) -> Option<&Anchor> {
        let len = self.journal.as_ref().map(Journal::len);
        self.anchor.as_ref().filter(|a| a.boot == self.boot && Some(a.log) == len && a.log > 0)
    }

    /// Whether the document's stat alone proves that it is the anchor's revision.
    #[must_use]
    pub fn is_as_published(&self) -> bool {
        self.current_anchor().is_some_and(|anchor| anchor.exact && self.is_untouched(anchor))
    }

    /// Whether the document is the very file that was published with the anchor.
    #[must_use]
    pub fn is_untouched(&self, anchor: &Anchor) -> bool {
        anchor.boot == self.boot && self.document.as_ref().is_some_and(|d| d.identity == anchor.document)
    }

    /// Whether a later revision was written in this boot, in which nothing is lost.
    fn was_ahead_of(&self, rev: Revision) -> bool {
        self.anchor.as_ref().is_some_and(|anchor| anchor.boot == self.boot && anchor.rev > rev)
    }

    /// The last record; `None` if the log has none.
    ///
    /// # Errors
    /// A log whose last line is damaged, or whose end was cut off.
    pub fn head(&self) -> Result<Option<Head>> {
        if let Some(anchor) = self.current_anchor()
            && let (Some(h), Some(post)) = (anchor.h(), anchor.post())
        {
            let since_state = Some(anchor.since_state);
            if let Some(journal) = self.journal.as_ref().filter(|_| self.to_write) {
                journal.tail()?;
            }
            return Ok(Some(Head {
                rev: anchor.rev,
                h,
                post,
                boot: anchor.boot.clone(),
                end: anchor.log,
                since_state,
            }));
        }
        let Some(journal) = &self.journal else { return Ok(None) };
        match journal.tail()? {
            Tail::Sound { entry, .. } if self.was_ahead_of(entry.link.rev) => Err(journal.cut_short(entry.link.rev)),
            Tail::Sound { entry, end } => Ok(Some(Head {
                rev: entry.link.rev,
                h: entry.h,
                post: entry.link.post,
                boot: entry.change.author.boot.clone(),
                end,
                since_state: entry.change.state.is_some().then_some(0),
            })),
            Tail::Empty => Ok(None),
        }
    }
}

/// Opens the document; `None` if there is none.
///
/// # Errors
/// A document that cannot be opened, or that is no regular file.
pub fn open_document(files: &ContextFiles) -> Result<Option<OpenDocument>> {
    use rustix::fs::OFlags;
    let path = &files.document;
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC).bits().cast_signed();
    let file = match std::fs::OpenOptions::new().read(true).custom_flags(flags).open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(io_failure("open", path, &e).into()),
    };
    let metadata = file.metadata().map_err(|e| io_failure("look at", path, &e))?;
    if !metadata.is_file() {
        return Err(not_a_regular_file(path, "something else").into());
    }
    Ok(Some(OpenDocument { file, identity: Identity::of(&metadata) }))
}

/// Reads a document, `max_size` and one byte at the most.
///
/// # Errors
/// A document that cannot be read, or is larger.
pub fn read_document(files: &ContextFiles, document: &OpenDocument, max_size: u64) -> Result<Vec<u8>> {
    let expected = document.identity.size.min(max_size).saturating_add(1);
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or_default());
    let read = (&document.file).take(max_size.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|e| io_failure("read", &files.document, &e))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > max_size {
        let shown = files.document.display();
        return Err(Failure::new(Kind::BadData, format!("could not read {shown}: it is larger than {max_size} bytes"))
            .fact("file", shown.to_string())
            .hint("CTX_MAX_SIZE sets the limit, in bytes")
            .into());
    }
    Ok(bytes)
}
