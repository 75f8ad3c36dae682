//! Inspecting a context from outside, for `ctx doctor`. Changes nothing.

mod rights;

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::platform::filesystem::native::Native;
use crate::platform::filesystem::{Access, FileSystem as _, Fixed, OpenFile, Sharing, Waiting, is_contended};
use crate::platform::io_failure::io_failure;
use crate::store::file::layout::document::open_document;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::layout::own::{is_kept, is_sidecar};
use crate::store::file::layout::replaceable::Hindrance;

pub use crate::store::file::maintain::inspect::rights::Rights;
use crate::store::file::maintain::inspect::rights::rights;

/// An inspection of the place where a context is, or could be.
pub struct Inspection {
    files: ContextFiles<Native>,
}

impl Inspection {
    /// Inspects the place of the context at `path`.
    ///
    /// # Errors
    /// Fails if the document is not a regular file, or is a link to nothing.
    pub fn of(path: &Path) -> Result<Self> {
        Ok(Self { files: ContextFiles::resolve(Native, path)? })
    }

    #[must_use]
    pub fn document_path(&self) -> &Path {
        &self.files.document
    }

    #[must_use]
    pub fn lock_path(&self) -> &Path {
        &self.files.lock
    }

    #[must_use]
    pub fn directory_path(&self) -> &Path {
        &self.files.directory
    }

