//! Files that are kept beside the document, by their digest.

use std::io::Read;

use anyhow::Result;

use crate::log::digest::Digest;
use crate::store::origin::Origin;

/// Keeps files beside the document.
pub trait Attach {
    /// Keeps a copy of all that `source` yields, at most `most` bytes. It is durable when this returns, but nothing
    /// refers to it yet: until a record does, [`Attach::collect`] may remove it.
    ///
    /// # Errors
    /// Fails if `source` cannot be read or is longer, or if the copy cannot be written.
    fn keep(&self, source: &mut dyn Read, most: u64) -> Result<(Digest, u64)>;

    /// Whether there is a file of this digest and size. Its content is not read.
    fn has(&self, digest: &Digest, size: u64) -> bool;

    /// Opens a file; `None` if there is none.
    ///
    /// # Errors
    /// Fails if it is no regular file, or cannot be opened.
    fn open_kept(&self, digest: &Digest) -> Result<Option<KeptFile>>;

    /// Removes the files to which neither the document nor a record refers.
    ///
    /// # Errors
    /// Fails as an update does, or if a file cannot be removed.
    fn collect(&self, origin: &Origin) -> Result<Collected>;
}

/// A file that is kept, opened.
pub struct KeptFile {
    pub content: Box<dyn Read>,
    /// Its size when it was opened, in bytes.
    pub size: u64,
    /// Its path, for messages.
    pub path: String,
}

/// What a collection removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    pub files: usize,
    pub bytes: u64,
}
