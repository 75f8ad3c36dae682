//! The files of a context, and their paths.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::digest::Digest;
use crate::log::entry::Revision;
use crate::platform::attributes::Attributes;
use crate::platform::filesystem::{Access, FileKind, FileSystem};
use crate::platform::io_failure::{io_failure, not_a_document, not_a_regular_file};
use crate::text::shell::shell_path;

/// The longest name of a document, in bytes: 255 less the longest suffix of a file beside it.
const LONGEST_NAME: usize = 255 - ".audit.000000000000.jsonl.corrupt-000000000000".len();

/// The paths of the document and of the files beside it.
#[derive(Clone, Debug)]
pub struct ContextFiles<S> {
    pub system: S,
    pub document: PathBuf,
    pub log: PathBuf,
    pub lock: PathBuf,
    pub temporary: PathBuf,
    /// The new log of a rotation, until it replaces the old one.
    pub next_log: PathBuf,
    pub directory: PathBuf,
}

impl<S: FileSystem> ContextFiles<S> {
    /// The files of the context at `path`. A link is resolved once, here, and kept: the other files are
    /// beside its target.
    ///
    /// # Errors
    /// Fails if `path` leads to something else than a regular file, or cannot be looked at.
    pub fn resolve(system: S, path: &Path) -> Result<Self> {
        let kind = match system.stat(path) {
            Ok(stat) => stat.kind,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => FileKind::Regular,
            Err(e) => return Err(io_failure("look at", path, &e).into()),
        };
        match kind {
            FileKind::Regular => Ok(Self::beside(system, path)),
            FileKind::Link => {
                let target = follow(&system, path)?;
                Self::resolve(system, &target)
            }
            FileKind::Directory => Err(not_a_regular_file(path, kind)
                .hint(format!("name the file in it: {}", shell_path(&path.join("context.json"))))
                .into()),
            FileKind::Fifo | FileKind::Other => Err(not_a_document(path, kind).into()),
        }
    }

    /// The files of a context whose document is, or will be, at `path` itself.
    #[must_use]
    pub fn beside(system: S, path: &Path) -> Self {
        let directory = path.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = path.file_name().unwrap_or(OsStr::new("context.json"));
        let named = |before: &str, after: &str| {
            let mut text = OsString::from(before);
            text.push(name);
            text.push(after);
            path.with_file_name(text)
        };
        Self {
            system,
            document: path.to_owned(),
            log: named("", ".audit.jsonl"),
            lock: named("", ".lock"),
            temporary: named(".", ".tmp"),
            next_log: named(".", ".audit.tmp"),
            directory: directory.to_owned(),
        }
    }

    /// The directory of files that are kept by their digest: `files` beside the document of a directory that is
    /// ctx's own, or else one that has the name of the document, since others may have theirs beside it.
    #[must_use]
    pub fn kept_in(&self) -> PathBuf {
        let name = self.document.file_name().unwrap_or_default();
        // The working directory may be the one that is meant.
        let directory = self.system.resolve(&self.directory).unwrap_or_else(|_| self.directory.clone());
        let is_own = directory.file_name().is_some_and(|directory| directory == ".ctx");
        if is_own && name == "context.json" {
            return self.document.with_file_name("files");
        }
        let mut name = name.to_owned();
        name.push(".files");
        self.document.with_file_name(name)
    }

    /// The file of this digest, where it is kept.
    #[must_use]
    pub fn kept(&self, digest: &Digest) -> PathBuf {
        self.kept_in().join(digest.to_string())
    }

    /// The segment whose last record is of this revision.
    #[must_use]
    pub fn segment(&self, last: Revision) -> PathBuf {
        self.segment_named(last, "jsonl")
    }

    /// The same segment, compressed. If both are there, a process died before it removed the first.
    #[must_use]
    pub fn packed_segment(&self, last: Revision) -> PathBuf {
        self.segment_named(last, "gz")
    }

    fn segment_named(&self, last: Revision, extension: &str) -> PathBuf {
        let mut name = self.document.file_name().unwrap_or_default().to_owned();
        name.push(format!(".audit.{:012}.{extension}", last.number()));
        self.document.with_file_name(name)
    }

    /// The file that is about to take the place of a segment.
    #[must_use]
    pub fn next_segment(&self) -> PathBuf {
        let mut name = OsString::from(".");
        name.push(self.document.file_name().unwrap_or_default());
        name.push(".audit.old.tmp");
        self.document.with_file_name(name)
    }

    /// Refuses to begin a context whose name leaves no room for the suffixes of the files beside it,
    /// some of which may be needed only years later.
    ///
    /// # Errors
    /// Fails with the refusal.
    pub fn refuse_long_name(&self) -> Result<()> {
        let length = self.document.file_name().map_or(0, OsStr::len);
        if length <= LONGEST_NAME || self.system.stat(&self.log).is_ok() {
            return Ok(());
        }
        let why = format!("the name of the file is {length} bytes long, and what stands beside it needs the room");
        Err(Failure::new(Kind::Refused, why)
            .fact("longest", LONGEST_NAME)
            .hint(format!("a name of at most {LONGEST_NAME} bytes"))
            .into())
    }

    /// Makes the names beside the document durable.
    ///
    /// # Errors
    /// Fails if open(2) or fsync(2) fails.
    pub fn flush_names(&self) -> Result<(), Failure> {
        let directory = &self.directory;
        self.system.flush_directory(directory).map_err(|e| io_failure("flush", directory, &e))
    }

    /// The owner and permissions of the document, or of the log where there is no document; `None`
    /// if there is neither.
    ///
    /// # Errors
    /// Fails if open(2), fstat(2) or reading the extended attributes fails.
    pub fn attributes(&self) -> io::Result<Option<Attributes>> {
        for path in [&self.document, &self.log] {
            match self.system.open(path, Access::Read) {
                Err(e) if e.kind() == io::ErrorKind::NotFound => {}
                file => return Attributes::of(&file?).map(Some),
            }
        }
        Ok(None)
    }
}

/// The target of a link, through all others.
fn follow(system: &impl FileSystem, path: &Path) -> Result<PathBuf> {
    system.resolve(path).map_err(|e| {
        let failure = io_failure("follow the link", path, &e);
        let word = shell_path(path);
        let hint = format!("see where it leads: ls -l {word}; and mend it, or remove it: rm {word}");
        if e.kind() == std::io::ErrorKind::NotFound {
            return failure.hint(hint).into();
        }
        if e.raw_os_error() != Some(rustix::io::Errno::LOOP.raw_os_error()) {
            return failure.into();
        }
        // Everywhere else this error means that a link is where none may be.
        let shown = path.display();
        Failure::new(failure.kind, format!("could not follow the link {shown}: {e}"))
            .fact("file", shown.to_string())
            .hint(hint)
            .into()
    })
}

/// The path beside `original` of the file that holds bytes which recovery replaced.
#[must_use]
pub fn saved(original: &Path, why: &str, digest: &Digest) -> PathBuf {
    let mut name = original.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{why}-{}", digest.short()));
    original.with_file_name(name)
}
