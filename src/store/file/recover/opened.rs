//! The document, the log and the anchor, opened at one instant.

use std::io;
use std::sync::Arc;

use anyhow::Result;

use crate::log::digest::Digest;
use crate::log::entry::Revision;
use crate::platform::boot::Boot;
use crate::platform::filesystem::{Access, FileSystem, OpenFile, ReadAt as _, Section, zeros};
use crate::platform::identity::Identity;
use crate::platform::io_failure::io_failure;
use crate::store::file::journal::Journal;
use crate::store::file::journal::end::{LastRecord, last_record};
use crate::store::file::journal::head::Head;
use crate::store::file::journal::records::Records;
use crate::store::file::layout::document::{OpenDocument, open_document};
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::lock::anchor::Anchor;
use crate::store::file::lock::locked::Locked;
use crate::store::file::lock::pending::Unpublished;
use crate::text::size::MOST;

/// The files of a context, open. Only names are taken from the paths afterwards: a published inode
/// never changes.
pub struct Opened<F> {
    pub anchor: Option<Anchor>,
    pub document: Option<Arc<OpenDocument<F>>>,
    pub journal: Option<Journal<F>>,
    /// The temporary file of a writer that died before its rename, where the log alone may not
    /// suffice to rebuild the document.
    temporary: io::Result<Option<F>>,
    pub boot: Boot,
    /// Opened by a writer, who builds on the last record and so reads it.
    to_write: bool,
    /// What is pending: then `document` is the one that is to be published, and `anchor` its anchor.
    pub unpublished: Option<Unpublished>,
}

