//! Compaction: the oldest records are dropped, and a record says which.
//!
//! What to drop is found, and the whole log checked, without the lock ([`survey`]). Under it, only the
//! records that came since are checked, and the log begins anew with a record that says what is
//! dropped, and the whole state. Whole segments are then removed, oldest first, so that what is left
//! never has a gap. Last, the segment that is kept in part is replaced by its own end, cut where a
//! record holds a whole state. No record that is kept changes, and the chain stays as it is.

pub(crate) mod retain;
mod survey;

use std::io;
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::compaction::Dropped;
use crate::log::entry::Revision;
use crate::log::retention::Retention;
use crate::platform::filesystem::FileSystem;
use crate::platform::io_failure::io_failure;
use crate::store::capability::compact::{Compact, Compacted};
use crate::store::file::FileStore;
use crate::store::file::commit::committed::commit;
use crate::store::file::commit::drafted::Drafted;
use crate::store::file::commit::recovered::Recovered;
use crate::store::file::commit::transaction::on_recovered;
use crate::store::file::journal::Journal;
use crate::store::file::journal::records::Records;
use crate::store::file::journal::rotate::{Rotation, check_links};
use crate::store::file::journal::segments::{Segment, segment_before};
use crate::store::file::maintain::compact::survey::Survey;
use crate::store::file::maintain::successor::{Replacing, replace_segment};
use crate::store::file::recover::look::look;
use crate::store::origin::Origin;

impl<S: FileSystem> Compact for FileStore<S> {
    fn compact(&self, origin: &Origin, keep: &Retention) -> Result<Compacted> {
        let Some(mut survey) = survey(self, keep)? else { return Ok(Compacted::Nothing) };
        let compacted = on_recovered(self, origin, &mut |recovered| record(recovered, &mut survey))?;
        let Compacted::Dropped(rev, dropped) = compacted else { return Ok(compacted) };
        // The commit stands whatever happens here.
        if let Err(error) = drop_before(self, origin, dropped.last.next()) {
            let why = format!("revision {rev} says what is dropped, but not all of it is: {error:#}");
            (self.options.report)(&why);
        }
        Ok(compacted)
    }
}

/// What to drop, with all records checked that are there by now.
fn survey<'s, S: FileSystem>(store: &'s FileStore<S>, keep: &Retention) -> Result<Option<Survey<'s>>> {
    let surveyed = Survey::of(store, keep).and_then(|mut survey| {
        survey.as_mut().map_or(Ok(()), |survey| survey.come_closer(store))?;
        Ok(survey)
    });
    surveyed.map_err(|mut error| {
        if let Some(failure) = error.downcast_mut::<Failure>().filter(|failure| failure.kind == Kind::Io) {
            failure.set_outcome("not committed");
        }
        error
    })
}

/// Records what is dropped, in a new log, unless it was dropped meanwhile.
fn record<S: FileSystem>(recovered: Recovered<'_, S>, survey: &mut Survey<'_>) -> Result<Option<Compacted>> {
    let (base, locked) = (&recovered.base, recovered.base.locked);
    let Some(journal) = &base.opened.journal else { return Ok(Some(Compacted::Nothing)) };
    if !survey.catch_up(base, journal)? {
        return Ok(Some(Compacted::Nothing));
    }
    check_links(locked.files)?;
    let change = locked.change(&base.opened.boot, Dropped::OP, survey.dropped.args());
    let done = commit(Drafted::without_change(recovered, change, Rotation::Always))?;
    Ok(done.map(|done| Compacted::Dropped(done.entry.link.rev, survey.dropped)))
}

/// Removes the records before `start` from the segments.
fn drop_before<S: FileSystem>(store: &FileStore<S>, origin: &Origin, start: Revision) -> Result<()> {
    let files = &store.files;
    let opened = look(store)?.opened;
    let segments = Records { files, journal: opened.journal.as_ref(), end: u64::MAX }.segments()?;
    for Segment { first, next, .. } in segments.into_iter().rev() {
        if next <= start {
            let last = Revision::new(next.number() - 1);
            // Both are there if a process died between compressing and removing.
            for path in [files.packed_segment(last), files.segment(last)] {
                match files.system.unlink(&path) {
                    // Another process, which drops as much, may have been quicker.
                    Err(e) if e.kind() == io::ErrorKind::NotFound => {}
                    removed => removed.map_err(|e| io_failure("remove", &path, &e))?,
                }
            }
        } else if first.is_some_and(|first| first.rev < start)
            && let Some(segment) = segment_before(files, next)?
        {
            let path = files.segment(Revision::new(next.number() - 1));
            shorten_segment(store, origin, (&path, &segment), start)?;
        }
    }
    Ok(files.flush_names()?)
}

/// Replaces a segment by its end, from one revision on, at `path`: it is compressed no longer.
fn shorten_segment<S: FileSystem>(
    store: &FileStore<S>,
    origin: &Origin,
    (path, segment): (&Path, &Journal<S::File>),
    start: Revision,
) -> Result<()> {
    let mut from = segment.len();
    segment.newest_first(segment.len(), &mut |entry, at| {
        from = at;
        if entry.link.rev > start { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    let replacing = Replacing { segment: segment.path(), found: segment.stat(), successor: path };
    replace_segment(store, origin, &replacing, &segment.tail(from)).map(drop)
}
