//! The four files of a context, and where they are.

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

/// The longest name of a document, in bytes, of the 255 that a file's may have.
const LONGEST_NAME: usize = 255 - ".audit.000000000000.jsonl.corrupt-000000000000".len();

/// The document and what stands beside it.
#[derive(Clone, Debug)]
pub struct ContextFiles<S> {
    pub system: S,
    pub document: PathBuf,
    pub log: PathBuf,
    pub lock: PathBuf,
    pub temporary: PathBuf,
    /// The new log, until it takes the place of one that is rotated.
    pub next_log: PathBuf,
    pub directory: PathBuf,
}

impl<S: FileSystem> ContextFiles<S> {
    /// The files of the context at `path`. A link is resolved once, here, and
    /// kept: the other files stand beside what it points to.
    ///
    /// # Errors
    /// A document that is no regular file, a link to nothing, or a missing directory.
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

    /// The files of a context whose document is, or would be, at `path` itself.
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

    /// The older log whose last record is of this revision.
    #[must_use]
    pub fn segment(&self, last: Revision) -> PathBuf {
        let mut name = self.document.file_name().unwrap_or_default().to_owned();
        name.push(format!(".audit.{:012}.jsonl", last.number()));
        self.document.with_file_name(name)
    }

    /// Refuses to begin a context whose name leaves no room for those of the files beside it:
    /// some of them are made in years only.
    ///
    /// # Errors
    /// The refusal.
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

    /// To whom the document belongs and whom it lets in; where there is none, the log, which can
    /// give it back. `None` where nothing is yet.
    ///
    /// # Errors
    /// Those of open(2), fstat(2) and of reading extended attributes.
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

/// Where a link leads in the end.
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
        // Everywhere else this error means that a link stands where none may.
        let shown = path.display();
        Failure::new(failure.kind, format!("could not follow the link {shown}: {e}"))
            .fact("file", shown.to_string())
            .hint(hint)
            .into()
    })
}

/// A file beside `original` that keeps bytes which recovery replaced.
#[must_use]
pub fn saved(original: &Path, why: &str, digest: &Digest) -> PathBuf {
    let mut name = original.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{why}-{}", digest.short()));
    original.with_file_name(name)
}
