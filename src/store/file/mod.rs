//! The engine over one JSON file: lock, recover, edit, publish.

pub mod attach;
pub mod commit;
pub mod engine;
pub mod journal;
pub mod layout;
pub mod lock;
pub mod maintain;
pub mod recover;
pub mod watch;

use std::path::Path;

use anyhow::Result;

use crate::platform::filesystem::FileSystem;
use crate::store::file::layout::files::ContextFiles;
use crate::store::options::Options;

/// A document in a file.
pub struct FileStore<S: FileSystem> {
    pub(crate) files: ContextFiles<S>,
    pub(crate) options: Options,
}

impl<S: FileSystem> FileStore<S> {
    /// The store at `path`, whether or not anything is there yet.
    ///
    /// # Errors
    /// Fails if `path` leads to something else than a file.
    pub fn open(system: S, path: &Path, options: Options) -> Result<Self> {
        let files =
            if options.is_regular { ContextFiles::beside(system, path) } else { ContextFiles::resolve(system, path)? };
        Ok(Self { files, options })
    }
}
