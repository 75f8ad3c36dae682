//! Creating a context for a group of users.

use anyhow::Result;

use crate::log::entry::Entry;
use crate::store::origin::Origin;

/// Creates contexts with a mode.
pub trait Create {
    /// Creates a context with an empty document; `mode` are the permission bits of its files.
    ///
    /// # Errors
    /// Fails if it exists already, or on an I/O error.
    fn create(&self, origin: &Origin, mode: u32) -> Result<Entry>;
}
