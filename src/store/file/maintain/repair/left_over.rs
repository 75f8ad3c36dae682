//! What dead writers left behind, and what the next change would clean up: done at once.

use std::io;

use anyhow::Result;

use crate::platform::filesystem::FileSystem;
use crate::platform::io_failure::io_failure;
use crate::store::file::FileStore;
use crate::store::file::commit::anchoring::anchor_current;
use crate::store::file::commit::roll_forward::note_so_far;
use crate::store::file::journal::append::cut_torn_record;
use crate::store::file::journal::rotate::take_back;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::lock::Lock;
use crate::store::file::lock::locked::Locked;
use crate::store::file::lock::pending::Pending;
use crate::store::file::lock::wait::Patience;
use crate::store::file::recover::classify::classify;
use crate::store::file::recover::finding::{Finding, Found};
use crate::store::file::recover::opened::Opened;
use crate::store::options::{TurnToRead, Wait};
use crate::store::seal::join_notes;

/// Whether there is a temporary file that nobody is writing, asked without the lock.
///
/// # Errors
/// Fails if lstat(2) fails.
pub(super) fn has_left_over<S: FileSystem>(store: &FileStore<S>) -> Result<bool> {
    let FileStore { files, options } = store;
    let patience = Patience::new(Wait::Never, &|_| {});
    let turn = Lock::look(&files.system, &files.lock, &patience);
    // If somebody has the turn, they may be writing it.
    if turn.is_err() && options.turn_to_read != TurnToRead::Never {
        return Ok(false);
    }
    // What is pending waits there for its flush.
    let lock = turn.ok().flatten();
    let is_pending = lock.is_some_and(|lock| Pending::read(lock.file()).is_ok_and(|pending| pending.is_some()));
    if is_pending { Ok(false) } else { is_left_over(files) }
}

/// Whether there is a temporary file, asked under the lock.
///
/// # Errors
/// Fails if lstat(2) fails.
pub(super) fn is_left_over(files: &ContextFiles<impl FileSystem>) -> Result<bool> {
    let path = &files.temporary;
    match files.system.stat(path) {
        Ok(stat) => Ok(stat.is_regular()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(e) => Err(io_failure("look at", path, &e).into()),
    }
}

/// Removes the temporary file.
///
/// # Errors
/// Fails if unlink(2) fails.
pub(super) fn remove_left_over(files: &ContextFiles<impl FileSystem>) -> Result<()> {
    let path = &files.temporary;
    files.system.unlink(path).map_err(|e| io_failure("remove", path, &e).into())
}

/// Saves and cuts off what is behind the last record.
///
/// # Errors
/// Fails on an I/O error.
pub(super) fn cut_torn<S: FileSystem>(locked: &Locked<'_, S>, mut opened: Opened<S::File>) -> Result<()> {
    let head = opened.head()?;
    let mut note = note_so_far(locked, &opened, head.as_ref())?;
    if let Some(mut journal) = opened.journal.take() {
        let torn = cut_torn_record(locked, &mut journal, head.as_ref().map_or(0, |head| head.end))?;
        note = join_notes(note, torn);
    }
    write_note(locked, &Opened::under(locked)?, note.as_deref())
}

/// Does what is left to do when nothing is damaged: the anchor is written if it is out of date, and the
/// second name of a log that goes on is removed.
///
/// # Errors
/// Fails on an I/O error.
pub(super) fn tidy<S: FileSystem>(locked: &Locked<'_, S>, opened: &Opened<S::File>) -> Result<()> {
    let head = opened.head()?;
    let note = note_so_far(locked, opened, head.as_ref())?;
    write_note(locked, opened, note.as_deref())?;
    head.map_or(Ok(()), |head| take_back(locked.files, head.rev))
}

/// Writes the anchor, if the document is that of the last record, with what the next record is to say.
fn write_note<S: FileSystem>(locked: &Locked<'_, S>, opened: &Opened<S::File>, note: Option<&str>) -> Result<()> {
    match classify(locked.files, opened)? {
        Found { finding: Finding::Current(..), head, .. } => anchor_current(locked, opened, head.as_ref(), note),
        _ => Ok(()),
    }
}
