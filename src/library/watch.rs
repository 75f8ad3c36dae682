//! Following the log.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::error::{Failure, Kind};
use crate::library::entry::Entry;
use crate::library::error::{Error, Result};
use crate::log::follow::{Follower, Lost, News};
use crate::log::revision::Revision;
use crate::platform::filesystem::native::Native;
use crate::store::Store as _;
use crate::store::file::FileStore;
use crate::store::watch;

/// The records after a revision, and each one that follows as soon as it is written. As an iterator
/// it never ends: it sleeps until there is a record.
pub struct Watch<'c> {
    store: &'c FileStore<Native>,
    /// There until it is dropped.
    changes: Option<Box<dyn watch::Watch>>,
    follower: Follower,
    ready: VecDeque<Result<Entry>>,
}

impl<'c> Watch<'c> {
    pub(crate) fn of(store: &'c FileStore<Native>, since: Revision) -> Self {
        Self { store, changes: Some(store.watch()), follower: Follower::after(since), ready: VecDeque::new() }
    }

    /// The next record, if there is one within this time.
    ///
    /// # Errors
    /// Fails if the log cannot be read, and once if it no longer has all records since the last one:
    /// the next call goes on with those that it has.
    pub fn next_within(&mut self, limit: Duration) -> Result<Option<Entry>> {
        self.next_until(Instant::now().checked_add(limit)).transpose()
    }

    fn next_until(&mut self, end: Option<Instant>) -> Option<Result<Entry>> {
        loop {
            if let Some(next) = self.ready.pop_front() {
                return Some(next);
            }
            if let Err(error) = self.look() {
                return Some(Err(error));
            }
            if self.ready.is_empty() {
                match self.changes.as_ref()?.wait(end) {
                    Ok(true) => {}
                    Ok(false) => return None,
                    Err(error) => return Some(Err(error.into())),
                }
            }
        }
    }

    fn look(&mut self) -> Result<()> {
        let News { entries, lost, .. } = self.follower.look(self.store, &|_| true)?;
        self.ready.extend(lost.map(|lost| Err(missing(&lost))));
        self.ready.extend(entries.into_iter().map(|entry| Ok(Entry::of(entry))));
        Ok(())
    }
}

impl Iterator for Watch<'_> {
    type Item = Result<Entry>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_until(None)
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        self.changes.take().into_iter().for_each(watch::Watch::end);
    }
}

fn missing(lost: &Lost) -> Error {
    let why = match lost {
        Lost::Gone(rev) => format!("the log is gone; the last revision seen was {rev}"),
        Lost::Replaced(rev) => format!("the log was replaced: revision {rev}, the last one seen, is not in it"),
        Lost::Dropped { first, last, .. } => format!("revisions {first} to {last} are no longer in the log"),
    };
    anyhow::Error::new(Failure::new(Kind::BadData, why)).into()
}
