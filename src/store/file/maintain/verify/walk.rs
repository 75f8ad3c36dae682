//! Walking through all records, and checking each against those before it.

use anyhow::Result;

use crate::log::audit_key::AuditKey;
use crate::log::chain::{Inconsistent, Replay, check_follows};
use crate::log::compaction::Dropped;
use crate::log::digest::Digest;
use crate::log::entry::{Author, Entry, Link, Revision};
use crate::log::history::GAP;
use crate::log::hmacs::Hmacs;
use crate::platform::filesystem::OpenFile;
use crate::store::file::journal::Journal;

/// The record that says which records were dropped.
pub struct Dropper {
    pub dropped: Dropped,
    pub rev: Revision,
    pub author: Author,
}

/// What the records up to now are.
pub struct Walk<'k> {
    pub first: Option<Link>,
    /// Nothing precedes the first record.
    pub is_whole: bool,
    pub dropper: Option<Dropper>,
    pub hmacs: Hmacs<'k>,
    /// The digest of the record of the expected revision.
    pub found: Option<Digest>,
    pub lineage: Option<String>,
    expected: Option<Revision>,
    replay: Replay,
}

impl<'k> Walk<'k> {
    /// A walk that checks HMACs with `key`, and notes the record of the revision `expected`.
    #[must_use]
    pub fn new(key: Option<&'k AuditKey>, expected: Option<Revision>) -> Self {
        let (hmacs, replay) = (Hmacs::checked_with(key), Replay::default());
        Self { first: None, is_whole: false, dropper: None, hmacs, found: None, lineage: None, expected, replay }
    }

    /// Checks the next record, which is in `journal` or a segment before it.
    ///
    /// # Errors
    /// Fails if it does not follow from those before, is of another context, or has a wrong HMAC.
    pub fn step(&mut self, entry: &Entry, journal: &Journal<impl OpenFile>) -> Result<()> {
        let link = *self.first.get_or_insert(entry.link);
        self.is_whole |= link.rev.number() <= 1 || (link.rev == entry.link.rev && entry.change.op == GAP);
        if let Some(dropped) = Dropped::of(entry).filter(|dropped| dropped.precedes(&link)) {
            self.dropper = Some(Dropper { dropped, rev: entry.link.rev, author: entry.change.author.clone() });
        }
        if self.expected == Some(entry.link.rev) {
            self.found = Some(entry.h);
        }
        if let Some(lineage) = &entry.change.lineage
            && self.lineage.get_or_insert_with(|| lineage.clone()) != lineage
        {
            let why = "it is of another context than the records before it".to_owned();
            return Err(journal.inconsistent(&Inconsistent { rev: entry.link.rev, why }));
        }
        self.replay.step(entry).map_err(|e| journal.inconsistent(&e))?;
        self.hmacs.step(entry).map_err(|e| journal.unauthentic(&e))
    }

    /// Checks the document after the last record.
    ///
    /// # Errors
    /// Fails if it is another one than was written.
    pub fn check(&mut self, journal: &Journal<impl OpenFile>) -> Result<()> {
        self.replay.check().map_err(|e| journal.inconsistent(&e))
    }

    /// Checks that `next` follows the last record.
    ///
    /// # Errors
    /// Fails if it does not.
    pub fn precedes(&self, next: &Link, journal: &Journal<impl OpenFile>) -> Result<()> {
        let last = self.replay.last().map_or(Ok(()), |last| check_follows(*next, last));
        last.map_err(|e| journal.inconsistent(&e))
    }

    /// The revision and digest of the last record.
    #[must_use]
    pub fn last(&self) -> Option<(Revision, Digest)> {
        self.replay.last()
    }
}
