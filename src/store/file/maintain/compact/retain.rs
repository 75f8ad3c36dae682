//! What a rotation drops: the segments that the document's retention does not keep.
//!
//! Whole segments only, each of which begins with a whole state. So nothing is rewritten, and only what
//! is dropped has to be checked.

use std::path::PathBuf;

use anyhow::Result;
use serde_json::{Value, json};

use crate::kept::retention::declared;
use crate::log::compaction::Dropped;
use crate::log::entry::{Entry, Link, Revision};
use crate::log::retention::{Place, Retention};
use crate::platform::filesystem::{FileSystem, Stat};
use crate::store::capability::compact::Compacted;
use crate::store::file::FileStore;
use crate::store::file::commit::committed::commit;
use crate::store::file::commit::drafted::Drafted;
use crate::store::file::commit::recovered::Recovered;
use crate::store::file::commit::transaction::on_recovered;
use crate::store::file::journal::end::last_record;
use crate::store::file::journal::records::Records;
use crate::store::file::journal::rotate::Rotation;
use crate::store::file::journal::segments::{Segment, segment_before};
use crate::store::file::maintain::compact::drop_before;
use crate::store::file::maintain::compact::survey::without_key;
use crate::store::file::maintain::verify::settled;
use crate::store::file::maintain::verify::walk::Walk;
use crate::store::file::recover::read::{How, read};
use crate::store::origin::Origin;

/// What is to be dropped.
struct Plan {
    dropped: Dropped,
    /// The newest segment of it.
    newest: (PathBuf, Stat),
    retention: Retention,
}

/// Drops what the document asks not to keep. The change that rotated the log stands, so failures are only
/// reported.
pub(crate) fn retain<S: FileSystem>(store: &FileStore<S>, origin: &Origin) {
    let report = &store.options.report;
    match drop_segments(store, origin) {
        Ok(None) => {}
        Ok(Some((rev, Plan { dropped, retention, .. }))) => {
            report(&format!("{} of the log, recorded as revision {rev}: it keeps {retention}", dropped.text()));
        }
        Err(error) => report(&format!("the log is longer than `ctx log retain` asks for: {error:#}")),
    }
}

fn drop_segments<S: FileSystem>(store: &FileStore<S>, origin: &Origin) -> Result<Option<(Revision, Plan)>> {
    let Some(retention) = declared(&read(store, How::AsNeeded)?.document)? else { return Ok(None) };
    let Some(plan) = Plan::of(store, retention)? else { return Ok(None) };
    let compacted = on_recovered(store, origin, &mut |recovered| record(recovered, &plan))?;
    let Compacted::Dropped(rev, dropped) = compacted else { return Ok(None) };
    drop_before(store, origin, dropped.last.next())?;
    Ok(Some((rev, plan)))
}

impl Plan {
    /// Finds the segments to drop, and checks their records; `None` if there are none.
    fn of<S: FileSystem>(store: &FileStore<S>, retention: Retention) -> Result<Option<Self>> {
        let FileStore { files, options } = store;
        settled(store, |opened| {
            let Some(journal) = &opened.journal else { return Ok(None) };
            let Some(last) = last_record(journal, &opened.boot)? else { return Ok(None) };
            let records = Records { files, journal: Some(journal), end: last.end };
            let segments = records.segments()?;
            let Some((first, _)) = journal.first_link(last.end)? else { return Ok(None) };
            let kept = kept(store, &segments, &last.entry, last.end, &retention)?;
            let (kept, dropped) = segments.split_at(kept);
            let Some(newest) = dropped.first() else { return Ok(None) };
            let Some(start) = kept.last().map_or(Some(first), |segment| segment.first) else { return Ok(None) };
            let Some(found) =
                segment_before(files, newest.next)?.map(|segment| (segment.path().to_owned(), *segment.stat()))
            else {
                return Ok(None);
            };
            let is_signed = last.entry.hmac.map(|_| last.entry.link.rev);
            let signed = check(store, dropped, &start)?.or(is_signed).filter(|_| options.audit_key.is_none());
            signed.map_or(Ok(()), |rev| Err(without_key(rev)))?;
            // What is missing before them was dropped earlier.
            let dropped =
                Dropped { first: Revision::START.next(), last: Revision::new(start.rev.number() - 1), h: start.prev };
            Ok(Some(Self { dropped, newest: found, retention }))
        })
    }
}

/// How many of the segments, newest first, are kept.
fn kept<S: FileSystem>(
    store: &FileStore<S>,
    segments: &[Segment],
    head: &Entry,
    len: u64,
    retention: &Retention,
) -> Result<usize> {
    let now = (store.options.now)();
    let mut bytes = len;
    for (n, segment) in segments.iter().enumerate() {
        let Some(journal) = segment_before(&store.files, segment.next)? else { return Ok(n) };
        let Some(newest) = journal.line_ending_at(journal.len())? else { return Ok(n) };
        let newest = Entry::parse(&newest.bytes).map_err(|bad| journal.unreadable(newest.start, &bad))?;
        bytes = bytes.saturating_add(segment.len);
        let newer = head.link.rev.number().saturating_sub(newest.link.rev.number());
        if !retention.keeps(&newest, Place { newer, bytes }, now) {
            return Ok(n);
        }
    }
    Ok(segments.len())
}

/// Checks the records of segments that are followed by `start`; returns the first that has an HMAC.
fn check<S: FileSystem>(store: &FileStore<S>, segments: &[Segment], start: &Link) -> Result<Option<Revision>> {
    let mut walk = Walk::new(store.options.audit_key.as_ref(), None);
    for segment in segments.iter().rev() {
        let Some(journal) = segment_before(&store.files, segment.next)? else { continue };
        journal.oldest_first(journal.len(), &mut |entry, _| walk.step(&entry, &journal))?;
        walk.check(&journal)?;
        if segment.next == start.rev {
            walk.precedes(start, &journal)?;
        }
    }
    Ok(walk.hmacs.first())
}

/// Records what is dropped, unless it was dropped meanwhile.
fn record<S: FileSystem>(recovered: Recovered<'_, S>, plan: &Plan) -> Result<Option<Compacted>> {
    let (base, locked) = (&recovered.base, recovered.base.locked);
    let (newest, found) = &plan.newest;
    if !locked.files.system.stat(newest).is_ok_and(|stat| stat.same_file(found)) {
        return Ok(Some(Compacted::Nothing));
    }
    let mut args = plan.dropped.args();
    if let Value::Object(members) = &mut args {
        members.insert("retain".to_owned(), json!(plan.retention.to_string()));
    }
    let mut change = locked.change(&base.opened.boot, Dropped::OP, args);
    // It is said of the change that rotated the log.
    change.message = None;
    let done = commit(Drafted::without_change(recovered, change, Rotation::WhenLong))?;
    Ok(done.map(|done| Compacted::Dropped(done.entry.link.rev, plan.dropped)))
}
