//! Following a log: what is new in it since the last look.

use std::ops::ControlFlow;

use anyhow::Result;

use super::digest::Digest;
use super::entry::{Entry, Revision};
use super::history::{History, newest};
use super::record_id::RecordId;

/// How far somebody has followed a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Follower {
    /// The last revision that was seen.
    rev: Revision,
    /// Its record's digest, once it was looked at: a log that was made anew has the
    /// same revisions, and other records.
    h: Option<Digest>,
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

/// The last revision that was seen is not in the log any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// There is no record at all.
    Gone(Revision),
    /// There are others, which are all new.
    Replaced(Revision),
}

/// The records behind a revision.
struct Walk {
    entries: Vec<Entry>,
    newest: Option<RecordId>,
    /// The newest record that is not behind it.
    met: Option<RecordId>,
}

impl Follower {
    /// Follows from behind a revision.
    #[must_use]
    pub fn after(rev: Revision) -> Self {
        Self { rev, h: None, told_gone: false }
    }

    /// Follows from now on.
    ///
    /// # Errors
    /// Those of reading the history.
    pub fn from_now(history: &dyn History) -> Result<Self> {
        let mut follower = Self::after(Revision::START);
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
        let Walk { entries, newest, met } = walk(history, self.rev, admits)?;
        let rev = self.rev;
        if met.is_some_and(|met| met.rev != rev || self.h.is_some_and(|h| h != met.h)) {
            let Walk { entries, newest, .. } = walk(history, Revision::START, admits)?;
            self.move_to(newest);
            return Ok(News { entries, lost: Some(Lost::Replaced(rev)) });
        }
        let is_gone = newest.is_none() && rev > Revision::START;
        let lost = (is_gone && !self.told_gone).then_some(Lost::Gone(rev));
        self.told_gone = is_gone;
        self.move_to(newest);
        Ok(News { entries, lost })
    }

    /// Whoever writes to a log that was deleted counts on from where it was.
    fn move_to(&mut self, newest: Option<RecordId>) {
        if let Some(RecordId { rev, h }) = newest {
            (self.rev, self.h) = (rev, Some(h));
        }
    }
}

fn walk(history: &dyn History, since: Revision, admits: &dyn Fn(&Entry) -> bool) -> Result<Walk> {
    let mut walk = Walk { entries: Vec::new(), newest: None, met: None };
    history.newest_first(&mut |entry| {
        walk.newest.get_or_insert(entry.id());
        if entry.link.rev <= since {
            walk.met = Some(entry.id());
            return ControlFlow::Break(());
        }
        if admits(&entry) {
            walk.entries.push(entry);
        }
        ControlFlow::Continue(())
    })?;
    walk.entries.reverse();
    Ok(walk)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::entry::{Change, Link};
    use std::cell::Cell;

    /// Records of some revisions, and how many of them were read.
    struct Log {
        entries: Vec<Entry>,
        read: Cell<usize>,
    }

    impl Log {
        fn of(op: &str, revisions: std::ops::Range<u64>) -> Self {
            let record = |rev| {
                let change = Change { op: op.into(), ..Change::default() };
                Entry::seal(change, Link { rev: Revision::new(rev), prev: Digest::NONE, post: Digest::NONE }).unwrap()
            };
            Self { entries: revisions.map(record).collect(), read: Cell::default() }
        }
    }

    impl History for Log {
        fn newest_first(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
            for entry in self.entries.iter().rev() {
                self.read.set(self.read.get() + 1);
                if visit(entry.clone()).is_break() {
                    break;
                }
            }
            Ok(())
        }
    }

    fn look(follower: &mut Follower, log: &Log) -> (Vec<u64>, Option<Lost>) {
        let News { entries, lost } = follower.look(log, &|_| true).unwrap();
        (entries.iter().map(|entry| entry.link.rev.number()).collect(), lost)
    }

    #[test]
    fn each_record_is_new_once_and_no_older_one_is_read() {
        let mut follower = Follower::after(Revision::new(2));
        let log = Log::of("set", 1..5);
        assert_eq!(look(&mut follower, &log), (vec![3, 4], None));
        assert_eq!(look(&mut follower, &log), (vec![], None));
        let log = Log::of("set", 1..7);
        assert_eq!(look(&mut follower, &log), (vec![5, 6], None));
        assert_eq!((log.read.get(), follower.revision()), (3, Revision::new(6)));
    }

    #[test]
    fn from_now_on_is_behind_the_newest() {
        let mut follower = Follower::from_now(&Log::of("set", 1..5)).unwrap();
        assert_eq!(look(&mut follower, &Log::of("set", 1..6)), (vec![5], None));
        let mut follower = Follower::from_now(&Log::of("set", 1..1)).unwrap();
        assert_eq!(look(&mut follower, &Log::of("set", 1..3)), (vec![1, 2], None));
    }

    #[test]
    fn what_is_not_admitted_counts_as_seen() {
        let mut follower = Follower::after(Revision::START);
        assert_eq!(follower.look(&Log::of("set", 1..4), &|_| false).unwrap().entries, []);
        assert_eq!(look(&mut follower, &Log::of("set", 1..5)), (vec![4], None));
    }

    #[test]
    fn a_log_that_is_gone_is_told_once_and_goes_on_where_it_was() {
        let mut follower = Follower::from_now(&Log::of("set", 1..5)).unwrap();
        let nothing = Log::of("set", 1..1);
        assert_eq!(look(&mut follower, &nothing), (vec![], Some(Lost::Gone(Revision::new(4)))));
        assert_eq!(look(&mut follower, &nothing), (vec![], None));
        assert_eq!(look(&mut follower, &Log::of("gap", 5..7)), (vec![5, 6], None));
        assert_eq!(look(&mut Follower::after(Revision::START), &nothing), (vec![], None));
    }

    #[test]
    fn another_log_in_its_place_is_all_new() {
        let lost = Some(Lost::Replaced(Revision::new(4)));
        for (revisions, found) in [(1..3, vec![1, 2]), (1..5, vec![1, 2, 3, 4]), (1..6, vec![1, 2, 3, 4, 5])] {
            let mut follower = Follower::from_now(&Log::of("set", 1..5)).unwrap();
            assert_eq!(look(&mut follower, &Log::of("other", revisions)), (found, lost));
        }
        let mut follower = Follower::after(Revision::new(4));
        assert_eq!(look(&mut follower, &Log::of("set", 1..3)), (vec![1, 2], lost));
        assert_eq!(look(&mut follower, &Log::of("set", 1..4)), (vec![3], None));
    }
}
