//! Dropping old records.

use anyhow::Result;

use crate::log::compaction::Dropped;
use crate::log::entry::Revision;
use crate::log::retention::Retention;
use crate::store::origin::Origin;

/// Drops old records.
pub trait Compact {
    /// Drops the oldest records, except those that `keep` keeps, and records that.
    ///
    /// # Errors
    /// Fails as an update does, or if the engine cannot drop records here.
    fn compact(&self, origin: &Origin, keep: &Retention) -> Result<Compacted>;
}

/// The outcome of a compaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compacted {
    /// There is nothing to drop.
    Nothing,
    /// These records were dropped, as this revision says.
    Dropped(Revision, Dropped),
}
