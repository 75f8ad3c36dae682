//! The advisory locks: two on one file, which is never deleted, never renamed, and never the document
//! itself, since a rename replaces the inode, and locks on the old one are lost.
//!
//! *The lock* (flock(2)) is the right to write. One writer or one `ctx lock` holds it, and the commands
//! that `ctx lock` runs inherit it with the descriptor.
//!
//! *The turn* (an open file description lock on one byte, fcntl(2)) keeps the files still. A writer
//! holds both, and takes the turn last; a reader holds only the turn, shared, and so waits for a write
//! but for no `ctx lock`. When a lock ends, a command that inherited it may still be writing: the turn
//! keeps the next holder waiting until that is done, and from then on no such command writes.
//!
//! *The lead* (one more such byte) orders the writers whose records wait for a flush: one of them comes back for
//! the lock and flushes for all, the others wait behind it. It protects nothing: who does not get it in time goes
//! without.
//!
//! # Limitations
//! Advisory: only those who ask are kept out. Not for NFS, where the lock of another host may not be
//! seen.

pub mod anchor;
pub mod contention;
pub mod directory;
pub mod held;
pub mod hold;
pub mod inherited;
pub mod locked;
pub mod named;
pub mod pending;
pub mod planted;
pub mod slot;
pub mod wait;

use std::io;
use std::path::Path;

use crate::platform::filesystem::{Access, FileSystem, OpenFile, Sharing, Stat};
use crate::platform::io_failure::not_a_regular_file;
use crate::store::file::lock::wait::{Level, LockError, Patience, take};

/// A lock or a turn, held until dropped.
#[must_use = "the lock is released when this is dropped"]
pub struct Lock<F> {
    file: F,
    /// Another process holds the lock, and this one only the turn.
    /// Its status when it was opened: the inode stays the same, the rest may change.
    found: Stat,
    is_inherited: bool,
}

impl<F: OpenFile> Lock<F> {
    /// Takes the exclusive lock without the turn; creates the file if missing.
    ///
    /// # Errors
    /// [`LockError`].
    pub fn exclusive<S>(system: &S, path: &Path, patience: &Patience<'_>) -> Result<Self, LockError>
    where
        S: FileSystem<File = F>,
    {
        acquire(system, path, Access::Create, (Level::Lock, Sharing::Exclusive), patience)
    }

    /// Takes the lead of the writers that wait for a flush, and neither the lock nor the turn.
    ///
    /// # Errors
    /// [`LockError`].
    pub fn lead<S>(system: &S, path: &Path, patience: &Patience<'_>) -> Result<Self, LockError>
    where
        S: FileSystem<File = F>,
    {
        acquire(system, path, Access::Create, (Level::Lead, Sharing::Exclusive), patience)
    }

    /// Takes the shared lock without the turn; `None` if there is no file.
    ///
    /// # Errors
    /// [`LockError`].
    pub fn shared<S>(system: &S, path: &Path, patience: &Patience<'_>) -> Result<Option<Self>, LockError>
    where
        S: FileSystem<File = F>,
    {
        unless_missing(acquire(system, path, Access::Read, (Level::Lock, Sharing::Shared), patience))
    }

    /// Takes the shared turn, for a reader; `None` if there is no file.
    ///
    /// # Errors
    /// [`LockError`].
    pub fn look<S>(system: &S, path: &Path, patience: &Patience<'_>) -> Result<Option<Self>, LockError>
    where
        S: FileSystem<File = F>,
    {
        unless_missing(acquire(system, path, Access::Read, (Level::Turn, Sharing::Shared), patience))
    }

    /// Takes the exclusive turn, for a writer for which another process holds the lock.
    ///
    /// # Errors
    /// [`LockError`].
    pub fn inherited<S>(system: &S, path: &Path, patience: &Patience<'_>) -> Result<Self, LockError>
    where
        S: FileSystem<File = F>,
    {
        let turn = acquire(system, path, Access::Create, (Level::Turn, Sharing::Exclusive), patience)?;
        Ok(Self { is_inherited: true, ..turn })
    }

    /// Takes the exclusive turn too.
    ///
    /// # Errors
    /// [`LockError`].
    pub fn with_turn(self, patience: &Patience<'_>) -> Result<Self, LockError> {
        let Self { file, found, is_inherited } = self;
        Ok(Self { file: take(file, (Level::Turn, Sharing::Exclusive), patience)?, found, is_inherited })
    }

    /// Takes the exclusive turn alone, for a process that passes the lock on: it then knows that
    /// nobody who inherited the lock is writing.
    ///
    /// # Errors
    /// [`LockError`].
    pub fn turn<S>(system: &S, path: &Path, patience: &Patience<'_>) -> Result<Self, LockError>
    where
        S: FileSystem<File = F>,
    {
        acquire(system, path, Access::Append, (Level::Turn, Sharing::Exclusive), patience)
    }

    /// Whether another process holds the lock, and goes on holding it.
    #[must_use]
    pub fn is_inherited(&self) -> bool {
        self.is_inherited
    }

    /// The lock file, whose content is advisory.
    #[must_use]
    pub fn file(&self) -> &F {
        &self.file
    }

    /// Whether the lock file is still at its path: another one could be locked by others.
    ///
    /// # Errors
    /// Fails if lstat(2) or fstat(2) fails.
    pub fn is_in_place<S: FileSystem<File = F>>(&self, system: &S, path: &Path) -> io::Result<bool> {
        match system.stat(path) {
            Ok(at_path) => Ok(at_path.same_file(&self.found)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(e) => Err(e),
        }
    }

    /// Sets the mode of the lock file: those who may use the document must be able to use its lock.
    ///
    /// # Errors
    /// Fails if fchmod(2) fails.
    pub fn set_mode(&self, mode: u32) -> io::Result<()> {
        self.file.set_mode(mode)
    }
}

fn unless_missing<F>(result: Result<Lock<F>, LockError>) -> Result<Option<Lock<F>>, LockError> {
    match result {
        Err(LockError::Io(e)) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        result => result.map(Some),
    }
}

/// Locks the file at `path`, again if it was replaced meanwhile: a lock on a file that is no longer at
/// its path excludes nobody.
fn acquire<S: FileSystem>(
    system: &S,
    path: &Path,
    access: Access,
    what: (Level, Sharing),
    patience: &Patience<'_>,
) -> Result<Lock<S::File>, LockError> {
    loop {
        let file = system.open(path, access)?;
        let held = file.stat()?;
        if !held.is_regular() {
            return Err(LockError::Refused(not_a_regular_file(path, held.kind)));
        }
        let file = take(file, what, patience)?;
        match system.stat(path) {
            Ok(at_path) if at_path.same_file(&held) => return Ok(Lock { file, found: held, is_inherited: false }),
            Ok(_) => {}
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(e) => return Err(e.into()),
        }
    }
}

#[cfg(test)]
mod tests;
