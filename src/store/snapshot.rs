//! A document at one revision.

use crate::json::document::Document;
use crate::log::entry::Revision;

/// A document at one revision.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub document: Document,
    pub revision: Revision,
    /// The size of the document's text, in bytes.
    pub size: u64,
    /// Whether the document was changed without ctx after `revision`; the next write records that.
    pub edited_since: bool,
}

impl Snapshot {
    /// The revision that a change starts from: an unrecorded edit becomes one first.
    #[must_use]
    pub fn base(&self) -> Revision {
        if self.edited_since { self.revision.next() } else { self.revision }
    }
}
