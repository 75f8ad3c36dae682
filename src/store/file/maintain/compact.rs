//! Compaction: the oldest records are dropped, and a record says which.
//!
//! The log begins anew with that record and the whole state. Then whole segments go, oldest
//! first, so that what is left is always without a gap, and last the one that is kept in
//! part is replaced by its own end, cut where a record holds a whole state: no record that is
//! kept changes, and the chain stays as it is.

use std::ops::ControlFlow;
use std::path::Path;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::log::compaction::Dropped;
use crate::log::entry::{Change, Entry, Revision};
use crate::log::history::History as _;
use crate::log::retention::Retention;
use crate::platform::filesystem::FileSystem;
use crate::platform::io_failure::io_failure;
use crate::platform::temporary::Temporary;
use crate::store::file::FileStore;
use crate::store::file::commit::Current;
use crate::store::file::commit::publish::Attempt;
use crate::store::file::commit::publisher::Publisher;
use crate::store::file::journal::Journal;
use crate::store::file::journal::segments::{Past, segment_before};
use crate::store::file::maintain::verify::verify;
use crate::store::file::recover::opened::{Head, View};
use crate::store::{Compacted, Origin};

impl<S: FileSystem> FileStore<S> {
    pub(crate) fn drop_old(&self, origin: &Origin, keep: &Retention) -> Result<Compacted> {
        self.on_current(origin, &mut |current| {
            let Some(head) = current.head.clone() else { return Ok(Some(Compacted::Nothing)) };
            // What is damaged, or was altered, would never be found again.
            verify(&self.files, &current.view, &self.options, None)?;
            let Some(dropped) = self.what_to_drop(current, &head, keep)? else { return Ok(Some(Compacted::Nothing)) };
            let change = self.change(origin, &current.view.boot, Dropped::OP, dropped.args());
            let Current { publisher, view, document, text, .. } = current;
            // A log of any length is rotated.
            let publisher = Publisher { log_max: 0, ..**publisher };
            match publisher.begin_anew(view, &head, change, document, text)? {
                Attempt::Raced => Ok(None),
                Attempt::Committed(entry) => {
                    if let Err(error) = publisher.drop_before(dropped.last.next(), head.rev) {
                        let why = format!(
                            "revision {} says what is dropped, but not all of it is: {error:#}",
                            entry.link.rev
                        );
                        (self.options.report)(&why);
                    }
                    Ok(Some(Compacted::Dropped(entry.link.rev, dropped)))
                }
            }
        })
    }

    /// All records before the newest one that holds a whole state and that nothing kept precedes.
    fn what_to_drop(&self, current: &Current<'_, S>, head: &Head, keep: &Retention) -> Result<Option<Dropped>> {
        let past = Past { files: &self.files, journal: current.view.journal.as_ref(), end: head.end };
        let now = (self.options.now)();
        let (mut keeping, mut cut, mut oldest) = (true, None, head.rev);
        // What was dropped before is still said when the record that says it goes too.
        let mut said = None;
        let mut signed = None;
        past.newest_first(&mut |entry: Entry| {
            keeping = keeping && keep.keeps(&entry, head.rev, now);
            let start = entry.change.state.is_some().then_some(entry.link);
            // What is kept must be preceded by a state, which may be older than it.
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
        if let Some(rev) = signed.filter(|_| self.options.audit_key.is_none()) {
            return Err(without_key(rev).into());
        }
        let first = said.unwrap_or(oldest).min(oldest);
        Ok(Some(Dropped { first, last: Revision::new(start.rev.number() - 1), h: start.prev }))
    }
}

/// Whoever has no key could otherwise drop what shows that they wrote without it.
fn without_key(rev: Revision) -> Failure {
    Failure::new(Kind::Refused, format!("revision {rev} has an HMAC, and CTX_AUDIT_KEY is not set"))
        .fact("rev", rev.number())
        .hint("nothing was changed; give the key: CTX_AUDIT_KEY or CTX_AUDIT_KEY_FILE")
}

impl<S: FileSystem> Publisher<'_, S> {
    /// Commits a record that begins a new log, and leaves the document as it is.
    fn begin_anew(
        &self,
        view: &mut View<S::File>,
        head: &Head,
        change: Change,
        document: &Document,
        text: &[u8],
    ) -> Result<Attempt> {
        self.check_links()?;
        self.announce(view, head, change, document, text)
    }

    /// Removes the records before `start` from the segments behind the log, whose last
    /// record is of revision `last`. The commit stands whatever happens here.
    fn drop_before(&self, start: Revision, last: Revision) -> Result<()> {
        let mut older = Vec::new();
        let mut before = last.next();
        while let Some(segment) = segment_before(self.files, before)? {
            let Some(first) = segment.first_record(segment.len())? else { break };
            let first = first.link.rev;
            older.push((first, before));
            before = first;
        }
        // Opened one at a time: there may be more of them than a process may have open.
        for (first, end) in older.into_iter().rev() {
            let path = self.files.segment(Revision::new(end.number() - 1));
            if end <= start {
                self.files.system.unlink(&path).map_err(|e| io_failure("remove", &path, &e))?;
            } else if first < start
                && let Some(segment) = segment_before(self.files, end)?
            {
                self.shorten_segment(&path, &segment, start)?;
            }
        }
        let directory = &self.files.directory;
        self.files.system.flush_directory(directory).map_err(|e| io_failure("flush", directory, &e))?;
        Ok(())
    }

    /// Replaces a segment by its end, from one revision on.
    fn shorten_segment(&self, path: &Path, segment: &Journal<S::File>, start: Revision) -> Result<()> {
        let mut from = segment.len();
        segment.newest_first(segment.len(), &mut |entry, at| {
            from = at;
            if entry.link.rev > start { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        let bytes = segment.bytes_behind(from).map_err(|e| io_failure("read", path, &e))?;
        let next = &self.files.next_log;
        let shorter = Temporary::write(&self.files.system, next, &bytes, &self.attributes_beside()?, true);
        let replaced = shorter.map_err(|e| e.told("shorten", path))?.publish(path);
        replaced.map(drop).map_err(|e| io_failure("shorten", path, &e).into())
    }
}
