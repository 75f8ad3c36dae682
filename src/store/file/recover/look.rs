//! Opening the files to read: at one instant, under the turn; or without it, and then checked that
//! nothing changed meanwhile.

use std::io;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::platform::filesystem::{Access, FileSystem, OpenFile as _};
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
use crate::store::file::recover::pending::{is_longer, leave_out_pending, leave_out_unpublished};
use crate::store::options::{TurnToRead, Wait};

/// How often a reader without the turn looks again, and how long it pauses in between: for half a second, if
/// nobody is quicker.
pub(crate) const LOOKS: usize = 100;
pub(crate) const PAUSE: Duration = Duration::from_millis(5);

/// How often a reader looks beside a writer before it waits for the writer's turn to end.
const LOOKS_BESIDE_A_WRITER: usize = 3;

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
    let with_turn = match store.options.turn_to_read {
        TurnToRead::Waited => look_with_turn(store)?,
        TurnToRead::IfFree => look_if_free(&store.files)?,
        TurnToRead::Never => None,
    };
    match with_turn {
        Some(look) => Ok(look),
        None => look_without_turn(&store.files),
    }
}

/// `None` if the turn is not to be had at once.
fn look_if_free<S: FileSystem>(files: &ContextFiles<S>) -> Result<Option<Look<S::File>>> {
    match Lock::look(&files.system, &files.lock, &Patience::new(Wait::Never, &|_| {})) {
        Ok(Some(turn)) => look_under(files, &turn).map(Some),
        _ => Ok(None),
    }
}

fn look_under<S: FileSystem>(files: &ContextFiles<S>, turn: &Lock<S::File>) -> Result<Look<S::File>> {
    // An anchor tells a crash from an edit, so one that cannot be read is not taken for missing.
    let anchor = Anchor::read(turn.file()).map_err(|e| io_failure("read", &files.lock, &e))?;
    let mut opened = Opened::to_read(files, anchor)?;
    leave_out_pending(&mut opened, turn.file()).map_err(|e| io_failure("read", &files.lock, &e))?;
    Ok(Look { opened, with_turn: true })
}

/// `None` for a process that may not open the lock file: one that may not write need not be able to
/// keep writers waiting.
fn look_with_turn<S: FileSystem>(store: &FileStore<S>) -> Result<Option<Look<S::File>>> {
    let FileStore { files, options } = store;
    let tell = |level| (options.report)(&waiting(files, level));
    let (at_once, patience) = (Patience::new(Wait::Never, &tell), Patience::new(options.wait, &tell));
    let mut turn = Lock::look(&files.system, &files.lock, &at_once);
    if matches!(turn, Err(LockError::Busy(_))) {
        for _ in 0..LOOKS_BESIDE_A_WRITER {
            if let Some(look) = look_beside_writer(files)? {
                return Ok(Some(look));
            }
        }
        turn = Lock::look(&files.system, &files.lock, &patience);
    }
    loop {
        match turn {
            Ok(Some(turn)) => return look_under(files, &turn).map(Some),
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
        turn = Lock::look(&files.system, &files.lock, &patience);
    }
}

/// What is published, while a writer has the turn: it answers nobody before it publishes. `None` if the document
/// is not the published one, or will not be in a moment.
fn look_beside_writer<S: FileSystem>(files: &ContextFiles<S>) -> Result<Option<Look<S::File>>> {
    let Ok(lock) = files.system.open(&files.lock, Access::Read) else { return Ok(None) };
    let anchor = || Anchor::read(&lock).ok().flatten();
    let Some(before) = anchor() else { return Ok(None) };
    let mut opened = Opened::to_read(files, Some(before.clone()))?;
    let is_published = leave_out_unpublished(&mut opened, &lock) && anchor() == Some(before);
    Ok(is_published.then_some(Look { opened, with_turn: true }))
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
            let mut opened = opened;
            if is_longer(&opened)
                && let Ok(lock) = files.system.open(&files.lock, Access::Read)
            {
                leave_out_pending(&mut opened, &lock).map_err(|e| io_failure("read", &files.lock, &e))?;
                // Else it is told by what it leaves behind.
                let _: bool = lock.is_turn_taken().unwrap_or(false) && leave_out_unpublished(&mut opened, &lock);
            }
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
