//! Proving that nothing was altered.

use anyhow::Result;

use crate::json::key_path::KeyPath;
use crate::log::compaction::Dropped;
use crate::log::entry::Revision;
use crate::log::record_id::RecordId;

/// Proves that nothing was altered.
pub trait Verify {
    /// Checks every record and the document, and that `expected` is among the records.
    ///
    /// # Errors
    /// Fails with the first thing that does not hold.
    fn verify(&self, expected: Option<&RecordId>) -> Result<Verified>;
}

/// What a verification found.
#[derive(Clone, Debug)]
pub struct Verified {
    pub first: Revision,
    pub head: RecordId,
    /// A writer died before it replaced the document: readers roll forward, and the next write does.
    pub behind: bool,
    /// The document has the content of its last revision in another layout than ctx writes.
    pub other_layout: bool,
    /// The records that were dropped before the first one, and the revision that says so.
    pub dropped: Option<(Dropped, Revision)>,
    /// The first record that has an HMAC.
    pub hmac_since: Option<Revision>,
    /// Whether HMACs were checked: there was a key.
    pub hmac_checked: bool,
    /// The name of the context, which never changes; logs of older versions have none.
    pub lineage: Option<String>,
    /// Redacted values of which only the hashes are left.
    pub lost: Vec<KeyPath>,
}
