//! The advisory lock: the one place that locks.
//!
//! flock(2) through fs2, on a file that is never deleted and never renamed, and
//! never the document itself: a rename replaces the inode, and locks on it are lost.
//!
//! # Limitations
//! Advisory: only those who ask are kept out. Not for NFS, where another host's
//! lock may not be seen.

use std::fs::{File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use fs2::FileExt;

use super::machine::open_options;
use super::{Wait, io_failure::not_a_regular_file};
use crate::error::Failure;

/// How long a wait stays unmentioned: most are over in milliseconds.
const QUIET: Duration = Duration::from_secs(1);

/// The lock, held until dropped.
#[must_use = "the lock is released when this is dropped"]
pub struct Lock {
    file: File,
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

#[derive(Clone, Copy)]
enum Mode {
    Shared,
    Exclusive,
}

impl Lock {
    /// The exclusive lock; the file is made if missing. `waiting` is called once
    /// if it takes longer than a second.
    ///
    /// # Errors
    /// [`LockError`].
    pub fn exclusive(path: &Path, wait: Wait, waiting: &dyn Fn(&File)) -> Result<Self, LockError> {
        let mut options = open_options();
        options.read(true).write(true).create(true);
        acquire(path, &options, Mode::Exclusive, wait, waiting)
    }

    /// The shared lock of an existing file; `None` if there is none.
    ///
    /// # Errors
    /// [`LockError`].
    pub fn shared(path: &Path, wait: Wait, waiting: &dyn Fn(&File)) -> Result<Option<Self>, LockError> {
        match acquire(path, open_options().read(true), Mode::Shared, wait, waiting) {
            Err(LockError::Io(e)) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            result => result.map(Some),
        }
    }

    /// The lock file, whose content is advisory.
    #[must_use]
    pub fn file(&self) -> &File {
        &self.file
    }

    /// Lets others use the lock who may use what it protects.
    ///
    /// # Errors
    /// Those of fchmod(2).
    pub fn set_mode(&self, mode: u32) -> io::Result<()> {
        self.file.set_permissions(Permissions::from_mode(mode))
    }

    /// # Errors
    /// Those of fstat(2).
    pub fn mode(&self) -> io::Result<u32> {
        Ok(self.file.metadata()?.mode() & 0o777)
    }
}

/// A lock on a file that is no longer at its path excludes nobody: begin again.
fn acquire(
    path: &Path,
    options: &OpenOptions,
    mode: Mode,
    wait: Wait,
    waiting: &dyn Fn(&File),
) -> Result<Lock, LockError> {
    let start = Instant::now();
    loop {
        let file = options.open(path)?;
        let held = file.metadata()?;
        if !held.is_file() {
            let found = if held.file_type().is_fifo() { "a FIFO" } else { "something else" };
            return Err(LockError::Refused(not_a_regular_file(path, found)));
        }
        let file = match try_lock(&file, mode) {
            Ok(()) => file,
            Err(e) if is_contended(&e) => match wait {
                Wait::Never => return Err(LockError::Busy),
                Wait::For(limit) => block(file, mode, start, limit, waiting)?,
            },
            Err(e) => return Err(e.into()),
        };
        match std::fs::symlink_metadata(path) {
            Ok(at_path) if (at_path.dev(), at_path.ino()) == (held.dev(), held.ino()) => return Ok(Lock { file }),
            Ok(_) => {}
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(e) => return Err(e.into()),
        }
    }
}

fn try_lock(file: &File, mode: Mode) -> io::Result<()> {
    retry_interrupted(|| match mode {
        Mode::Shared => FileExt::try_lock_shared(file),
        Mode::Exclusive => FileExt::try_lock_exclusive(file),
    })
}

/// Blocks in a helper thread: the kernel queues those who block fairly, and
/// nobody who polls. When the time is over the thread is left behind; should it
/// get the lock, it finds nobody to give it to and closes the file.
fn block(file: File, mode: Mode, start: Instant, limit: Duration, waiting: &dyn Fn(&File)) -> Result<File, LockError> {
    let witness = file.try_clone()?;
    let (give, take) = mpsc::channel();
    std::thread::Builder::new().spawn(move || {
        let result = retry_interrupted(|| match mode {
            Mode::Shared => FileExt::lock_shared(&file),
            Mode::Exclusive => FileExt::lock_exclusive(&file),
        });
        // Nobody may be waiting any more; then the file is dropped, and with it the lock.
        drop(give.send(result.map(|()| file)));
    })?;
    let left = || limit.saturating_sub(start.elapsed());
    let first = take.recv_timeout(left().min(QUIET));
    let result = match first {
        Err(RecvTimeoutError::Timeout) if !left().is_zero() => {
            waiting(&witness);
            take.recv_timeout(left())
        }
        other => other,
    };
    match result {
        Ok(locked) => Ok(locked?),
        Err(_) => Err(LockError::Busy),
    }
}

fn is_contended(error: &io::Error) -> bool {
    error.raw_os_error() == fs2::lock_contended_error().raw_os_error()
}

fn retry_interrupted(mut call: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    loop {
        match call() {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn busy<T>(result: &Result<T, LockError>) -> bool {
        matches!(result, Err(LockError::Busy))
    }

    fn silent(_: &File) {}

    #[test]
    fn an_exclusive_lock_excludes_everybody_and_a_shared_one_writers() {
        let directory = TempDir::new().unwrap();
        let path = directory.path().join("lock");
        assert!(matches!(Lock::shared(&path, Wait::Never, &silent), Ok(None)));
        let writer = Lock::exclusive(&path, Wait::Never, &silent).ok().unwrap();
        assert!(busy(&Lock::exclusive(&path, Wait::Never, &silent)));
        assert!(busy(&Lock::shared(&path, Wait::For(Duration::from_millis(1)), &silent)));
        drop(writer);
        let reader = Lock::shared(&path, Wait::Never, &silent).ok().unwrap();
        assert!(Lock::shared(&path, Wait::Never, &silent).is_ok());
        assert!(busy(&Lock::exclusive(&path, Wait::Never, &silent)));
        drop(reader);
        assert!(Lock::exclusive(&path, Wait::Never, &silent).is_ok());
    }

    #[test]
    fn who_waits_gets_the_lock_when_it_is_released() {
        let directory = TempDir::new().unwrap();
        let path = directory.path().join("lock");
        let first = Lock::exclusive(&path, Wait::Never, &silent).ok().unwrap();
        std::thread::scope(|scope| {
            let second = scope.spawn(|| Lock::exclusive(&path, Wait::For(Duration::from_secs(60)), &silent).is_ok());
            drop(first);
            assert!(second.join().unwrap());
        });
    }

    #[test]
    fn a_lock_on_a_file_that_was_replaced_is_not_taken_for_the_lock() {
        let directory = TempDir::new().unwrap();
        let path = directory.path().join("lock");
        let old = Lock::exclusive(&path, Wait::Never, &silent).ok().unwrap();
        std::thread::scope(|scope| {
            let waiter =
                scope.spawn(|| Lock::exclusive(&path, Wait::For(Duration::from_secs(60)), &silent).ok().unwrap());
            std::fs::remove_file(&path).unwrap();
            drop(old);
            let held = waiter.join().unwrap().file().metadata().unwrap().ino();
            assert_eq!(held, std::fs::metadata(&path).unwrap().ino());
        });
    }
}
