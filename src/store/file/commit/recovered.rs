//! Phase 2 of a write: the document is that of the last record.

use std::sync::Arc;

use crate::json::document::Document;
use crate::platform::filesystem::FileSystem;
use crate::store::file::commit::base::Base;
use crate::store::file::lock::locked::Locked;
use crate::store::file::recover::finding::{Finding, Found, Layout};
use crate::store::file::recover::opened::Opened;
use crate::store::file::recover::proof::Proof;

/// Under the lock, the document in its place is that of the last record.
pub struct Recovered<'l, S: FileSystem> {
    pub base: Base<'l, S>,
    pub document: Document,
    /// The length of the text of the document on disk, in bytes.
    pub size: u64,
    /// The text on disk is that of the last record, byte for byte.
    pub is_own: bool,
}

/// The document is not that of the last record.
pub struct Unrecovered<'l, S: FileSystem> {
    pub base: Base<'l, S>,
    pub finding: Finding,
    /// The text of the document on disk; empty if there is none.
    pub text: Vec<u8>,
}

impl<'l, S: FileSystem> Recovered<'l, S> {
    /// `note` is what recovery did since the last record, `proof` what is yet to hold of the document.
    ///
    /// # Errors
    /// Fails if the document found is not that of the last record.
    pub fn of(
        locked: &'l Locked<'l, S>,
        opened: Opened<S::File>,
        found: Found,
        (note, proof): (Option<String>, Option<Arc<Proof>>),
    ) -> Result<Self, Box<Unrecovered<'l, S>>> {
        let Found { finding, head, text, size } = found;
        let base = Base { locked, opened, head, note, proof };
        match finding {
            Finding::New => Ok(Self { base, document: Document::default(), size, is_own: false }),
            Finding::Current(document, layout) => Ok(Self { base, document, size, is_own: layout == Layout::Own }),
            finding => Err(Box::new(Unrecovered { base, finding, text })),
        }
    }
}
