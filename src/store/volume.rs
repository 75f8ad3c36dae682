//! Opening a context without knowing its engine.

use std::path::Path;

use anyhow::Result;

use crate::store::capability::Engine;
use crate::store::options::Options;

/// Where contexts are kept.
pub trait Volume {
    /// The engine of the context at `path`, whether or not anything is there yet.
    ///
    /// # Errors
    /// Fails if `path` leads to something that is not a context.
    fn open(&self, path: &Path, options: Options) -> Result<Box<dyn Engine>>;

    /// Whether there is a context at `path`: a document, or what is kept beside one.
    fn exists(&self, path: &Path) -> bool {
        let _ = path;
        true
    }

    /// Whether a file at `target` is, or would be, one in which the context at `path` is kept.
    fn keeps(&self, path: &Path, target: &Path) -> bool {
        let _ = (path, target);
        false
    }

    /// Creates the directory that holds `document`, if the engine has directories. `own` says that it
    /// is for ctx alone.
    ///
    /// # Errors
    /// Fails on an I/O error.
    fn make_directory(&self, document: &Path, own: bool, document_mode: u32) -> Result<()>;
}
