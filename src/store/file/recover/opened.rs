//! What an opener finds: the document, the log and the anchor, opened at one
//! instant, under the lock.

use std::io;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::digest::Digest;
use crate::log::entry::Revision;
use crate::platform::boot::Boot;
use crate::platform::filesystem::{Access, FileSystem, OpenFile, Section, Stat, read_up_to, zeros};
use crate::platform::identity::Identity;
use crate::platform::io_failure::{io_failure, not_a_document};
use crate::store::file::journal::Journal;
use crate::store::file::journal::end::{Tail, tail};
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::lock::anchor::Anchor;
use crate::text::size::{MOST, Size};

/// The last record of the log, as far as a writer needs it.
#[derive(Clone, Debug)]
pub struct Head {
    pub rev: Revision,
    pub h: Digest,
    pub post: Digest,
    /// The boot in which it was written; empty if that is unknown.
    pub boot: String,
    /// Where it ends in the log.
    pub end: u64,
    /// How many bytes of records follow the last one with a whole state, if known.
    pub since_state: Option<u64>,
    /// The digest of the document that the log gives, where something in it is redacted.
    pub redacted_post: Option<Digest>,
    /// It has an HMAC, as far as a writer looked.
    pub keyed: bool,
    /// Who wrote it, as far as a writer looked.
    pub agent: Option<String>,
}

impl Head {
    /// A revision of which only the number and the digest are known: the log that had its record is gone.
    #[must_use]
    pub fn without_log(rev: Revision, h: Digest) -> Self {
        let boot = String::new();
        Self { rev, h, post: h, boot, end: 0, since_state: Some(0), redacted_post: None, keyed: false, agent: None }
    }
}

/// An open document.
pub struct OpenDocument<F> {
    pub file: F,
    pub identity: Identity,
    pub stat: Stat,
}

/// What lies on disk.
pub struct View<F> {
    pub anchor: Option<Anchor>,
    pub document: Option<OpenDocument<F>>,
    pub journal: Option<Journal<F>>,
    /// What a writer left that died before its rename, where the log alone may not do.
    temporary: io::Result<Option<F>>,
    pub boot: Boot,
    /// The view is a writer's, who builds on the last record and so looks at it.
    to_write: bool,
}

impl<F: OpenFile> View<F> {
    /// Opens what there is. The caller holds the lock, or does without.
    ///
    /// # Errors
    /// Files that cannot be opened, or are no regular files.
    pub fn open<S>(files: &ContextFiles<S>, anchor: Option<Anchor>, write: bool) -> Result<Self>
    where
        S: FileSystem<File = F>,
    {
        let (document, journal) = (open_document(files)?, Journal::open(&files.system, &files.log, write)?);
        let boot = files.system.boot_id().map_err(|e| io_failure("read the boot id for", &files.document, &e))?;
        let mut view = Self { anchor, document, journal, temporary: Ok(None), boot: Boot::of(&boot), to_write: write };
        if view.current_anchor().is_none_or(|anchor| anchor.redacted_post.is_some()) {
            view.temporary = match files.system.open(&files.temporary, Access::Read) {
                Err(e) if is_nothing_of_ours(&e) => Ok(None),
                opened => opened.map(Some),
            };
        }
        Ok(view)
    }

