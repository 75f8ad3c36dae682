//! All records of a document: those of the log, and those of the older segments
//! (see [`crate::store::file::journal::rotate`]).

use std::cmp::Ordering;
use std::ops::ControlFlow;

use anyhow::Result;

use crate::log::chain::check_follows;
use crate::log::digest::Digest;
use crate::log::entry::{Entry, Link, Revision};
use crate::log::history::{GAP, History};
use crate::platform::filesystem::{FileSystem, OpenFile};
use crate::store::file::journal::Journal;
use crate::store::file::journal::segments::{Segment, segment_before, segments_before};
use crate::store::file::layout::files::ContextFiles;

/// Up to this length, in bytes, a file is walked record by record; a longer one is searched by halving.
const SHORT: u64 = 256 * 1024;

/// The records up to one that ends at `end` in the log; none if there is no log.
pub struct Records<'r, S: FileSystem> {
    pub files: &'r ContextFiles<S>,
    pub journal: Option<&'r Journal<S::File>>,
    pub end: u64,
}

impl<S: FileSystem> History for Records<'_, S> {
    fn newest_first(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        self.walk(None, visit)
    }

    fn newest_first_from(&self, last: Revision, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        self.walk(Some(last), &mut |entry| {
            if entry.link.rev > last { ControlFlow::Continue(()) } else { visit(entry) }
        })
    }
}

impl<S: FileSystem> Records<'_, S> {
    /// Visits the records, newest first; those after `last`, if given, may be skipped.
    fn walk(&self, last: Option<Revision>, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        let Some(journal) = self.journal else { return Ok(()) };
        let mut newer = visit_segment(journal, self.end, last, None, visit)?;
        while let Some(link) = newer {
            let Some(segment) = segment_before(self.files, link.rev)? else { return Ok(()) };
            newer = visit_segment(&segment, segment.len(), last, Some(link), visit)?;
        }
        Ok(())
    }

    /// The older logs behind this one, newest first.
    ///
    /// # Errors
    /// As [`segments_before`].
    pub fn segments(&self) -> Result<Vec<Segment>> {
        match self.journal.map(|journal| journal.first_link(self.end)).transpose()?.flatten() {
            Some((first, true)) => segments_before(self.files, first.rev, Revision::START),
            _ => Ok(Vec::new()),
        }
    }

    /// The oldest record, and how many bytes all have; `None` if there is none.
    ///
    /// # Errors
    /// Fails if the log cannot be read, or if the first record of a segment is damaged.
    pub fn oldest(&self) -> Result<Option<(Entry, u64)>> {
        let Some(journal) = self.journal else { return Ok(None) };
        let segments = self.segments()?;
        let bytes = segments.iter().fold(self.end, |bytes, segment| bytes.saturating_add(segment.len));
        let oldest = segments.last().map(|oldest| segment_before(self.files, oldest.next)).transpose()?.flatten();
        let first =
            oldest.map_or_else(|| journal.first_record(self.end), |segment| segment.first_record(segment.len()));
        Ok(first?.map(|first| (first, bytes)))
    }

    /// Calls `visit` with each record after `since`, oldest first.
    ///
    /// # Errors
    /// Fails if a record is damaged or does not follow the one before it, if the log cannot be read,
    /// or if `visit` fails.
    pub fn oldest_first(&self, since: Revision, visit: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()> {
        let Some(journal) = self.journal else { return Ok(()) };
        let older = match journal.first_link(self.end)? {
            Some((first, true)) => segments_before(self.files, first.rev, since)?,
            _ => Vec::new(),
        };
        let mut before: Option<(Revision, Digest)> = None;
        let mut visit_in = |journal: &Journal<S::File>, end: u64, first: Option<Link>| {
            let mut dropped = first;
            journal.oldest_first(end, &mut |entry, _| {
                // The segment was shortened meanwhile: what is kept begins here.
                if dropped.take().is_some_and(|first| first != entry.link) {
                    before = None;
                }
                before
                    .map_or(Ok(()), |before| check_follows(entry.link, before))
                    .map_err(|e| journal.inconsistent(&e))?;
                before = Some((entry.link.rev, entry.h));
                if entry.link.rev > since { visit(entry) } else { Ok(()) }
            })
        };
        for Segment { first, next, .. } in older.into_iter().rev() {
            // A segment that is gone by now was dropped, and so was all before it.
            if let Some(segment) = segment_before(self.files, next)? {
                visit_in(&segment, segment.len(), first)?;
            }
        }
        visit_in(journal, self.end, None)
    }
}

