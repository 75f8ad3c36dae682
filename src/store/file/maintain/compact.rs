//! Compaction: the oldest records are dropped, and a record says which.
//!
//! The log begins anew with that record and the whole state. Then whole segments are removed, oldest
//! first, so that what is left never has a gap. Last, the segment that is kept in part is replaced by
//! its own end, cut where a record holds a whole state. No record that is kept changes, and the chain
//! stays as it is.

use std::ops::ControlFlow;
use std::path::Path;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::compaction::Dropped;
use crate::log::entry::{Entry, Revision};
use crate::log::history::History as _;
use crate::log::retention::Retention;
use crate::platform::filesystem::FileSystem;
use crate::platform::io_failure::io_failure;
use crate::platform::temporary::Temporary;
use crate::store::capability::compact::{Compact, Compacted};
use crate::store::file::FileStore;
use crate::store::file::commit::base::Base;
use crate::store::file::commit::committed::commit;
use crate::store::file::commit::drafted::Drafted;
use crate::store::file::commit::recovered::Recovered;
use crate::store::file::commit::transaction::on_recovered;
use crate::store::file::journal::Journal;
use crate::store::file::journal::head::Head;
use crate::store::file::journal::records::segment_before;
use crate::store::file::journal::rotate::{Rotation, check_links};
use crate::store::file::lock::locked::Locked;
use crate::store::file::maintain::verify::verify;
use crate::store::origin::Origin;

impl<S: FileSystem> Compact for FileStore<S> {
    fn compact(&self, origin: &Origin, keep: &Retention) -> Result<Compacted> {
        on_recovered(self, origin, &mut |recovered| compact_recovered(recovered, keep))
    }
}

fn compact_recovered<S: FileSystem>(recovered: Recovered<'_, S>, keep: &Retention) -> Result<Option<Compacted>> {
    let (base, locked) = (&recovered.base, recovered.base.locked);
    let Some(head) = base.head.clone() else { return Ok(Some(Compacted::Nothing)) };
    // Damaged or altered records that are dropped would never be found again.
    verify(locked.files, &base.opened, locked.options, None)?;
    let Some(dropped) = what_to_drop(base, &head, keep)? else { return Ok(Some(Compacted::Nothing)) };
    check_links(locked.files)?;
    let change = locked.change(&base.opened.boot, Dropped::OP, dropped.args());
    let Some(done) = commit(Drafted::without_change(recovered, change, Rotation::Always))? else { return Ok(None) };
    let rev = done.entry.link.rev;
    // The commit stands whatever happens here.
    if let Err(error) = drop_before(locked, dropped.last.next(), head.rev) {
        let why = format!("revision {rev} says what is dropped, but not all of it is: {error:#}");
        (locked.options.report)(&why);
    }
    Ok(Some(Compacted::Dropped(rev, dropped)))
}

/// All records before the newest one that holds a whole state and has no record to keep before it.
fn what_to_drop<S: FileSystem>(base: &Base<'_, S>, head: &Head, keep: &Retention) -> Result<Option<Dropped>> {
    let options = base.locked.options;
    let now = (options.now)();
    let (mut keeping, mut cut, mut oldest) = (true, None, head.rev);
    // What earlier compactions dropped is still said when the record that says it is dropped too.
    let mut said = None;
    let mut signed = None;
    base.records().newest_first(&mut |entry: Entry| {
        keeping = keeping && keep.keeps(&entry, head.rev, now);
        let start = entry.change.state.is_some().then_some(entry.link);
        // What is kept must be preceded by a state, which may be older than the oldest record to keep.
        if keeping || cut.is_none() {
            cut = start;
        }
        oldest = entry.link.rev;
        signed = entry.hmac.map(|_| oldest).or(signed);
        said = Dropped::of(&entry).map(|dropped| dropped.first).or(said);
        ControlFlow::Continue(())
    })?;
    let Some(start) = cut.filter(|start| start.rev > oldest) else { return Ok(None) };
    let signed = signed.filter(|rev| *rev < start.rev).or(head.keyed.then_some(head.rev));
    if let Some(rev) = signed.filter(|_| options.audit_key.is_none()) {
        return Err(without_key(rev).into());
    }
    let first = said.unwrap_or(oldest).min(oldest);
    Ok(Some(Dropped { first, last: Revision::new(start.rev.number() - 1), h: start.prev }))
}

/// Without the key, a writer could otherwise drop the records that show that it wrote without the key.
fn without_key(rev: Revision) -> Failure {
    Failure::new(Kind::Refused, format!("revision {rev} has an HMAC, and CTX_AUDIT_KEY is not set"))
        .fact("rev", rev.number())
        .hint("nothing was changed; give the key: CTX_AUDIT_KEY or CTX_AUDIT_KEY_FILE")
}

/// Removes the records before `start` from the segments behind the log; the last record of the newest
/// segment is of revision `last`.
fn drop_before<S: FileSystem>(locked: &Locked<'_, S>, start: Revision, last: Revision) -> Result<()> {
    let files = locked.files;
    let mut older = Vec::new();
    let mut before = last.next();
    while let Some(segment) = segment_before(files, before)? {
        let Some(first) = segment.first_record(segment.len())? else { break };
        let first = first.link.rev;
        older.push((first, before));
        before = first;
    }
    // Opened one at a time: there may be more of them than a process may have open.
    for (first, end) in older.into_iter().rev() {
        let path = files.segment(Revision::new(end.number() - 1));
        if end <= start {
            files.system.unlink(&path).map_err(|e| io_failure("remove", &path, &e))?;
        } else if first < start
            && let Some(segment) = segment_before(files, end)?
        {
            shorten_segment(locked, &path, &segment, start)?;
        }
    }
    Ok(files.flush_names()?)
}

/// Replaces a segment by its end, from one revision on.
fn shorten_segment<S: FileSystem>(
    locked: &Locked<'_, S>,
    path: &Path,
    segment: &Journal<S::File>,
    start: Revision,
) -> Result<()> {
    let mut from = segment.len();
    segment.newest_first(segment.len(), &mut |entry, at| {
        from = at;
        if entry.link.rev > start { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    let bytes = segment.bytes_behind(from).map_err(|e| io_failure("read", path, &e))?;
    let (system, next) = (&locked.files.system, &locked.files.next_log);
    let shorter = Temporary::write(system, next, &bytes, &locked.attributes_beside()?, true);
    let replaced = shorter.map_err(|e| e.told("shorten", path))?.publish(path);
    replaced.map(drop).map_err(|e| io_failure("shorten", path, &e).into())
}
