//! What a server lets its client change: asked before and after every edit, inside the transaction.

use std::sync::Arc;

use anyhow::Result;

use crate::draft::Draft;

/// What a session may change.
pub trait Gate: Send + Sync {
    /// Called before an edit.
    ///
    /// # Errors
    /// Fails if nothing is to be changed any more.
    fn enter(&self) -> Result<()>;

    /// Called after an edit, which made the operations after the first `before`.
    ///
    /// # Errors
    /// Fails if one of them is not allowed.
    fn pass(&self, draft: &Draft<'_>, before: usize) -> Result<()>;
}

/// A client that a server works for.
#[derive(Clone)]
pub struct Client {
    /// Its session, where the environment names none.
    pub id: String,
    pub gate: Arc<dyn Gate>,
}
