//! The anchor: where the log and the document were after the last write, as the lock file says.
//!
//! Advisory and never flushed: what it says is checked against the files before it is believed.

use std::io;

use serde::{Deserialize, Serialize};

use crate::log::digest::Digest;
use crate::log::entry::Revision;
use crate::platform::filesystem::{OpenFile, read_up_to};
use crate::platform::identity::Identity;
use crate::store::file::lock::slot::{CHECKSUM, SLOT, read_slot, slot};

/// The state after the last write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    pub rev: Revision,
    pub h: String,
    pub post: String,
    /// The digest of the document that the log gives, if something in it is redacted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redacted_post: Option<String>,
    pub boot: String,
    /// The length of the log, in bytes.
    pub log: u64,
    /// Whether the name of the log in its directory is durable.
    #[serde(default)]
    pub log_is_named: bool,
    /// How many bytes of records follow the last one that holds a whole state.
    pub since_state: u64,
    pub document: Identity,
    /// Whether the document's time of modification is one that no other write can have left, so that
    /// equal stats mean equal bytes.
    pub exact: bool,
    /// The state of the log as this writer left it, which any other write changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_file: Option<Identity>,
    /// What recovery did since the last record, for the next one to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Anchor {
    /// Whether a lock file never had an anchor: it was just created, or emptied.
    ///
    /// # Errors
    /// Fails if pread(2) fails.
    pub fn is_blank(lock: &impl OpenFile) -> io::Result<bool> {
        let mut text = [0; SLOT];
        read_up_to(lock, &mut text, 0)?;
        Ok(text.iter().all(|&byte| byte == 0))
    }

    /// The anchor in the lock file, if there is one.
    ///
    /// # Errors
    /// Fails if pread(2) fails.
    pub fn read(lock: &impl OpenFile) -> io::Result<Option<Self>> {
        read_slot(lock, 0)
    }

    /// Writes the anchor to the lock file.
    ///
    /// # Errors
    /// Fails if pwrite(2) fails.
    pub fn write(&self, lock: &impl OpenFile) -> io::Result<()> {
        lock.write_all_at(&self.slot()?, 0)
    }

    /// The anchor as its slot holds it, without the note if that does not fit.
    ///
    /// # Errors
    /// Fails if it cannot be serialised.
    pub(crate) fn slot(&self) -> io::Result<Vec<u8>> {
        if self.note.is_some() && serde_json::to_vec(self)?.len() + CHECKSUM >= SLOT {
            return slot(&Self { note: None, ..self.clone() });
        }
        slot(self)
    }

    #[must_use]
    pub fn h(&self) -> Option<Digest> {
        self.h.parse().ok()
    }

    #[must_use]
    pub fn redacted_post(&self) -> Option<Digest> {
        self.redacted_post.as_ref()?.parse().ok()
    }

    #[must_use]
    pub fn post(&self) -> Option<Digest> {
        self.post.parse().ok()
    }
}
