//! A document being changed. Every change is a patch operation, so its record, and the inverse,
//! cannot differ from what was done.

mod arrange;
pub mod expiries;
pub mod place;
pub mod replace;
pub mod reserved;
pub mod write;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::patch::{Operation, Patch, PatchError};
use crate::json::projection::Projection;
use crate::json::{MAX_DEPTH, depth};
use crate::log::entry::Revision;
use crate::log::history::History;
use crate::text::timestamp::Timestamp;

/// A document at revision [`Draft::base`], and the changes made to it so far.
pub struct Draft<'h> {
    document: Document,
    base: Revision,
    now: Timestamp,
    history: &'h dyn History,
    patch: Vec<Operation>,
    undo: Vec<Operation>,
}

impl<'h> Draft<'h> {
    #[must_use]
    pub fn new(document: Document, base: Revision, now: Timestamp, history: &'h dyn History) -> Self {
        Self { document, base, now, history, patch: Vec::new(), undo: Vec::new() }
    }

    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The revision that the draft started from.
    #[must_use]
    pub fn base(&self) -> Revision {
        self.base
    }

    /// The revision that the draft becomes when it is committed.
    #[must_use]
    pub fn next_revision(&self) -> Revision {
        self.base.next()
    }

    /// The one reading of the clock for this change, taken under the lock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    #[must_use]
    pub fn history(&self) -> &'h dyn History {
        self.history
    }

    /// The operations made so far, each with its inverse. A draft never moves or copies, so each
    /// has one.
    pub fn operations(&self) -> impl Iterator<Item = (&Operation, &Operation)> {
        self.patch.iter().zip(&self.undo)
    }

    /// The document that the draft started from.
    #[must_use]
    pub fn before(&self) -> Document {
        let mut document = self.document.clone();
        for step in self.undo.iter().rev() {
            // An inverse that does not fit is found before the commit.
            drop(document.perform(step));
        }
        document
    }

    /// Returns what the operations after the first `skip` touch, before and after them, together
    /// with the branches of `projection`. The rest of the document is not visited.
    ///
    /// # Errors
    /// Fails if an inverse does not fit.
    pub fn touched(&self, skip: usize, mut projection: Projection) -> Result<(Document, Document)> {
        self.operations().skip(skip).for_each(|(operation, _)| projection.add_operation(operation));
        let after = self.document.project(&projection);
        let mut before = after.clone();
        for inverse in self.undo.iter().skip(skip).rev() {
            before.perform(inverse).map_err(|PatchError(why)| Failure::new(Kind::BadData, why))?;
        }
        Ok((before, after))
    }

    /// The document, the patch that led to it, and the patch that leads back.
    #[must_use]
    pub fn finish(mut self) -> (Document, Patch, Patch) {
        self.undo.reverse();
        (self.document, Patch(self.patch), Patch(self.undo))
    }

    /// Applies an operation and notes its inverse.
    ///
    /// # Errors
    /// Fails if a value would be nested too deeply, or the operation does not fit.
    pub(crate) fn apply(&mut self, operation: Operation) -> Result<()> {
        if let Operation::Add { path, value } | Operation::Replace { path, value } = &operation
            && path.tokens().len() + depth(value) > MAX_DEPTH
        {
            return Err(Failure::new(
                Kind::BadData,
                format!("the result would be nested more than {MAX_DEPTH} levels deep"),
            )
            .into());
        }
        let undo = self.document.perform(&operation).map_err(|PatchError(why)| Failure::new(Kind::BadData, why))?;
        self.undo.extend(undo);
        self.patch.push(operation);
        Ok(())
    }
}
