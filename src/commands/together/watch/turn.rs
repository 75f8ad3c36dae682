//! When a value comes to pass a test.

use anyhow::Result;
use serde_json::Value;

use crate::error::Kind;
use crate::json::key_path::KeyPath;
use crate::log::checkout::at;
use crate::log::entry::{Entry, Revision};
use crate::log::turned::Turned;
use crate::options::value_test::ValueTest;
use crate::output::kind;
use crate::store::Store;

/// Follows the value at a path.
pub(super) struct Turning {
    path: KeyPath,
    test: ValueTest,
    /// The value after the last record that touched it.
    last: Last,
}

enum Last {
    /// No record touched it yet.
    Unknown,
    Known(Option<Value>),
}

impl Turning {
    pub(super) fn new(path: KeyPath, test: ValueTest) -> Self {
        Self { path, test, last: Last::Unknown }
    }

    /// Returns the value before and after a record that touches it, if it passes the test now and did not before.
    /// A value of which the log no longer tells counts as one that did not.
    pub(super) fn by(&mut self, entry: &Entry, store: &dyn Store) -> Result<Option<Turned>> {
        let rev = entry.link.rev;
        let old = match std::mem::replace(&mut self.last, Last::Unknown) {
            Last::Known(old) => old,
            Last::Unknown => self.past(Revision::new(rev.number().saturating_sub(1)), store)?,
        };
        let new = self.newest(rev, store)?;
        self.last = Last::Known(new.clone());
        let turns = self.test.admits(new.as_ref())? && !self.test.admits(old.as_ref())?;
        Ok(turns.then(|| Turned { path: self.path.to_string(), old, new }))
    }

    /// The value after a revision, which mostly is the newest.
    fn newest(&self, rev: Revision, store: &dyn Store) -> Result<Option<Value>> {
        let snapshot = store.read()?;
        if snapshot.revision == rev && !snapshot.edited_since {
            return Ok(snapshot.document.get(&self.path).cloned());
        }
        self.past(rev, store)
    }

    fn past(&self, rev: Revision, store: &dyn Store) -> Result<Option<Value>> {
        match at(store, rev) {
            Ok(checkout) => Ok(checkout.document.get(&self.path).cloned()),
            Err(error) if kind(&error) == Kind::No => Ok(None),
            Err(error) => Err(error),
        }
    }
}
