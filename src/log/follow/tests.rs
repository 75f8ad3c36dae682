use super::*;
use crate::log::entry::{Change, Link};
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

fn dropping(log: &mut Log, first: u64, last: u64) {
    let h = Digest::NONE;
    let args = Dropped { first: Revision::new(first), last: Revision::new(last), h }.args();
    let rev = log.entries.last().unwrap().link.rev.next();
    let change = Change { op: Dropped::OP.into(), args, ..Change::default() };
    log.entries.push(Entry::seal(change, Link { rev, prev: h, post: h }).unwrap());
    log.entries.retain(|entry| entry.link.rev > Revision::new(last));
}

fn look(follower: &mut Follower, log: &Log) -> (Vec<u64>, Option<Lost>) {
    let News { entries, lost, .. } = follower.look(log, &|_| true).unwrap();
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
fn records_that_are_too_long_to_be_held_are_named() {
    let log = Log::of("set", 1..5);
    let all = log.entries.iter().skip(2).map(|entry| entry.line.len()).sum();
    for (most, held) in [(all, 2), (all - 1, 0), (0, 0)] {
        let news = Follower::after(Revision::new(2)).holding(most).look(&log, &|_| true).unwrap();
        let unheld = (held == 0).then(|| Unheld { after: Revision::new(2), last: Revision::new(4) });
        assert_eq!((news.entries.len(), news.unheld, news.lost), (held, unheld, None));
    }
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

#[test]
fn what_was_dropped_before_it_was_seen_is_told_once() {
    let lost = |first, last, by: u64| {
        let by = Some(by).filter(|by| *by > 0).map(Revision::new);
        Some(Lost::Dropped { first: Revision::new(first), last: Revision::new(last), by })
    };
    let mut log = Log::of("set", 1..8);
    let mut seen = Follower::after(Revision::new(2));
    let mut met = seen;
    assert_eq!(look(&mut met, &Log::of("set", 1..5)), (vec![3, 4], None));
    dropping(&mut log, 1, 5);
    assert_eq!(look(&mut seen, &log), (vec![6, 7, 8], lost(3, 5, 8)));
    assert_eq!(look(&mut seen, &log), (vec![], None));
    assert_eq!(look(&mut met, &log), (vec![6, 7, 8], lost(5, 5, 8)));
    assert_eq!(look(&mut Follower::after(Revision::START), &log), (vec![6, 7, 8], lost(1, 5, 8)));
    assert_eq!(look(&mut Follower::after(Revision::new(5)), &log), (vec![6, 7, 8], None));
    assert_eq!(look(&mut Follower::from_now(&log).unwrap(), &log), (vec![], None));
    let unsaid = Log::of("gap", 4..5);
    assert_eq!(look(&mut Follower::after(Revision::new(2)), &unsaid), (vec![4], lost(3, 3, 0)));
}

#[test]
fn who_asked_for_nothing_misses_nothing_before_the_first_record() {
    let mut follower = Follower::from_now(&Log::of("set", 1..1)).unwrap();
    assert_eq!(look(&mut follower, &Log::of("gap", 4..6)), (vec![4, 5], None));
}
