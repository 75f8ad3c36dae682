//! Making durable what is pending, and publishing it: one flush and one rename for all who wait.

use std::io;

use anyhow::Result;

use crate::error::Failure;
use crate::platform::filesystem::FileSystem;
use crate::platform::identity::Identity;
use crate::platform::io_failure::io_failure;
use crate::store::file::FileStore;
use crate::store::file::commit::replacement::save_unseen;
use crate::store::file::journal::Journal;
use crate::store::file::lock::anchor::Anchor;
use crate::store::file::lock::locked::Locked;
use crate::store::file::lock::pending::{Pending, Unpublished};
use crate::store::file::recover::opened::Opened;
use crate::store::file::recover::pending::open_with_pending;
use crate::store::origin::Origin;

/// Takes the lock and the turn, and publishes what is pending.
///
/// # Errors
/// As [`Locked::take`] and [`publish`].
pub fn take_published<'s, S: FileSystem>(store: &'s FileStore<S>, origin: &'s Origin) -> Result<Locked<'s, S>> {
    let locked = Locked::take(store, origin)?;
    publish_pending(&locked)?;
    Ok(locked)
}

/// Publishes what is pending. Returns whether something was.
///
/// # Errors
/// As [`publish`].
pub fn publish_pending<S: FileSystem>(locked: &Locked<'_, S>) -> Result<bool> {
    let opened = open_with_pending(locked)?;
    let is_pending = opened.unpublished.is_some();
    publish(locked, opened)?;
    Ok(is_pending)
}

/// Publishes what the files were opened with, if something is pending. If it cannot be flushed, it is taken away.
///
/// # Errors
/// Fails if the flush fails: then nobody knows what is on the disk. If the rename fails, the next writer does it.
pub fn publish<S: FileSystem>(locked: &Locked<'_, S>, mut opened: Opened<S::File>) -> Result<()> {
    let (Some(unpublished), Some(mut log)) = (opened.unpublished.take(), opened.journal.take()) else { return Ok(()) };
    if let Err(failure) = flush(locked, &opened, &log, &unpublished.pending) {
        // After a failed flush the system may take pages for written that are not, so nobody may build on
        // these records.
        if log.cut(unpublished.published.log).is_ok() {
            drop(Pending::write(None, locked.held().file()));
            drop(locked.files.system.unlink(&locked.files.temporary));
        }
        return Err(failure.hint("ctx verify").into());
    }
    // From here on readers roll forward.
    let cleared = Pending::write(None, locked.held().file());
    cleared.map_err(|e| io_failure("write", &locked.files.lock, &e).outcome("outcome unknown"))?;
    match put_in_place(locked, &unpublished) {
        Ok((document, note)) => {
            let anchor = Anchor { document, note, log_file: log.identity_now(), ..unpublished.pending.anchor };
            // Advisory: without it the next opener reads the log.
            drop(anchor.write(locked.held().file()));
            Ok(())
        }
        Err(error) => {
            let (rev, shown) = (unpublished.pending.anchor.rev, locked.files.document.display());
            let why = format!("{shown} is left as it is: {error:#}; the next write sees to it");
            (locked.options.insist)(&format!("revision {rev} is committed, but {why}"));
            Ok(())
        }
    }
}

fn flush<S: FileSystem>(
    locked: &Locked<'_, S>,
    opened: &Opened<S::File>,
    log: &Journal<S::File>,
    pending: &Pending,
) -> Result<(), Failure> {
    let files = locked.files;
    let log_only = || (Ok(()), log.flush());
    let document = opened.document.as_ref().filter(|_| pending.flushes_document);
    let (document, log) = document.map_or_else(log_only, |document| log.flush_beside(&document.file));
    document.map_err(|e| io_failure("flush", &files.temporary, &e))?;
    log.map_err(|e| io_failure("flush", &files.log, &e))
}

/// Renames the document, if there is a new one. Returns its identity then, and what the next record is to say.
fn put_in_place<S: FileSystem>(
    locked: &Locked<'_, S>,
    unpublished: &Unpublished,
) -> Result<(Identity, Option<String>)> {
    let (files, published) = (locked.files, unpublished.published.document);
    if unpublished.pending.anchor.document == published {
        return Ok((published, None));
    }
    let note = save_unseen(locked, Some(published))?;
    let renamed = files.system.rename(&files.temporary, &files.document);
    let stat = renamed.and_then(|()| files.system.stat(&files.document));
    let stat = stat.map_err(|e: io::Error| io_failure("replace", &files.document, &e))?;
    Ok((Identity::of(&stat), note))
}
