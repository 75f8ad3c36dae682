//! What the next record builds on.

use std::sync::Arc;

use crate::log::entry::Revision;
use crate::platform::filesystem::FileSystem;
use crate::store::file::journal::head::Head;
use crate::store::file::journal::records::Records;
use crate::store::file::lock::locked::Locked;
use crate::store::file::recover::opened::Opened;
use crate::store::file::recover::proof::Proof;

/// The files as opened under the lock, and the last record: what the next record builds on.
pub struct Base<'l, S: FileSystem> {
    pub locked: &'l Locked<'l, S>,
    pub opened: Opened<S::File>,
    pub head: Option<Head>,
    /// What recovery did since the last record, for the next one to say.
    pub note: Option<String>,
    /// What is yet to hold before anything that was made of the document counts.
    pub proof: Option<Arc<Proof>>,
}

impl<S: FileSystem> Base<'_, S> {
    /// The revision of the last record.
    #[must_use]
    pub fn revision(&self) -> Revision {
        self.head.as_ref().map_or(Revision::START, |head| head.rev)
    }

    /// Whether the document is proved to be that of the last record; waits until that is known.
    #[must_use]
    pub fn is_proved(&self) -> bool {
        self.proof.as_ref().is_none_or(|proof| proof.holds())
    }

    /// All records up to the last one.
    #[must_use]
    pub fn records(&self) -> Records<'_, S> {
        self.opened.records(self.locked.files, self.head.as_ref())
    }
}