impl<F: OpenFile> Opened<F> {
    /// Opens the files for a writer.
    ///
    /// # Errors
    /// Fails if one cannot be opened or is not a regular file.
    pub fn under<S>(locked: &Locked<'_, S>) -> Result<Self>
    where
        S: FileSystem<File = F>,
    {
        // An anchor tells a crash from an edit, so one that cannot be read is not taken for missing.
        let lock = &locked.files.lock;
        let anchor = Anchor::read(locked.held().file()).map_err(|e| io_failure("read", lock, &e))?;
        Self::open(locked.files, anchor, true)
    }

    /// Opens the files for a reader, who holds the turn or does without.
    ///
    /// # Errors
    /// As [`Opened::under`].
    pub fn to_read<S>(files: &ContextFiles<S>, anchor: Option<Anchor>) -> Result<Self>
    where
        S: FileSystem<File = F>,
    {
        Self::open(files, anchor, false)
    }

    /// Opens the files again, with the anchor as it was.
    ///
    /// # Errors
    /// As [`Opened::under`].
    pub fn again<S>(self, files: &ContextFiles<S>) -> Result<Self>
    where
        S: FileSystem<File = F>,
    {
        Self::open(files, self.anchor, self.to_write)
    }

    fn open<S>(files: &ContextFiles<S>, anchor: Option<Anchor>, to_write: bool) -> Result<Self>
    where
        S: FileSystem<File = F>,
    {
        let (document, journal) =
            (open_document(files)?.map(Arc::new), Journal::open(&files.system, &files.log, to_write)?);
        let boot = files.system.boot_id().map_err(|e| io_failure("read the boot id for", &files.document, &e))?;
        let mut opened =
            Self { anchor, document, journal, temporary: Ok(None), boot: Boot::of(&boot), to_write, unpublished: None };
        if opened.current_anchor().is_none_or(|anchor| anchor.redacted_post.is_some()) {
            opened.temporary = match files.system.open(&files.temporary, Access::Read) {
                Err(e) if is_nothing_of_ours(&e) => Ok(None),
                opened => opened.map(Some),
            };
        }
        Ok(opened)
    }

    /// The records that end with `head`.
    pub fn records<'r, S>(&'r self, files: &'r ContextFiles<S>, head: Option<&Head>) -> Records<'r, S>
    where
        S: FileSystem<File = F>,
    {
        Records { files, journal: self.journal.as_ref(), end: head.map_or(0, |head| head.end) }
    }

    /// The bytes that a dead writer was about to publish, if they have this digest.
    ///
    /// # Errors
    /// Fails if open(2), fstat(2) or pread(2) fails.
    pub fn unpublished(&self, post: Digest) -> io::Result<Option<Vec<u8>>> {
        let file = match &self.temporary {
            Ok(Some(file)) => file,
            Ok(None) => return Ok(None),
            Err(e) => return Err(e.raw_os_error().map_or_else(|| e.kind().into(), io::Error::from_raw_os_error)),
        };
        let stat = file.stat()?;
        if !stat.is_regular() || Digest::of_stream(&mut Section::of(file, stat.size))? != post {
            return Ok(None);
        }
        let mut bytes = zeros(usize::try_from(stat.size).unwrap_or(usize::MAX))?;
        file.read_all(&mut bytes, 0)?;
        Ok(Some(bytes))
    }

    /// The anchor, if it was written in this boot and the log has not changed since.
    fn current_anchor(&self) -> Option<&Anchor> {
        let (anchor, journal) = (self.anchor.as_ref()?, self.journal.as_ref()?);
        let is_of_log = anchor.log > 0 && anchor.log == journal.len() && anchor.log_file == Some(journal.identity());
        (is_of_log && self.boot.is(&anchor.boot)).then_some(anchor)
    }

    #[must_use]
    pub fn is_to_write(&self) -> bool {
        self.to_write
    }

    /// What was in the place of the document when the files were opened.
    #[must_use]
    pub fn in_place(&self) -> Option<Identity> {
        match &self.unpublished {
            Some(unpublished) => unpublished.in_place,
            None => self.document.as_ref().map(|document| document.identity),
        }
    }

    /// Whether the document's stat alone proves that it is the anchor's revision.
    #[must_use]
    pub fn is_as_published(&self) -> bool {
        self.current_anchor().is_some_and(|anchor| anchor.exact && self.is_at(anchor))
    }

    /// The document, if its stat proves that it is the anchor's revision, and if it has at least `least`
    /// bytes and no more than can be read.
    #[must_use]
    pub fn published(&self, least: u64) -> Option<&Arc<OpenDocument<F>>> {
        let is_of_size = |document: &&Arc<OpenDocument<F>>| (least..=MOST).contains(&document.identity.size);
        self.document.as_ref().filter(is_of_size).filter(|_| self.is_as_published())
    }

    /// Whether the anchor describes this document and this log.
    #[must_use]
    pub fn is_anchored(&self) -> bool {
        self.current_anchor().is_some_and(|anchor| self.is_at(anchor))
    }

    /// Whether the name of the log is known to be durable in its directory; an anchor of another boot
    /// proves nothing.
    #[must_use]
    pub fn log_is_named(&self) -> bool {
        self.journal.is_some() && self.anchor.as_ref().is_some_and(|a| self.boot.is(&a.boot) && a.log_is_named)
    }

    /// Whether the document, which has one of these digests, is the very file that the anchor names:
    /// perhaps one that was rebuilt with hashes in place of redacted values.
    #[must_use]
    pub fn is_untouched(&self, anchor: &Anchor, digests: [Digest; 2]) -> bool {
        let posts = [anchor.post(), anchor.redacted_post()];
        self.is_at(anchor) && (anchor.exact || posts.into_iter().flatten().any(|post| digests.contains(&post)))
    }

    fn is_at(&self, anchor: &Anchor) -> bool {
        self.boot.is(&anchor.boot) && self.document.as_ref().is_some_and(|d| d.identity == anchor.document)
    }

    /// Whether a later revision was written in this boot, in which nothing is lost.
    fn was_ahead_of(&self, rev: Revision) -> bool {
        self.anchor.as_ref().is_some_and(|anchor| self.boot.is(&anchor.boot) && anchor.rev > rev)
    }

    /// The last record; `None` if there is none. A reader takes it from the anchor where that is current.
    ///
    /// # Errors
    /// Fails if the last line of the log is damaged, or if its end was cut off.
    pub fn head(&self) -> Result<Option<Head>> {
        let anchor = self.current_anchor();
        if let Some(anchor) = anchor.filter(|_| !self.to_write)
            && let (Some(h), Some(post)) = (anchor.h(), anchor.post())
        {
            let since_state = Some(anchor.since_state);
            return Ok(Some(Head {
                rev: anchor.rev,
                h,
                post,
                boot: anchor.boot.clone(),
                end: anchor.log,
                since_state,
                redacted_post: anchor.redacted_post(),
                keyed: false,
                unflushed: 0,
                is_fast: false,
                agent: None,
            }));
        }
        let Some(journal) = &self.journal else { return Ok(None) };
        let Some(LastRecord { entry, end }) = last_record(journal, &self.boot)? else { return Ok(None) };
        if self.was_ahead_of(entry.link.rev) {
            return Err(journal.cut_short(entry.link.rev));
        }
        let since_state = anchor.map(|a| a.since_state).or(entry.change.state.is_some().then_some(0));
        Ok(Some(Head::of(&entry, end, since_state)))
    }
}

/// Whether opening a temporary file failed because there is none of ours: none, or a planted link.
#[must_use]
pub fn is_nothing_of_ours(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound || error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}
