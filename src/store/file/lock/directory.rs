//! A lock on a directory, for those who change files in it that are not contexts. It leaves no file behind.

use std::io;
use std::path::Path;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::platform::filesystem::native::Native;
use crate::platform::filesystem::{FileSystem, Sharing};
use crate::platform::io_failure::io_failure;
use crate::store::file::lock::wait::{Level, LockError, Patience, take};
use crate::store::options::Wait;
use crate::text::shell::shell_path;

/// The lock, released when dropped.
#[must_use = "it is released when dropped"]
pub struct DirectoryLock {
    _file: <Native as FileSystem>::File,
}

/// Takes the exclusive lock (flock(2)).
///
/// # Errors
/// Fails if the directory cannot be opened or locked, or is locked for longer than `wait`.
pub fn lock(directory: &Path, wait: Wait) -> Result<DirectoryLock> {
    let failed = |e: io::Error| io_failure("lock", directory, &e);
    let opened = Native.resolve(directory).and_then(|directory| Native.open_directory(&directory)).map_err(failed)?;
    let patience = Patience::new(wait, &|_| {}).unannounced();
    match take(opened, (Level::Lock, Sharing::Exclusive), &patience) {
        Ok(file) => Ok(DirectoryLock { _file: file }),
        Err(LockError::Io(e)) => Err(failed(e).into()),
        Err(LockError::Refused(failure) | LockError::InVain(failure)) => Err(failure.into()),
        Err(LockError::Busy(_)) => {
            let why = format!("could not lock {} in time: another command changes files there", directory.display());
            let failure = Failure::new(Kind::TimedOut, why).fact("file", directory.display().to_string());
            let hint = format!("see which: fuser -v {}; wait longer: --wait 1m", shell_path(directory));
            Err(failure.hint(hint).into())
        }
    }
}
