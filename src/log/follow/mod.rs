//! Follows a log: finds the records that are new since the last look.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::log::compaction::Dropped;
use crate::log::digest::Digest;
use crate::log::entry::{Entry, Link, Revision};
use crate::log::history::{History, newest};
use crate::log::record_id::RecordId;

/// How far a log was followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Follower {
    /// The last revision that was seen.
    rev: Revision,
    /// How many bytes of new records are held at most.
    most: usize,
    /// The digest of its record, if known. A log that was started again has the same revisions with
    /// other records.
    h: Option<Digest>,
    /// Nothing was asked for or seen yet: any record may come first.
    from_first: bool,
    /// Whether the caller was told that the log is gone.
    told_gone: bool,
}

/// The result of a look at the log.
#[derive(Debug, PartialEq)]
pub struct News {
    /// The new records that are admitted, oldest first.
    pub entries: Vec<Entry>,
    /// The new records are too long to be held, so there are none in `entries`.
    pub unheld: Option<Unheld>,
    pub lost: Option<Lost>,
}

/// Records that were found and not held: those after one revision, up to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unheld {
    pub after: Revision,
    pub last: Revision,
}

/// Records between the last look and this one are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// There are no records. This revision was seen last.
    Gone(Revision),
    /// The last revision seen is gone, and all records are new.
    Replaced(Revision),
    /// Revisions that were not seen are gone. `by` is the revision that says that they were
    /// dropped, if any.
    Dropped { first: Revision, last: Revision, by: Option<Revision> },
}

/// The records after a revision.
struct Walk {
    since: Revision,
    entries: Vec<Entry>,
    /// How many bytes of lines may still be held; none if there were more.
    room: Option<usize>,
    newest: Option<RecordId>,
    /// The newest record that is not after it.
    met: Option<RecordId>,
    /// The oldest record after it.
    oldest: Option<Link>,
    /// What later records say was dropped, and which ones say so.
    dropped: Vec<(Dropped, Revision)>,
}

impl Follower {
    /// Follows from the record after a revision.
    #[must_use]
    pub fn after(rev: Revision) -> Self {
        Self { rev, most: usize::MAX, h: None, from_first: false, told_gone: false }
    }

    /// The same, but of new records that are longer than this in all, none is held: [`News::unheld`].
    #[must_use]
    pub fn holding(self, most: usize) -> Self {
        Self { most, ..self }
    }

    /// Follows from now on.
    ///
    /// # Errors
    /// Fails if the history cannot be read.
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

    /// Finds what is new since the last look. Reads back only to what was seen, unless that is
    /// gone.
    ///
    /// # Errors
    /// Fails if the history cannot be read.
    pub fn look(&mut self, history: &dyn History, admits: &dyn Fn(&Entry) -> bool) -> Result<News> {
        let walked = walk(history, (self.rev, self.most), admits)?;
        let missed = walked.missed(self.rev).filter(|_| !self.from_first);
        let (rev, met, newest) = (self.rev, walked.met, walked.newest);
        if met.is_some_and(|met| met.rev != rev || self.h.is_some_and(|h| h != met.h)) {
            let walked = walk(history, (Revision::START, self.most), admits)?;
            self.move_to(walked.newest);
            return Ok(walked.news(Some(Lost::Replaced(rev))));
        }
        let is_gone = newest.is_none() && rev > Revision::START;
        let lost = (is_gone && !self.told_gone).then_some(Lost::Gone(rev)).or(missed);
        self.told_gone = is_gone;
        self.move_to(newest);
        Ok(walked.news(lost))
    }

    /// A writer continues to count where a deleted log ended.
    fn move_to(&mut self, newest: Option<RecordId>) {
        if let Some(RecordId { rev, h }) = newest {
            (self.rev, self.h, self.from_first) = (rev, Some(h), false);
        }
    }
}

impl Walk {
    fn news(self, lost: Option<Lost>) -> News {
        let unheld = self.newest.filter(|_| self.room.is_none());
        let unheld = unheld.map(|newest| Unheld { after: self.since, last: newest.rev });
        News { entries: self.entries, unheld, lost }
    }

    fn hold(&mut self, entry: Entry) {
        self.room = self.room.and_then(|room| room.checked_sub(entry.line.len()));
        if self.room.is_some() {
            self.entries.push(entry);
        } else {
            self.entries = Vec::new();
        }
    }

    /// Finds what is missing between `since` and the oldest record after it.
    fn missed(&self, since: Revision) -> Option<Lost> {
        let oldest = self.oldest.filter(|oldest| self.met.is_none() && oldest.rev > since.next())?;
        let by = self.dropped.iter().find(|(dropped, _)| dropped.precedes(&oldest)).map(|(_, by)| *by);
        Some(Lost::Dropped { first: since.next(), last: Revision::new(oldest.rev.number() - 1), by })
    }
}

fn walk(history: &dyn History, (since, most): (Revision, usize), admits: &dyn Fn(&Entry) -> bool) -> Result<Walk> {
    let (entries, dropped, room) = (Vec::new(), Vec::new(), Some(most));
    let mut walk = Walk { since, entries, room, newest: None, met: None, oldest: None, dropped };
    history.newest_first(&mut |entry| {
        walk.newest.get_or_insert(entry.id());
        if entry.link.rev <= since {
            walk.met = Some(entry.id());
            return ControlFlow::Break(());
        }
        walk.oldest = Some(entry.link);
        walk.dropped.extend(Dropped::of(&entry).map(|dropped| (dropped, entry.link.rev)));
        if admits(&entry) {
            walk.hold(entry);
        }
        ControlFlow::Continue(())
    })?;
    walk.entries.reverse();
    Ok(walk)
}

#[cfg(test)]
mod tests;
