//! Waiting for the next change.

use std::time::Instant;

use anyhow::Result;

/// A watch on the changes of a document.
pub trait Watch: Send {
    /// Sleeps until something may have changed, at most until `end`; `false` if `end` came. It may
    /// wake for nothing, so the caller looks again.
    ///
    /// # Errors
    /// Fails if the engine can no longer tell of changes.
    fn wait(&self, end: Option<Instant>) -> Result<bool>;

    /// Stops watching, in a process that is about to end.
    fn stop(&mut self) {}

    /// Ends the watch of a process that lives on. Others leave that to the end of the process, which
    /// is quicker.
    fn end(self: Box<Self>) {}
}