    /// The bytes that a writer was about to publish, if they have this digest.
    ///
    /// # Errors
    /// Those of open(2), fstat(2) and pread(2).
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
        file.read_exact_at(&mut bytes, 0)?;
        Ok(Some(bytes))
    }

    /// The anchor, if it was written in this boot and nobody has touched the log since.
    fn current_anchor(&self) -> Option<&Anchor> {
        let (anchor, journal) = (self.anchor.as_ref()?, self.journal.as_ref()?);
        let is_of_log = anchor.log > 0 && anchor.log == journal.len() && anchor.log_file == Some(journal.opened());
        (is_of_log && self.boot.is(&anchor.boot)).then_some(anchor)
    }

    #[must_use]
    pub fn is_to_write(&self) -> bool {
        self.to_write
    }

    /// Whether the document's stat alone proves that it is the anchor's revision.
    #[must_use]
    pub fn is_as_published(&self) -> bool {
        self.current_anchor().is_some_and(|anchor| anchor.exact && self.is_at(anchor))
    }

    /// Whether the anchor speaks of this document and this log.
    #[must_use]
    pub fn is_anchored(&self) -> bool {
        self.current_anchor().is_some_and(|anchor| self.is_at(anchor))
    }

    /// Whether the log's name is known to be durable in its directory: if it was not
    /// made in this boot, it may have been, and nothing says that it was flushed.
    #[must_use]
    pub fn log_is_named(&self) -> bool {
        self.journal.is_some() && self.anchor.as_ref().is_some_and(|a| self.boot.is(&a.boot) && a.log_is_named)
    }

    /// Whether the document, which has one of these digests, is the very file that the anchor
    /// speaks of: perhaps one that was rebuilt with hashes in place of what was redacted.
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

    /// The last record; `None` if the log has none.
    ///
    /// # Errors
    /// A log whose last line is damaged, or whose end was cut off.
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
                agent: None,
            }));
        }
        let Some(journal) = &self.journal else { return Ok(None) };
        match tail(journal, &self.boot)? {
            Tail::Sound { entry, .. } if self.was_ahead_of(entry.link.rev) => Err(journal.cut_short(entry.link.rev)),
            Tail::Sound { entry, end } => Ok(Some(Head {
                rev: entry.link.rev,
                h: entry.h,
                post: entry.link.post,
                boot: entry.change.author.boot.clone(),
                end,
                redacted_post: entry.change.redacted_post,
                keyed: entry.hmac.is_some(),
                agent: Some(entry.change.author.agent.clone()),
                since_state: anchor.map(|a| a.since_state).or(entry.change.state.is_some().then_some(0)),
            })),
            Tail::Empty => Ok(None),
        }
    }
}

/// Whether no writer left a temporary file there: there is none, or a link was planted.
#[must_use]
pub fn is_nothing_of_ours(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound || error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

/// Opens the document; `None` if there is none.
///
/// # Errors
/// A document that cannot be opened, or that is no regular file.
pub fn open_document<S: FileSystem>(files: &ContextFiles<S>) -> Result<Option<OpenDocument<S::File>>> {
    let path = &files.document;
    let file = match files.system.open(path, Access::Read) {
        Ok(file) => file,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(io_failure("open", path, &e).into()),
    };
    let stat = file.stat().map_err(|e| io_failure("look at", path, &e))?;
    if !stat.is_regular() {
        return Err(not_a_document(path, stat.kind).into());
    }
    Ok(Some(OpenDocument { file, identity: Identity::of(&stat), stat }))
}

/// Reads a document. No limit that somebody is set up with keeps it from being read, since
/// whoever wrote it had another one; [`MOST`] protects the memory.
///
/// # Errors
/// A document that cannot be read, or that nobody could have written with ctx.
pub fn read_document<S: FileSystem>(files: &ContextFiles<S>, document: &OpenDocument<S::File>) -> Result<Vec<u8>> {
    if document.identity.size > MOST {
        return Err(nobody_wrote(files).into());
    }
    let size = usize::try_from(document.identity.size).unwrap_or(usize::MAX);
    let limit = usize::try_from(MOST).unwrap_or(usize::MAX);
    let failed = |e: io::Error| io_failure("read", &files.document, &e);
    let mut bytes = zeros(size.min(limit).saturating_add(1)).map_err(failed)?;
    let read = read_up_to(&document.file, &mut bytes, 0).map_err(failed)?;
    bytes.truncate(read);
    if bytes.len() > limit {
        return Err(nobody_wrote(files).into());
    }
    Ok(bytes)
}

fn nobody_wrote(files: &ContextFiles<impl FileSystem>) -> Failure {
    let shown = files.document.display();
    let why = format!("could not read {shown}: it is larger than {}", Size::new(MOST));
    Failure::new(Kind::BadData, why)
        .fact("file", shown.to_string())
        .fact("limit", MOST)
        .hint("no ctx wrote that; put a document in its place, or move it away")
}
