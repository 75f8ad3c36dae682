//! The log as the past of a document: the records of the log itself, and of the older
//! segments that it was rotated to (see [`super::rotate`]).

use std::cmp::Ordering;
use std::ops::ControlFlow;

use anyhow::Result;

use super::files::ContextFiles;
use super::filesystem::{FileSystem, OpenFile};
use super::journal::Journal;
use crate::model::entry::{Entry, Revision};
use crate::model::history::History;

/// Up to this length, in bytes, the records of a file are walked as soon as one of them is searched.
const SHORT: u64 = 256 * 1024;

/// The records of a log up to one of them; none if there is no log.
pub struct Past<'p, S: FileSystem> {
    pub files: &'p ContextFiles<S>,
    pub journal: Option<&'p Journal<S::File>>,
    pub end: u64,
}

impl<S: FileSystem> History for Past<'_, S> {
    fn newest_first(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        self.walk(None, visit)
    }

    fn newest_first_from(&self, last: Revision, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        self.walk(Some(last), &mut |entry| {
            if entry.link.rev > last { ControlFlow::Continue(()) } else { visit(entry) }
        })
    }
}

impl<S: FileSystem> Past<'_, S> {
    /// Visits the records, newest first; of those after `last`, if it is given, perhaps not all.
    fn walk(&self, last: Option<Revision>, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        let Some(journal) = self.journal else { return Ok(()) };
        let mut oldest = visit_segment(journal, self.end, last, visit)?;
        while let Some(rev) = oldest {
            let Some(segment) = segment_before(self.files, rev)? else { return Ok(()) };
            oldest = visit_segment(&segment, segment.len(), last, visit)?;
        }
        Ok(())
    }

    /// Calls `visit` with each record after `since`, oldest first.
    ///
    /// # Errors
    /// A record that is damaged, a log that cannot be read, and those of `visit`.
    pub fn oldest_first(&self, since: Revision, visit: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()> {
        let Some(journal) = self.journal else { return Ok(()) };
        let mut older = Vec::new();
        let mut first = journal.first_revision(self.end)?;
        while let Some(rev) = first.filter(|rev| *rev > since.next()) {
            let Some(segment) = segment_before(self.files, rev)? else { break };
            first = segment.first_revision(segment.len())?;
            older.push(segment);
        }
        let mut visit = |entry: Entry, _: &[u8]| if entry.link.rev > since { visit(entry) } else { Ok(()) };
        for segment in older.iter().rev() {
            segment.oldest_first(segment.len(), &mut visit)?;
        }
        journal.oldest_first(self.end, &mut visit)
    }
}

/// Visits the records of one file; the oldest revision, if the walk goes on before it.
fn visit_segment(
    journal: &Journal<impl OpenFile>,
    end: u64,
    last: Option<Revision>,
    visit: &mut dyn FnMut(Entry) -> ControlFlow<()>,
) -> Result<Option<Revision>> {
    let mut end = end;
    if let Some(last) = last.filter(|_| end > SHORT) {
        if let Some(first) = journal.first_revision(end).ok().flatten().filter(|first| *first > last) {
            return Ok(Some(first));
        }
        end = end_of(journal, end, last)?.unwrap_or(end);
    }
    let mut oldest = None;
    journal.newest_first(end, &mut |entry, _| {
        let rev = entry.link.rev;
        let flow = visit(entry);
        oldest = flow.is_continue().then_some(rev);
        flow
    })?;
    Ok(oldest)
}

/// Where the record of a revision ends, by halving what is between; `None` if it is not met,
/// or a record on the way is damaged: who then walks there tells that.
///
/// # Errors
/// Those of pread(2).
fn end_of(journal: &Journal<impl OpenFile>, end: u64, rev: Revision) -> Result<Option<u64>> {
    // What ends at `low` is older, what begins at `high` newer; records end at both.
    let (mut low, mut high, mut at) = (0, end, end);
    while let Some(line) = journal.line_ending_at(at)? {
        let Ok(entry) = Entry::parse(&line.bytes) else { break };
        match entry.link.rev.cmp(&rev) {
            Ordering::Equal => return Ok(Some(at)),
            Ordering::Greater => high = line.start,
            Ordering::Less => low = at,
        }
        if low >= high {
            break;
        }
        let middle = low + (high - low).div_ceil(2);
        let begins = journal.line_ending_at(middle)?.map_or(low, |part| part.start);
        at = if begins > low { begins } else { high };
    }
    Ok(None)
}

/// The segment whose last record comes before `rev`; `None` if there is none (any more).
///
/// # Errors
/// A segment that cannot be opened.
pub fn segment_before<S: FileSystem>(files: &ContextFiles<S>, rev: Revision) -> Result<Option<Journal<S::File>>> {
    match rev.number() {
        0 | 1 => Ok(None),
        number => Journal::open(&files.system, &files.segment(Revision::new(number - 1)), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::digest::Digest;
    use crate::model::entry::{Change, Link};
    use crate::store::filesystem::native::Native;

    #[test]
    fn a_record_is_found_wherever_it_is_and_however_long_the_others_are() {
        let directory = tempfile::TempDir::new().unwrap();
        let path = directory.path().join("log");
        let mut journal = Journal::create(&Native, &path, 0o600).unwrap();
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
