//! When a value comes to pass a test.

use anyhow::Result;
use serde_json::Value;

use crate::error::Kind;
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::kept::redaction;
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
    last: Found,
}

/// What is known of the value at a revision.
#[derive(Clone)]
enum Found {
    Value(Option<Value>),
    /// The log does not have the revision, or nobody looked.
    Unknown,
    /// It is redacted, and the log has only its hash.
    Hashed,
}

/// What a record did to the value.
pub(super) enum Turn {
    /// The value passes the test now, and did not before.
    Passed(Turned),
    No,
    /// It cannot be told: the value is redacted, and the log has only its hash.
    Hashed,
}

impl Turning {
    pub(super) fn new(path: KeyPath, test: ValueTest) -> Self {
        Self { path, test, last: Found::Unknown }
    }

    /// Remembers the value as it is, if that is the value after this revision.
    pub(super) fn start_after(&mut self, rev: Revision, store: &dyn Store) -> Result<()> {
        let snapshot = store.read()?;
        if snapshot.revision == rev && !snapshot.edited_since {
            self.last = self.found(&snapshot.document);
        }
        Ok(())
    }

    /// Tells what a record that touches the value did to it. A value of which the log no longer tells counts as one
    /// that did not pass.
    pub(super) fn by(&mut self, entry: &Entry, store: &dyn Store) -> Result<Turn> {
        let rev = entry.link.rev;
        let old = match std::mem::replace(&mut self.last, Found::Unknown) {
            Found::Unknown => self.past(Revision::new(rev.number().saturating_sub(1)), store)?,
            known => known,
        };
        let new = self.newest(rev, store)?;
        self.last = new.clone();
        let (old, new) = match (old, new) {
            (Found::Hashed, _) | (_, Found::Hashed) => return Ok(Turn::Hashed),
            (Found::Value(old), Found::Value(new)) => (Some(old), new),
            (Found::Unknown, Found::Value(new)) => (None, new),
            (_, Found::Unknown) => return Ok(Turn::No),
        };
        let passed = old.as_ref().map_or(Ok(false), |old| self.test.admits(old.as_ref()))?;
        if passed || !self.test.admits(new.as_ref())? {
            return Ok(Turn::No);
        }
        Ok(Turn::Passed(Turned { path: self.path.to_string(), old: old.flatten(), new }))
    }

    /// The value after a revision, which mostly is the newest.
    fn newest(&self, rev: Revision, store: &dyn Store) -> Result<Found> {
        let snapshot = store.read()?;
        if snapshot.revision == rev && !snapshot.edited_since {
            return Ok(self.found(&snapshot.document));
        }
        self.past(rev, store)
    }

    fn past(&self, rev: Revision, store: &dyn Store) -> Result<Found> {
        match at(store, rev) {
            Ok(checkout) => Ok(self.found(&checkout.document)),
            Err(error) if kind(&error) == Kind::No => Ok(Found::Unknown),
            Err(error) => Err(error),
        }
    }

    fn found(&self, document: &Document) -> Found {
        let here = self.path.segments();
        let is_here = |hash: &KeyPath| hash.segments().starts_with(here) || here.starts_with(hash.segments());
        if redaction::lost(document).iter().any(is_here) {
            return Found::Hashed;
        }
        Found::Value(document.get(&self.path).cloned())
    }
}
