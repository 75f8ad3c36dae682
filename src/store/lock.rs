//! The advisory lock.
//!
//! flock(2) on a file that is never deleted and never renamed, and
//! never the document itself: a rename replaces the inode, and locks on it are lost.
//!
//! # Limitations
//! Advisory: only those who ask are kept out. Not for NFS, where another host's
//! lock may not be seen.

use std::io;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::files::ContextFiles;
use super::filesystem::{Access, FileSystem, OpenFile, Sharing, Waiting, is_contended, uninterrupted};
use super::{Wait, io_failure::not_a_regular_file};
use crate::error::Failure;

/// How long a wait stays unmentioned: most are over in milliseconds.
const QUIET: Duration = Duration::from_secs(1);

/// The lock, held until dropped.
#[must_use = "the lock is released when this is dropped"]
pub struct Lock<F> {
    file: F,
    /// Whose turn it is among the commands that one `ctx lock` runs.
    turn: Option<F>,
}

/// Why the lock was not had.
pub enum LockError {
    /// Somebody else still held it when the time was over.
    Busy,
    /// It was refused: what stands there is not our lock file.
    Refused(Failure),
    Io(io::Error),
}

impl From<io::Error> for LockError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl<F: OpenFile> Lock<F> {
    /// The exclusive lock; the file is made if missing. `waiting` is called once
    /// if it takes longer than a second.
    ///
    /// # Errors
    /// [`LockError`].
    pub fn exclusive<S>(system: &S, path: &Path, wait: Wait, waiting: &dyn Fn()) -> Result<Self, LockError>
    where
        S: FileSystem<File = F>,
    {
        acquire(system, path, Sharing::Exclusive, wait, waiting)
    }

    /// The shared lock of an existing file; `None` if there is none.
    ///
    /// # Errors
    /// [`LockError`].
    pub fn shared<S>(system: &S, path: &Path, wait: Wait, waiting: &dyn Fn()) -> Result<Option<Self>, LockError>
    where
        S: FileSystem<File = F>,
    {
        match acquire(system, path, Sharing::Shared, wait, waiting) {
            Err(LockError::Io(e)) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            result => result.map(Some),
        }
    }

    /// The lock that another process holds for this one, which inherited it, and the
    /// turn among all who did: a lock on the directory, which nobody else takes.
    ///
    /// # Errors
    /// [`LockError`].
    pub fn inherited<S>(
        files: &ContextFiles<S>,
        sharing: Sharing,
        wait: Wait,
        waiting: &dyn Fn(),
    ) -> Result<Self, LockError>
    where
        S: FileSystem<File = F>,
    {
        let directory = files.system.open(&files.directory.join("."), Access::Read)?;
        let turn = take(directory, sharing, Instant::now(), wait, waiting)?;
        let access = if sharing == Sharing::Exclusive { Access::Create } else { Access::Read };
        Ok(Self { file: files.system.open(&files.lock, access)?, turn: Some(turn) })
    }

    /// Whether the lock is another process's, which goes on holding it.
    #[must_use]
    pub fn is_inherited(&self) -> bool {
        self.turn.is_some()
    }

    /// The lock file, whose content is advisory.
    #[must_use]
    pub fn file(&self) -> &F {
        &self.file
    }

    /// Whether nobody put another file in its place, which others may lock meanwhile.
    ///
    /// # Errors
    /// Those of lstat(2) and fstat(2).
    pub fn is_in_place<S: FileSystem<File = F>>(&self, system: &S, path: &Path) -> io::Result<bool> {
        match system.stat(path) {
            Ok(at_path) => Ok(at_path.same_file(&self.file.stat()?)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(e) => Err(e),
        }
    }

    /// Lets others use the lock who may use what it protects.
    ///
    /// # Errors
    /// Those of fchmod(2).
    pub fn set_mode(&self, mode: u32) -> io::Result<()> {
        self.file.set_mode(mode)
    }

    /// # Errors
    /// Those of fstat(2).
    pub fn mode(&self) -> io::Result<u32> {
        Ok(self.file.stat()?.mode)
    }
}

/// A lock on a file that is no longer at its path excludes nobody: begin again.
fn acquire<S: FileSystem>(
    system: &S,
    path: &Path,
    sharing: Sharing,
    wait: Wait,
    waiting: &dyn Fn(),
) -> Result<Lock<S::File>, LockError> {
    let start = Instant::now();
    let access = if sharing == Sharing::Exclusive { Access::Create } else { Access::Read };
    loop {
        let file = system.open(path, access)?;
        let held = file.stat()?;
        if !held.is_regular() {
            return Err(LockError::Refused(not_a_regular_file(path, held.kind)));
        }
        let file = take(file, sharing, start, wait, waiting)?;
        match system.stat(path) {
            Ok(at_path) if at_path.same_file(&held) => return Ok(Lock { file, turn: None }),
            Ok(_) => {}
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(e) => return Err(e.into()),
        }
    }
}

/// Locks the file, now or within the time that is left.
fn take<F: OpenFile>(
    file: F,
    sharing: Sharing,
    start: Instant,
    wait: Wait,
    waiting: &dyn Fn(),
) -> Result<F, LockError> {
    match uninterrupted(|| file.lock(sharing, Waiting::No)) {
        Ok(()) => Ok(file),
        Err(e) if is_contended(&e) => match wait {
            Wait::Never => Err(LockError::Busy),
            Wait::For(limit) => block(file, sharing, start, limit, waiting),
        },
        Err(e) => Err(e.into()),
    }
}

/// Blocks in a helper thread: the kernel queues those who block fairly, and
/// nobody who polls. When the time is over the thread is left behind; should it
/// get the lock, it finds nobody to give it to and closes the file.
fn block<F: OpenFile>(
    file: F,
    sharing: Sharing,
    start: Instant,
    limit: Duration,
    waiting: &dyn Fn(),
) -> Result<F, LockError> {
    let (give, take) = mpsc::channel();
    std::thread::Builder::new().spawn(move || {
        let result = uninterrupted(|| file.lock(sharing, Waiting::Yes));
        // Nobody may be waiting any more; then the file is dropped, and with it the lock.
        drop(give.send(result.map(|()| file)));
    })?;
    let left = || limit.saturating_sub(start.elapsed());
    let first = take.recv_timeout(left().min(QUIET));
    let result = match first {
        Err(RecvTimeoutError::Timeout) if !left().is_zero() => {
            waiting();
            take.recv_timeout(left())
        }
        other => other,
    };
    match result {
        Ok(locked) => Ok(locked?),
        Err(_) => Err(LockError::Busy),
    }
}

#[cfg(test)]
mod tests;
