//! Opening stores without knowing their engine.

use std::path::Path;

use anyhow::Result;

use crate::store::Store;
use crate::store::options::Options;

/// Where contexts are kept.
pub trait Volume {
    /// The store at `path`, whether or not anything is there yet.
    ///
    /// # Errors
    /// Fails if `path` leads to something that is not a context.
    fn open(&self, path: &Path, options: Options) -> Result<Box<dyn Store>>;

    /// Creates the directory that holds `document`, if the engine has directories. `own` says that it
    /// is for ctx alone.
    ///
    /// # Errors
    /// Fails on an I/O error.
    fn make_directory(&self, document: &Path, own: bool, document_mode: u32) -> Result<()>;
}
