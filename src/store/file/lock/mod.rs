//! The advisory locks: two on one file, which is never deleted and never renamed, and
//! never the document itself: a rename replaces the inode, and locks on it are lost.
//!
//! *The lock* (flock(2)) is the right to write. It is held for as long as one writer or one
//! `ctx lock` takes, and the commands that this one runs inherit it with the descriptor.
//!
//! *The turn* (an open file description's lock on one byte, fcntl(2)) is what keeps the
//! files still. Whoever writes has both, and takes the turn last; whoever looks has the turn
//! alone, shared, and so waits for a write but for no `ctx lock`. A lock that ends
//! may leave a command behind that inherited it and is still writing: the turn keeps the
//! next holder waiting until it is done, and then nobody who inherited the old lock writes.
//!
//! # Limitations
//! Advisory: only those who ask are kept out. Not for NFS, where another host's
//! lock may not be seen.

pub mod anchor;
pub mod contention;
pub mod held;
pub mod hold;

use std::io;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::error::Failure;
use crate::platform::filesystem::{Access, FileSystem, OpenFile, Sharing, Waiting, is_contended, uninterrupted};
use crate::platform::io_failure::not_a_regular_file;
use crate::store::Wait;

/// How long a wait stays unmentioned: most are over in milliseconds.
const QUIET: Duration = Duration::from_secs(1);

/// Which of the two locks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Lock,
    Turn,
}

/// How long to wait, all in all, and whom to tell when it takes longer than a second.
pub struct Patience<'t> {
    start: Instant,
    wait: Wait,
    tell: &'t dyn Fn(Level),
}

impl<'t> Patience<'t> {
    /// It begins now.
    #[must_use]
    pub fn new(wait: Wait, tell: &'t dyn Fn(Level)) -> Self {
        Self { start: Instant::now(), wait, tell }
    }
}

/// A lock or a turn, held until dropped.
#[must_use = "the lock is released when this is dropped"]
pub struct Lock<F> {
    file: F,
    /// Another process holds the lock, and this one has the turn.
    is_inherited: bool,
}

/// Why the lock was not had.
pub enum LockError {
    /// Somebody else still held it when the time was over.
    Busy(Level),
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
    /// The exclusive lock, without the turn; the file is made if missing.
    ///
    /// # Errors
    /// [`LockError`].
    pub fn exclusive<S>(system: &S, path: &Path, patience: &Patience<'_>) -> Result<Self, LockError>
    where
        S: FileSystem<File = F>,
    {
        acquire(system, path, Access::Create, (Level::Lock, Sharing::Exclusive), patience)
    }

    /// The shared lock of an existing file, without the turn; `None` if there is none.
    ///
    /// # Errors
    /// [`LockError`].
    pub fn shared<S>(system: &S, path: &Path, patience: &Patience<'_>) -> Result<Option<Self>, LockError>
    where
        S: FileSystem<File = F>,
    {
        unless_missing(acquire(system, path, Access::Read, (Level::Lock, Sharing::Shared), patience))
    }

    /// The shared turn, for somebody who looks; `None` if there is no file.
    ///
    /// # Errors
    /// [`LockError`].
    pub fn look<S>(system: &S, path: &Path, patience: &Patience<'_>) -> Result<Option<Self>, LockError>
    where
        S: FileSystem<File = F>,
    {
        unless_missing(acquire(system, path, Access::Read, (Level::Turn, Sharing::Shared), patience))
    }

    /// The exclusive turn, for somebody for whom another process holds the lock.
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
        let Self { file, is_inherited } = self;
        Ok(Self { file: take(file, (Level::Turn, Sharing::Exclusive), patience)?, is_inherited })
    }

    /// The exclusive turn alone, for somebody who passes the lock on: nobody writes who
    /// inherited it.
    ///
    /// # Errors
    /// [`LockError`].
    pub fn turn<S>(system: &S, path: &Path, patience: &Patience<'_>) -> Result<Self, LockError>
    where
        S: FileSystem<File = F>,
    {
        acquire(system, path, Access::Append, (Level::Turn, Sharing::Exclusive), patience)
    }

    /// Whether the lock is another process's, which goes on holding it.
    #[must_use]
    pub fn is_inherited(&self) -> bool {
        self.is_inherited
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
}

fn unless_missing<F>(result: Result<Lock<F>, LockError>) -> Result<Option<Lock<F>>, LockError> {
    match result {
        Err(LockError::Io(e)) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        result => result.map(Some),
    }
}

/// A lock on a file that is no longer at its path excludes nobody: begin again.
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
            Ok(at_path) if at_path.same_file(&held) => return Ok(Lock { file, is_inherited: false }),
            Ok(_) => {}
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(e) => return Err(e.into()),
        }
    }
}

fn call<F: OpenFile>(file: &F, (level, sharing): (Level, Sharing), waiting: Waiting) -> io::Result<()> {
    uninterrupted(|| match level {
        Level::Lock => file.lock(sharing, waiting),
        Level::Turn => file.take_turn(sharing, waiting),
    })
}

/// Locks the file, now or within the time that is left.
fn take<F: OpenFile>(file: F, what: (Level, Sharing), patience: &Patience<'_>) -> Result<F, LockError> {
    match call(&file, what, Waiting::No) {
        Ok(()) => Ok(file),
        Err(e) if is_contended(&e) => match patience.wait {
            Wait::Never => Err(LockError::Busy(what.0)),
            Wait::For(limit) => block(file, what, limit, patience),
        },
        Err(e) => Err(e.into()),
    }
}

/// Blocks in a helper thread: the kernel queues those who block fairly, and
/// nobody who polls. When the time is over the thread is left behind; should it
/// get the lock, it finds nobody to give it to and closes the file.
fn block<F: OpenFile>(
    file: F,
    what: (Level, Sharing),
    limit: Duration,
    patience: &Patience<'_>,
) -> Result<F, LockError> {
    let (give, take) = mpsc::channel();
    std::thread::Builder::new().spawn(move || {
        let result = call(&file, what, Waiting::Yes);
        // Nobody may be waiting any more; then the file is dropped, and with it the lock.
        drop(give.send(result.map(|()| file)));
    })?;
    let left = || limit.saturating_sub(patience.start.elapsed());
    let first = take.recv_timeout(left().min(QUIET));
    let result = match first {
        Err(RecvTimeoutError::Timeout) if !left().is_zero() => {
            (patience.tell)(what.0);
            take.recv_timeout(left())
        }
        other => other,
    };
    match result {
        Ok(locked) => Ok(locked?),
        Err(_) => Err(LockError::Busy(what.0)),
    }
}

#[cfg(test)]
mod tests;
