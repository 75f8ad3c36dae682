//! What writers appended and no flush covers yet, as the lock file says.
//!
//! Advisory and never flushed, as the anchor: what it says is checked against the files before it is believed.

use std::io;

use serde::{Deserialize, Serialize};

use crate::platform::filesystem::{OpenFile, length};
use crate::platform::identity::Identity;
use crate::store::file::lock::anchor::Anchor;
use crate::store::file::lock::slot::{SLOT, read_slot, slot};

/// Where the slot begins in the lock file: behind the anchor and the two names.
const AT: usize = 3 * SLOT;

/// The records behind the anchored one, which are neither durable nor published: they are seen by the writers
/// behind them and by nobody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// The digest of the anchored record.
    pub after: String,
    /// The digest of the first record that is pending, and where it ends in the log, in bytes.
    pub first: (String, u64),
    /// Whether the document is to be flushed too before it is published.
    pub flushes_document: bool,
    /// The anchor of the last of them, once it is published. Its document is in the temporary file.
    pub anchor: Anchor,
}

/// What a writer finds pending.
pub struct Unpublished {
    pub pending: Pending,
    /// The anchor of the document in its place.
    pub published: Anchor,
    /// What is in the place of the document.
    pub in_place: Option<Identity>,
}

impl Unpublished {
    /// Whether the document in its place is the one that was published last.
    #[must_use]
    pub fn is_in_place(&self) -> bool {
        self.in_place == Some(self.published.document)
    }
}

impl Pending {
    /// What is pending behind `anchor`, if the lock file says so.
    ///
    /// # Errors
    /// Fails if pread(2) fails.
    pub fn behind(anchor: &Anchor, lock: &impl OpenFile) -> io::Result<Option<Self>> {
        let pending: Option<Option<Self>> = read_slot(lock, AT)?;
        let follows = |pending: &Self| pending.after == anchor.h && pending.anchor.boot == anchor.boot;
        Ok(pending.flatten().filter(follows))
    }

    /// What the lock file says is pending behind its own anchor.
    ///
    /// # Errors
    /// Fails if pread(2) fails.
    pub fn read(lock: &impl OpenFile) -> io::Result<Option<Self>> {
        Anchor::read(lock)?.map_or(Ok(None), |anchor| Self::behind(&anchor, lock))
    }

    /// Says in the lock file what is pending; nothing if `None`.
    ///
    /// # Errors
    /// Fails if pwrite(2) fails.
    pub fn write(pending: Option<&Self>, lock: &impl OpenFile) -> io::Result<()> {
        lock.write_all_at(&slot(&pending)?, length(AT))
    }
}