/// Whether older records precede this one.
fn has_older(entry: &Entry) -> bool {
    entry.change.op != GAP
}

/// Visits the records of one file, which `newer` follows; returns the oldest if the walk goes on before it.
fn visit_segment(
    journal: &Journal<impl OpenFile>,
    end: u64,
    last: Option<Revision>,
    mut newer: Option<Link>,
    visit: &mut dyn FnMut(Entry) -> ControlFlow<()>,
) -> Result<Option<Link>> {
    let mut end = end;
    let is_after =
        |end: u64, last: Revision| -> Result<bool> { Ok(journal.revision_before(end)?.is_some_and(|rev| rev > last)) };
    if let Some(last) = last.filter(|_| end > SHORT)
        && is_after(end, last)?
    {
        if is_after(journal.line_end(0)?, last)?
            && let Some(first) = journal.first_record(end).ok().flatten()
        {
            return Ok(has_older(&first).then_some(first.link));
        }
        // The record after it, whose digest was checked, vouches for it.
        if let Some(vouched) = end_of(journal, end, last.next())? {
            (end, newer) = (vouched, None);
        }
    }
    let (mut oldest, mut broken) = (None, None);
    journal.newest_first(end, &mut |entry, _| {
        let (link, goes_on) = (entry.link, has_older(&entry));
        broken = newer.and_then(|newer| check_follows(newer, (link.rev, entry.h)).err());
        if broken.is_some() {
            return ControlFlow::Break(());
        }
        let flow =
            if visit(entry).is_continue() && goes_on { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
        newer = Some(link);
        oldest = flow.is_continue().then_some(link);
        flow
    })?;
    broken.map_or(Ok(oldest), |broken| Err(journal.inconsistent(&broken)))
}

/// Where the record of a revision ends, found by halving; `None` if it is not met, or if a record on
/// the way is damaged, which the walk then finds and tells.
///
/// # Errors
/// Fails if pread(2) fails.
fn end_of(journal: &Journal<impl OpenFile>, end: u64, rev: Revision) -> Result<Option<u64>> {
    // What ends at `low` is older, what begins at `high` newer; records end at both.
    let (mut low, mut high, mut at) = (0, end, end);
    while let Some(found) = journal.revision_before(at)? {
        match found.cmp(&rev) {
            Ordering::Equal => return Ok(Some(at)),
            Ordering::Greater => high = journal.line_start(at - 1)?,
            Ordering::Less => low = at,
        }
        if low >= high {
            break;
        }
        let middle = low + (high - low).div_ceil(2);
        let begins = journal.line_start(middle)?;
        at = if begins > low { begins } else { journal.line_end(middle)?.min(high) };
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::digest::Digest;
    use crate::log::entry::{Change, Link};
    use crate::platform::attributes::Attributes;
    use crate::platform::filesystem::native::Native;

    #[test]
    fn a_record_is_found_wherever_it_is_and_however_long_the_others_are() {
        let directory = tempfile::TempDir::new().unwrap();
        let path = directory.path().join("log");
        let mut journal = Journal::create(&Native, &path, &Attributes::first(0o600)).unwrap();
        let mut ends = Vec::new();
        for rev in 5..60 {
            let size = if rev % 7 == 0 { 30_000 } else { 10 };
            let change = Change { op: "x".repeat(size), ..Change::default() };
            let link = Link { rev: Revision::new(rev), prev: Digest::NONE, post: Digest::NONE };
            journal.append(&[Entry::seal(change, link).unwrap().line, b"\n".to_vec()].concat()).unwrap();
            ends.push((rev, journal.len()));
        }
        for (rev, end) in ends {
            assert_eq!(end_of(&journal, journal.len(), Revision::new(rev)).unwrap(), Some(end), "{rev}");
        }
        for rev in [0, 4, 60, u64::MAX] {
            assert_eq!(end_of(&journal, journal.len(), Revision::new(rev)).unwrap(), None, "{rev}");
        }
        assert_eq!(end_of(&journal, 0, Revision::new(5)).unwrap(), None);
    }
}
