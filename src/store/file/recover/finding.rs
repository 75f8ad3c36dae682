//! What the files of a context may be found to be, taken together.

use crate::json::document::Document;
use crate::log::digest::Digest;
use crate::log::entry::Revision;
use crate::log::history::{EXTERNAL, GAP, IMPORT};
use crate::store::file::journal::head::Head;

/// What the files of a context are, taken together.
pub enum Finding {
    /// Nothing was ever written.
    New,
    /// The document is that of the last record.
    Current(Document, Layout),
    /// The last record is committed, but the document is not: a writer died, or the power was cut.
    /// The reason is given where the user should know.
    Behind(Option<String>),
    /// The same, and the bytes in the way are saved first.
    InTheWay(SavedAs, String),
    /// The document was changed without ctx.
    Unrecorded(Unrecorded, Document),
}

/// A finding, and what it was found from.
pub struct Found {
    pub finding: Finding,
    pub head: Option<Head>,
    /// The text of the document; empty if there is none, or if the document found is held as it.
    pub text: Vec<u8>,
    /// The length of the text, in bytes.
    pub size: u64,
}

/// The layout of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// As ctx writes it, byte for byte.
    Own,
    /// Another one, which is no damage: the content is the same, and the next change writes it anew.
    Another,
}

/// What bytes that are about to be replaced are saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavedAs {
    /// What a power cut left of a file of ctx.
    Corrupt,
    /// What another program may have written.
    Replaced,
}

impl SavedAs {
    /// The word in the name of the file that holds them.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Corrupt => "corrupt",
            Self::Replaced => "replaced",
        }
    }
}

/// A change that ctx did not make, and records as what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unrecorded {
    /// The document was there before its log.
    Import,
    /// It was edited, or an old version was put back.
    External,
    /// The log was deleted; it goes on after this revision.
    Gap(Revision, Digest),
}

impl Unrecorded {
    /// The `op` of its record.
    #[must_use]
    pub fn op(self) -> &'static str {
        match self {
            Self::Import => IMPORT,
            Self::External => EXTERNAL,
            Self::Gap(..) => GAP,
        }
    }
}
