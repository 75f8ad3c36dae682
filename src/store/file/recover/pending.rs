//! What is pending, to those who open the files: a writer builds on it, and a reader sees nothing of it.

use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;

use anyhow::Result;

use crate::log::entry::Author;
use crate::platform::filesystem::{FileSystem, OpenFile};
use crate::platform::io_failure::io_failure;
use crate::store::file::journal::Journal;
use crate::store::file::journal::end::ends_at;
use crate::store::file::layout::document::open_document_at;
use crate::store::file::lock::anchor::Anchor;
use crate::store::file::lock::locked::Locked;
use crate::store::file::lock::named::{read_holder, read_turn};
use crate::store::file::lock::pending::{Pending, Unpublished};
use crate::store::file::recover::opened::Opened;

/// Opens the files for a writer who builds on what is pending, if its document is where the lock file says.
///
/// # Errors
/// Fails if a file cannot be opened or is not a regular file.
pub fn open_with_pending<S: FileSystem>(locked: &Locked<'_, S>) -> Result<Opened<S::File>> {
    let (mut opened, files) = (Opened::under(locked)?, locked.files);
    let pending = pending(&opened, locked.held().file()).map_err(|e| io_failure("read", &files.lock, &e))?;
    let (Some(pending), Some(published), Some(journal)) = (pending, opened.anchor.clone(), &opened.journal) else {
        return Ok(opened);
    };
    let document = if pending.anchor.document == published.document {
        opened.document.clone()
    } else {
        open_document_at(files, &files.temporary)?.map(Arc::new)
    };
    let is_there = document.as_ref().is_some_and(|document| document.identity == pending.anchor.document);
    // A writer may have died between what it said and what it did.
    if is_there && pending.anchor.log == journal.len() {
        let in_place = opened.document.as_ref().map(|document| document.identity);
        opened.anchor = Some(Anchor { log_file: Some(journal.identity()), ..pending.anchor.clone() });
        opened.document = document;
        opened.unpublished = Some(Unpublished { pending, published, in_place });
    }
    Ok(opened)
}

/// Leaves out what is pending, for a reader; `lock` opens the lock file.
///
/// # Errors
/// Fails if pread(2) fails.
pub fn leave_out_pending<F: OpenFile>(opened: &mut Opened<F>, lock: &F) -> io::Result<()> {
    if pending(opened, lock)?.is_some() {
        end_log(opened);
    }
    Ok(())
}

/// Leaves out what the writer that has the turn appended and did not publish yet. Returns whether the document
/// is that of what is left: the anchor is of these files, and nobody else left something behind it, which would
/// be read as committed where nobody has the turn.
#[must_use]
pub fn leave_out_unpublished<F: OpenFile>(opened: &mut Opened<F>, lock: &F) -> bool {
    let document = opened.document.as_ref().map(|document| document.identity);
    let is_anchored = match (&opened.anchor, &opened.journal) {
        (Some(anchor), Some(journal)) => {
            Some(anchor.document) == document
                && journal.len() >= anchor.log
                && is_of_log(anchor, journal)
                && opened.boot.is(&anchor.boot)
                && is_of_one_writer(opened, (anchor, journal), lock)
        }
        _ => false,
    };
    if is_anchored {
        end_log(opened);
    }
    is_anchored
}

/// Whether all records behind the anchor are pending, or by the writer that has the turn.
fn is_of_one_writer<F: OpenFile>(opened: &Opened<F>, (anchor, journal): (&Anchor, &Journal<F>), lock: &F) -> bool {
    if journal.len() == anchor.log || pending(opened, lock).is_ok_and(|pending| pending.is_some()) {
        return true;
    }
    let Some(writer) = read_turn(lock).or_else(|| read_holder(lock)) else { return false };
    let mut is_by_writer = true;
    let walked = journal.newest_first(journal.len(), &mut |entry, start| {
        let Author { pid, host, .. } = &entry.change.author;
        is_by_writer = (*pid, host) == (writer.pid, &writer.host);
        if is_by_writer && start > anchor.log { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    walked.is_ok() && is_by_writer
}

fn end_log<F: OpenFile>(opened: &mut Opened<F>) {
    if let (Some(anchor), Some(journal)) = (&mut opened.anchor, &mut opened.journal) {
        journal.end_at(anchor.log);
        anchor.log_file = Some(journal.identity());
    }
}

fn is_of_log<F: OpenFile>(anchor: &Anchor, journal: &Journal<F>) -> bool {
    anchor.log_file.is_some_and(|log| log.ino == journal.identity().ino)
}

/// Whether the log is longer than the anchor says.
#[must_use]
pub fn is_longer<F: OpenFile>(opened: &Opened<F>) -> bool {
    let (anchor, log) = (opened.anchor.as_ref(), opened.journal.as_ref().map(Journal::len));
    anchor.is_some_and(|anchor| log > Some(anchor.log))
}

/// What is pending, as the lock file says, and as far as the log shows.
fn pending<F: OpenFile>(opened: &Opened<F>, lock: &F) -> io::Result<Option<Pending>> {
    let (Some(anchor), Some(journal)) = (&opened.anchor, &opened.journal) else { return Ok(None) };
    if !is_longer(opened) || !is_of_log(anchor, journal) || !opened.boot.is(&anchor.boot) {
        return Ok(None);
    }
    let Some(pending) = Pending::behind(anchor, lock)? else { return Ok(None) };
    // A writer may have died before it appended what it said, and another one have written since.
    let (first, end) = &pending.first;
    let is_there = first.parse().map_or(Ok(false), |first| ends_at(journal, first, *end))?;
    Ok(is_there.then_some(pending))
}
