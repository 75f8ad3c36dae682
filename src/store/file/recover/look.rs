//! Opening the files to read: at one instant, under the turn; or without it, and then checked that
//! nothing changed meanwhile.

use std::io;
use std::path::Path;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::platform::filesystem::{Access, FileSystem};
use crate::platform::identity::Identity;
use crate::platform::io_failure::io_failure;
use crate::store::file::FileStore;
use crate::store::file::journal::Journal;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::lock::Lock;
use crate::store::file::lock::anchor::Anchor;
use crate::store::file::lock::contention::{reading_failure, waiting};
use crate::store::file::lock::wait::{LockError, Patience};
use crate::store::file::recover::opened::Opened;

/// How often a reader without the turn looks again: for half a second, if nobody is quicker.
pub(crate) const LOOKS: usize = 100;

/// What a reader opened.
pub(crate) struct Look<F> {
    pub opened: Opened<F>,
    /// Nobody was writing meanwhile.
    pub with_turn: bool,
}

/// Opens the files to read. The turn is held only meanwhile, so that readers cannot starve a writer:
/// a published inode never changes.
///
/// # Errors
/// Fails if the turn is busy, or if the files cannot be opened.
pub(crate) fn look<S: FileSystem>(store: &FileStore<S>) -> Result<Look<S::File>> {
    match if store.options.lock_to_read { look_with_turn(store)? } else { None } {
        Some(look) => Ok(look),
        None => look_without_turn(&store.files),
    }
}

/// `None` for a process that may not open the lock file: one that may not write need not be able to
/// keep writers waiting.
fn look_with_turn<S: FileSystem>(store: &FileStore<S>) -> Result<Option<Look<S::File>>> {
    let FileStore { files, options } = store;
    let tell = |level| (options.report)(&waiting(files, level));
    let patience = Patience::new(options.wait, &tell);
    loop {
        match Lock::look(&files.system, &files.lock, &patience) {
            Ok(Some(turn)) => {
                // An anchor tells a crash from an edit, so one that cannot be read is not taken for missing.
                let anchor = Anchor::read(turn.file()).map_err(|e| io_failure("read", &files.lock, &e))?;
                return Ok(Some(Look { opened: Opened::to_read(files, anchor)?, with_turn: true }));
            }
            Ok(None) => {
                let look = look_without_turn(files)?;
                // The first writer may have created the lock file meanwhile.
                if files.system.stat(&files.lock).is_err() {
                    return Ok(Some(look));
                }
            }
            Err(LockError::Io(e)) if e.kind() == io::ErrorKind::PermissionDenied => return Ok(None),
            Err(e) => return Err(reading_failure(files, options.wait, e).into()),
        }
    }
}

/// The document, the log and the anchor are those of one instant: that at which the log was opened,
/// since before and after it they were the same.
fn look_without_turn<S: FileSystem>(files: &ContextFiles<S>) -> Result<Look<S::File>> {
    for _ in 0..LOOKS {
        let anchor = anchor_now(files);
        let log = identity_at(files, &files.log)?;
        let opened = Opened::to_read(files, anchor.clone())?;
        let is_of_one_instant = opened.journal.as_ref().map(Journal::len) == log.map(|log| log.size)
            && identity_at(files, &files.log)? == log
            && identity_at(files, &files.document)? == opened.document.as_ref().map(|document| document.identity)
            && anchor_now(files) == anchor;
        if is_of_one_instant {
            return Ok(Look { opened, with_turn: false });
        }
    }
    let shown = files.document.display();
    let why = format!("could not read {shown} without the lock: it was written {LOOKS} times meanwhile");
    Err(Failure::new(Kind::TimedOut, why).fact("file", shown.to_string()).hint("try again").into())
}

fn identity_at(files: &ContextFiles<impl FileSystem>, path: &Path) -> Result<Option<Identity>> {
    match files.system.stat(path) {
        Ok(stat) => Ok(Some(Identity::of(&stat))),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(io_failure("look at", path, &e).into()),
    }
}

fn anchor_now(files: &ContextFiles<impl FileSystem>) -> Option<Anchor> {
    files.system.open(&files.lock, Access::Read).ok().and_then(|lock| Anchor::read(&lock).ok()?)
}
