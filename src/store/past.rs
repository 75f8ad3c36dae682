//! The log as the past of a document: the records of the log itself, and of the older
//! segments that it was rotated to (see [`super::rotate`]).

use std::ops::ControlFlow;

use anyhow::Result;

use super::files::ContextFiles;
use super::filesystem::FileSystem;
use super::journal::Journal;
use crate::model::entry::{Entry, Revision};
use crate::model::history::History;

/// The records of a log up to one of them; none if there is no log.
pub struct Past<'p, S: FileSystem> {
    pub files: &'p ContextFiles<S>,
    pub journal: Option<&'p Journal<S::File>>,
    pub end: u64,
}

impl<S: FileSystem> History for Past<'_, S> {
    fn newest_first(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        let Some(journal) = self.journal else { return Ok(()) };
        let mut oldest = visit_segment(journal, self.end, visit)?;
        while let Some(rev) = oldest {
            let Some(segment) = segment_before(self.files, rev)? else { return Ok(()) };
            oldest = visit_segment(&segment, segment.len(), visit)?;
        }
        Ok(())
    }
}

impl<S: FileSystem> Past<'_, S> {
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

/// Visits the records of one file; the oldest revision, if all of them were visited.
fn visit_segment(
    journal: &Journal<impl super::filesystem::OpenFile>,
    end: u64,
    visit: &mut dyn FnMut(Entry) -> ControlFlow<()>,
) -> Result<Option<Revision>> {
    let mut oldest = None;
    journal.newest_first(end, &mut |entry, _| {
        let rev = entry.link.rev;
        let flow = visit(entry);
        oldest = flow.is_continue().then_some(rev);
        flow
    })?;
    Ok(oldest)
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
