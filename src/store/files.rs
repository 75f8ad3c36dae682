//! The four files of a context, and where they are.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use anyhow::Result;
use rustix::fs::{AtFlags, CWD, FileType, StatxAttributes, StatxFlags};

use super::io_failure::{io_failure, not_a_regular_file};
use crate::error::{Failure, Kind};

/// The document and what stands beside it.
#[derive(Clone, Debug)]
pub struct ContextFiles {
    pub document: PathBuf,
    pub log: PathBuf,
    pub lock: PathBuf,
    pub temporary: PathBuf,
    pub directory: PathBuf,
}

impl ContextFiles {
    /// The files of the context at `path`. A link is resolved once, here, and
    /// kept: the other files stand beside what it points to.
    ///
    /// # Errors
    /// A document that is no regular file, a link to nothing, or a missing directory.
    pub fn resolve(path: &Path) -> Result<Self> {
        match file_type(path) {
            Ok(Some(FileType::Symlink)) => Self::resolve(&follow(path)?),
            Ok(Some(FileType::RegularFile) | None) => Ok(Self::beside(path)),
            Ok(Some(FileType::Directory)) => Err(not_a_regular_file(path, "a directory")
                .hint(format!("name the file in it: {}", path.join("context.json").display()))
                .into()),
            Ok(Some(FileType::Fifo)) => Err(not_a_regular_file(path, "a FIFO").into()),
            Ok(Some(_)) => Err(not_a_regular_file(path, "a device or socket").into()),
            Err(e) => Err(io_failure("look at", path, &e).into()),
        }
    }

    fn beside(path: &Path) -> Self {
        let directory = path.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = path.file_name().unwrap_or(OsStr::new("context.json"));
        let named = |before: &str, after: &str| {
            let mut text = OsString::from(before);
            text.push(name);
            text.push(after);
            path.with_file_name(text)
        };
        Self {
            document: path.to_owned(),
            log: named("", ".audit.jsonl"),
            lock: named("", ".lock"),
            temporary: named(".", ".tmp"),
            directory: directory.to_owned(),
        }
    }

    /// A file beside the document that keeps bytes which recovery replaced.
    #[must_use]
    pub fn saved(original: &Path, why: &str, digest: &crate::model::digest::Digest) -> PathBuf {
        let mut name = original.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{why}-{}", digest.short()));
        original.with_file_name(name)
    }

    /// Refuses a document that is mounted by itself: it cannot be replaced by a
    /// rename, and the files beside it are not shared with whoever mounted it.
    ///
    /// # Errors
    /// The refusal.
    pub fn refuse_mounted_file(&self) -> Result<()> {
        let flags = (AtFlags::SYMLINK_NOFOLLOW, StatxFlags::TYPE);
        let Ok(stat) = rustix::fs::statx(CWD, &self.document, flags.0, flags.1) else { return Ok(()) };
        if !stat.stx_attributes.contains(StatxAttributes::MOUNT_ROOT) {
            return Ok(());
        }
        let shown = self.document.display();
        let why = format!("could not use {shown}: it is mounted by itself, so it cannot be replaced atomically");
        Err(Failure::new(Kind::Refused, why)
            .fact("file", shown.to_string())
            .hint("mount the directory that holds it instead")
            .into())
    }
}

/// Where a link leads in the end.
fn follow(path: &Path) -> Result<PathBuf> {
    std::fs::canonicalize(path).map_err(|e| {
        let failure = io_failure("follow the link", path, &e);
        if e.raw_os_error() != Some(rustix::io::Errno::LOOP.raw_os_error()) {
            return failure.into();
        }
        // Everywhere else this error means that a link stands where none may.
        let shown = path.display();
        Failure::new(failure.kind, format!("could not follow the link {shown}: {e}"))
            .fact("file", shown.to_string())
            .into()
    })
}

fn file_type(path: &Path) -> std::io::Result<Option<FileType>> {
    match rustix::fs::lstat(path) {
        Ok(stat) => Ok(Some(FileType::from_raw_mode(stat.st_mode))),
        Err(rustix::io::Errno::NOENT) => Ok(None),
        Err(e) => Err(e.into()),
    }
}
