//! Holding the lock while a command runs.

use anyhow::Result;

use crate::error::Failure;
use crate::platform::filesystem::Sharing;
use crate::store::holder::Holder;
use crate::store::options::InheritedLock;
use crate::store::origin::Origin;

/// Holds the lock for others, and tells who holds it.
pub trait Hold {
    /// Who holds the lock now, as far as can be told without waiting.
    ///
    /// # Errors
    /// Fails if the lock cannot be read.
    fn holder(&self) -> Result<Option<Holder>>;

    /// Holds the lock while `run` runs, which is told how child processes find the lock.
    ///
    /// # Errors
    /// Fails if the lock is busy, on an I/O error, or if `run` fails.
    fn hold(
        &self,
        origin: &Origin,
        sharing: Sharing,
        run: &mut dyn FnMut(&InheritedLock) -> Result<()>,
    ) -> Result<Exclusion>;
}

/// Whether others were kept out for as long as the lock was held.
#[must_use]
#[derive(Debug)]
pub enum Exclusion {
    Kept,
    /// Others may have written meanwhile, for this reason.
    Broken(Failure),
}
