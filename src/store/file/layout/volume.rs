//! Opening stores without knowing on which file system.

use std::path::Path;

use anyhow::Result;

use crate::platform::filesystem::FileSystem;
use crate::store::file::FileStore;
use crate::store::file::layout::directory::make_directory;
use crate::store::{Options, Store};

/// Where contexts are kept.
pub trait Volume {
    /// The store at `path`, whether or not anything is there yet.
    ///
    /// # Errors
    /// A path that leads to something else than a file.
    fn open(&self, path: &Path, options: Options) -> Result<Box<dyn Store>>;

    /// Makes the directory of a context, as [`make_directory`] does.
    ///
    /// # Errors
    /// Those of [`make_directory`].
    fn make_directory(&self, document: &Path, own: bool, document_mode: u32) -> Result<()>;
}

impl<S: FileSystem> Volume for S {
    fn open(&self, path: &Path, options: Options) -> Result<Box<dyn Store>> {
        Ok(Box::new(FileStore::open(self.clone(), path, options)?))
    }

    fn make_directory(&self, document: &Path, own: bool, document_mode: u32) -> Result<()> {
        make_directory(self, document, own, document_mode)
    }
}
