//! A document being changed. Every change is a patch operation, so its record, and the inverse,
//! cannot differ from what was done.

mod arrange;
mod ends;
pub mod expiries;
mod in_turn;
pub mod lost;
pub mod place;
pub mod replace;
pub mod reserved;
pub mod write;

use std::cell::OnceCell;

use anyhow::Result;

use crate::draft::ends::Ends;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::patch::{Operation, Patch, PatchError};
use crate::json::place_set::PlaceSet;
use crate::json::projection::Projection;
use crate::json::{MAX_DEPTH, depth};
use crate::log::checkout::Later;
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
    /// Removals that are in the patch and not made yet, by their index in it.
    later: PlaceSet,
    ends: Ends,
    /// The redacted values that were lost before the draft began, and the keys that lead there.
    lost: OnceCell<Vec<(KeyPath, Vec<String>)>>,
}

impl<'h> Draft<'h> {
    #[must_use]
    pub fn new(document: Document, base: Revision, now: Timestamp, history: &'h dyn History) -> Self {
        let (patch, undo, later, ends) = (Vec::new(), Vec::new(), PlaceSet::default(), Ends::default());
        Self { document, base, now, history, patch, undo, later, ends, lost: OnceCell::new() }
    }

    /// The document with the changes made so far. Values that are removed later are still in it until
    /// [`Draft::settle`].
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The revision that the draft started from.
    #[must_use]
    pub fn base(&self) -> Revision {
        self.base
    }

    /// The document and the revision that the draft started from. If the document is another one by now, no
    /// earlier one is reached from it.
    #[must_use]
    pub fn later(&self) -> Later<'_> {
        (&self.document, self.base)
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
        let undo: Vec<Operation> = self.undo.iter().rev().cloned().collect();
        let mut left = undo.as_slice();
        // An inverse that does not fit is found before the commit.
        while let Err(misfit) = document.perform_in_turn(left) {
            left = left.get(misfit.at + 1..).unwrap_or_default();
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
        let inverse: Vec<Operation> = self.undo.iter().skip(skip).rev().cloned().collect();
        before.perform_in_turn(&inverse).map_err(|misfit| Failure::new(Kind::BadData, misfit.why.0))?;
        Ok((before, after))
    }

    /// The document, the patch that led to it, and the patch that leads back.
    #[must_use]
    pub fn finish(mut self) -> (Document, Patch, Patch) {
        self.settle();
        self.undo.reverse();
        (self.document, Patch(self.patch), Patch(self.undo))
    }

    /// Applies an operation and notes its inverse.
    ///
    /// # Errors
    /// Fails if a value would be nested too deeply, if the operation does not fit, or if it changes
    /// something below a lost value.
    pub(crate) fn apply(&mut self, operation: Operation) -> Result<()> {
        check_depth(&operation)?;
        self.settle_for(&operation);
        self.refuse_below_lost(operation.path())?;
        let undo = self.document.perform(&operation).map_err(|PatchError(why)| Failure::new(Kind::BadData, why))?;
        self.ends.note(&operation);
        self.undo.extend(undo);
        self.patch.push(operation);
        Ok(())
    }
}

fn check_depth(operation: &Operation) -> Result<()> {
    match operation {
        Operation::Add { path, value } | Operation::Replace { path, value }
            if path.tokens().len() + depth(value) > MAX_DEPTH =>
        {
            let why = format!("the result would be nested more than {MAX_DEPTH} levels deep");
            Err(Failure::new(Kind::BadData, why).into())
        }
        _ => Ok(()),
    }
}