    /// Whether a process has the lock exclusively now.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        let lock = self.files.system.open(&self.files.lock, Access::Read);
        lock.is_ok_and(|file| OpenFile::lock(&file, Sharing::Shared, Waiting::No).is_err_and(|e| is_contended(&e)))
    }

    #[must_use]
    pub fn document(&self) -> Option<Rights> {
        rights(&self.files.document)
    }

    #[must_use]
    pub fn log(&self) -> Option<Rights> {
        rights(&self.files.log)
    }

    #[must_use]
    pub fn directory(&self) -> Option<Rights> {
        rights(&self.files.directory)
    }

    #[must_use]
    pub fn lock(&self) -> Option<Rights> {
        rights(&self.files.lock)
    }

    /// What keeps this process from replacing the document.
    ///
    /// # Errors
    /// Fails if the document cannot be opened, or if stat(2) fails.
    pub fn hindrance(&self) -> Result<Option<Hindrance>> {
        let document = open_document(&self.files)?;
        let found = self.files.hindrance(document.as_ref());
        found.map_err(|e| io_failure("look at", &self.files.directory, &e).into())
    }

    /// The temporary file that a dead writer left.
    #[must_use]
    pub fn temporary(&self) -> Option<Rights> {
        rights(&self.files.temporary)
    }

    /// What is in the place of the files that a writer creates.
    #[must_use]
    pub fn unpublished(&self) -> Vec<Rights> {
        self.made().iter().filter_map(|path| rights(path)).collect()
    }

    /// The older logs, sorted.
    ///
    /// # Errors
    /// Fails if readdir(3) fails.
    pub fn segments(&self) -> Result<Vec<Rights>> {
        let segments = self.beside(is_segment)?;
        Ok(segments.iter().filter(|path| **path != self.files.log).filter_map(|path| rights(path)).collect())
    }

    /// Directories in the place of the files that a writer creates, which cannot be replaced by files.
    #[must_use]
    pub fn in_the_way(&self) -> Vec<PathBuf> {
        self.made().into_iter().filter(|path| path.symlink_metadata().is_ok_and(|m| m.is_dir())).collect()
    }

    /// The files that a writer creates, until they have another name.
    fn made(&self) -> [PathBuf; 3] {
        [self.files.temporary.clone(), self.files.next_log.clone(), self.files.next_segment()]
    }

    /// The files beside the document that hold its content, now or before, and the lock; sorted.
    ///
    /// # Errors
    /// Fails if readdir(3) fails.
    pub fn sidecars(&self) -> Result<Vec<Rights>> {
        let sidecars = self.beside(is_sidecar)?;
        Ok(sidecars.iter().filter(|path| !is_something_else(path)).filter_map(|path| rights(path)).collect())
    }

    /// The files in which recovery saved bytes, sorted.
    ///
    /// # Errors
    /// Fails if readdir(3) fails.
    pub fn kept(&self) -> Result<Vec<PathBuf>> {
        self.beside(is_kept)
    }

    /// The files beside the document whose names `chosen` accepts, given the document's name too; sorted.
    fn beside(&self, chosen: impl Fn(&OsStr, &OsStr) -> bool) -> Result<Vec<PathBuf>> {
        let (directory, name) = (&self.files.directory, self.files.document.file_name().unwrap_or_default());
        let failed = |e: io::Error| io_failure("list", directory, &e);
        let mut found = Vec::new();
        for entry in std::fs::read_dir(directory).map_err(failed)? {
            let entry = entry.map_err(failed)?.file_name();
            if chosen(&entry, name) {
                found.push(self.files.document.with_file_name(entry));
            }
        }
        found.sort();
        Ok(found)
    }

    /// Whether the document is mounted by itself.
    #[must_use]
    pub fn is_mounted_file(&self) -> bool {
        self.files.system.fixed(&self.files.document) == Some(Fixed::Mounted)
    }

    /// The number of the kind of file system (statfs(2), `f_type`).
    ///
    /// # Errors
    /// Fails if statfs(2) fails.
    pub fn file_system(&self) -> Result<u64> {
        let directory = &self.files.directory;
        let stat = rustix::fs::statfs(directory).map_err(|e| io_failure("look at", directory, &e.into()))?;
        // These numbers have 32 bits, and some are negative as signed ones.
        Ok(u64::try_from(stat.f_type).unwrap_or_default() & 0xffff_ffff)
    }

    /// Whether locking excludes other processes: locks a new file beside the context, and asks `other`
    /// whether another process gets the lock on that path too.
    ///
    /// # Errors
    /// Fails if the file cannot be created, locked or removed, or if `other` fails.
    pub fn locking_excludes(&self, other: &mut dyn FnMut(&Path) -> Result<bool>) -> Result<bool> {
        let path = self.files.directory.join(format!(".ctx-doctor-{}.lock", std::process::id()));
        let system = &self.files.system;
        if matches!(system.fixed(&self.files.directory), Some(Fixed::AppendOnly)) {
            // The file could not be removed again.
            return Err(io_failure("make", &path, &rustix::io::Errno::PERM.into()).into());
        }
        let file = system.open(&path, Access::CreateNew).map_err(|e| io_failure("make", &path, &e))?;
        let locked = OpenFile::lock(&file, Sharing::Exclusive, Waiting::No);
        let tried = locked.map_err(|e| io_failure("lock", &path, &e).into()).and_then(|()| other(&path));
        system.unlink(&path).map_err(|e| io_failure("remove", &path, &e))?;
        tried.map(|got_it| !got_it)
    }
}

/// Whether this process gets the lock on a file now.
///
/// # Errors
/// Fails if open(2) or flock(2) fails.
pub fn gets_lock(path: &Path) -> Result<bool> {
    let file = Native.open(path, Access::Read).map_err(|e| io_failure("open", path, &e))?;
    match OpenFile::lock(&file, Sharing::Exclusive, Waiting::No) {
        Ok(()) => Ok(true),
        Err(e) if is_contended(&e) => Ok(false),
        Err(e) => Err(io_failure("lock", path, &e).into()),
    }
}

fn is_something_else(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|metadata| !metadata.is_file())
}

fn is_segment(entry: &OsStr, document: &OsStr) -> bool {
    let (entry, document) = (entry.to_string_lossy(), document.to_string_lossy());
    let rest = entry.strip_prefix(&*document);
    let suffixed = rest.and_then(|rest| rest.strip_suffix(".jsonl").or_else(|| rest.strip_suffix(".gz")));
    suffixed.is_some_and(|rest| rest.starts_with(".audit."))
}
