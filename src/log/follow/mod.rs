//! Following a log: what is new in it since the last look.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::log::compaction::Dropped;
use crate::log::digest::Digest;
use crate::log::entry::{Entry, Link, Revision};
use crate::log::history::{History, newest};
use crate::log::record_id::RecordId;

/// How far somebody has followed a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Follower {
    /// The last revision that was seen.
    rev: Revision,
    /// Its record's digest, once it was looked at: a log that was made anew has the
    /// same revisions, and other records.
    h: Option<Digest>,
    /// Nothing was asked for and nothing seen: whatever comes first is the first.
    from_first: bool,
    /// It was said that the log is gone.
    told_gone: bool,
}

/// What a look at the log found.
#[derive(Debug, PartialEq)]
pub struct News {
    /// The new records that are admitted, oldest first.
    pub entries: Vec<Entry>,
    pub lost: Option<Lost>,
}

/// The log does not begin where it was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// There is no record at all; this revision was seen last.
    Gone(Revision),
    /// This revision, the last one seen, is not there; there are others, which are all new.
    Replaced(Revision),
    /// Revisions that were not seen are not there any more; `by` is the one that says that
    /// they were dropped, if one does.
    Dropped { first: Revision, last: Revision, by: Option<Revision> },
}

/// The records behind a revision.
struct Walk {
    entries: Vec<Entry>,
    newest: Option<RecordId>,
    /// The newest record that is not behind it.
    met: Option<RecordId>,
    /// The oldest record behind it.
    oldest: Option<Link>,
    /// What records behind it say was dropped, and which ones say so.
    dropped: Vec<(Dropped, Revision)>,
}

impl Follower {
    /// Follows from behind a revision.
    #[must_use]
    pub fn after(rev: Revision) -> Self {
        Self { rev, h: None, from_first: false, told_gone: false }
    }

    /// Follows from now on.
    ///
    /// # Errors
    /// Those of reading the history.
    pub fn from_now(history: &dyn History) -> Result<Self> {
        let mut follower = Self { from_first: true, ..Self::after(Revision::START) };
        follower.move_to(newest(history)?.map(|entry| entry.id()));
        Ok(follower)
    }

    /// The last revision that was seen.
    #[must_use]
    pub fn revision(&self) -> Revision {
        self.rev
    }

    /// What is new since the last look. Reads no further back than to what was seen,
    /// unless that is not there any more.
    ///
    /// # Errors
    /// Those of reading the history.
    pub fn look(&mut self, history: &dyn History, admits: &dyn Fn(&Entry) -> bool) -> Result<News> {
        let walked = walk(history, self.rev, admits)?;
        let missed = walked.missed(self.rev).filter(|_| !self.from_first);
        let Walk { entries, newest, met, .. } = walked;
        let rev = self.rev;
        if met.is_some_and(|met| met.rev != rev || self.h.is_some_and(|h| h != met.h)) {
            let Walk { entries, newest, .. } = walk(history, Revision::START, admits)?;
            self.move_to(newest);
            return Ok(News { entries, lost: Some(Lost::Replaced(rev)) });
        }
        let is_gone = newest.is_none() && rev > Revision::START;
        let lost = (is_gone && !self.told_gone).then_some(Lost::Gone(rev)).or(missed);
        self.told_gone = is_gone;
        self.move_to(newest);
        Ok(News { entries, lost })
    }

    /// Whoever writes to a log that was deleted counts on from where it was.
    fn move_to(&mut self, newest: Option<RecordId>) {
        if let Some(RecordId { rev, h }) = newest {
            (self.rev, self.h, self.from_first) = (rev, Some(h), false);
        }
    }
}

impl Walk {
    /// What is missing between `since` and the oldest record behind it.
    fn missed(&self, since: Revision) -> Option<Lost> {
        let oldest = self.oldest.filter(|oldest| self.met.is_none() && oldest.rev > since.next())?;
        let by = self.dropped.iter().find(|(dropped, _)| dropped.precedes(&oldest)).map(|(_, by)| *by);
        Some(Lost::Dropped { first: since.next(), last: Revision::new(oldest.rev.number() - 1), by })
    }
}

fn walk(history: &dyn History, since: Revision, admits: &dyn Fn(&Entry) -> bool) -> Result<Walk> {
    let mut walk = Walk { entries: Vec::new(), newest: None, met: None, oldest: None, dropped: Vec::new() };
    history.newest_first(&mut |entry| {
        walk.newest.get_or_insert(entry.id());
        if entry.link.rev <= since {
            walk.met = Some(entry.id());
            return ControlFlow::Break(());
        }
        walk.oldest = Some(entry.link);
        walk.dropped.extend(Dropped::of(&entry).map(|dropped| (dropped, entry.link.rev)));
        if admits(&entry) {
            walk.entries.push(entry);
        }
        ControlFlow::Continue(())
    })?;
    walk.entries.reverse();
    Ok(walk)
}

#[cfg(test)]
mod tests;
