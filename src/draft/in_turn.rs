//! Many changes of a draft, in time that grows with their number and with the document, not with the
//! product.

use anyhow::{Error, Result};
use serde_json::Value;

use crate::draft::{Draft, check_depth};
use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::json::patch::Operation;
use crate::json::patch::in_turn::Misfit;
use crate::json::pointer::{Pointer, array_index};

impl Draft<'_> {
    /// Applies operations in turn, and notes their inverses.
    ///
    /// # Errors
    /// As [`Draft::apply`].
    pub(crate) fn apply_in_turn(&mut self, operations: Vec<Operation>) -> Result<()> {
        self.try_in_turn(operations).map_err(|(_, why)| why)
    }

    /// As [`Draft::apply_in_turn`], but an error also has the place of the operation that failed.
    ///
    /// # Errors
    /// As [`Draft::apply`].
    pub(crate) fn try_in_turn(&mut self, mut operations: Vec<Operation>) -> Result<(), (Pointer, Error)> {
        self.settle();
        let place = |operation: Option<&Operation>| operation.map(|o| o.path().clone()).unwrap_or_default();
        let mut failed = operations.iter().enumerate().find_map(|(at, operation)| {
            let why = check_depth(operation).and_then(|()| self.refuse_below_lost(operation.path())).err()?;
            Some((at, (place(Some(operation)), why)))
        });
        operations.truncate(failed.as_ref().map_or(operations.len(), |(at, _)| *at));
        match self.document.perform_in_turn(&operations) {
            Ok(made) => self.undo.extend(made),
            Err(Misfit { at, why, made }) => {
                let why = Failure::new(Kind::BadData, why.0).into();
                failed = Some((at, (place(operations.get(at)), why)));
                operations.truncate(at);
                self.undo.extend(made);
            }
        }
        for operation in &operations {
            self.ends.note(operation);
        }
        self.patch.extend(operations);
        failed.map_or(Ok(()), |(_, failed)| Err(failed))
    }

    /// Like [`Draft::remove`], but the document has the value until [`Draft::settle`], so that many
    /// are removed together.
    ///
    /// # Errors
    /// Fails for the root, and below a lost value.
    pub(crate) fn remove_later(&mut self, path: &KeyPath) -> Result<bool> {
        if path.is_root() {
            return Err(Failure::new(Kind::Usage, "the whole document cannot be removed").into());
        }
        let place = self.document.pointer(path);
        if self.later.covers(place.tokens()) {
            return Ok(false);
        }
        self.refuse_below_lost(&place)?;
        if !self.document.has(path) {
            return Ok(false);
        }
        let operation = Operation::Remove { path: place };
        if self.is_item(operation.path()) {
            return self.apply(operation).map(|()| true);
        }
        self.settle_for(&operation);
        self.later.add(operation.path(), self.undo.len());
        self.undo.push(Operation::Add { path: operation.path().clone(), value: Value::Null });
        self.ends.note(&operation);
        self.patch.push(operation);
        Ok(true)
    }

    /// Makes the removals that are left for later.
    pub(crate) fn settle(&mut self) {
        if self.later.is_empty() {
            return;
        }
        let undo = &mut self.undo;
        self.document.perform_removals(std::mem::take(&mut self.later), &mut |number, removed| {
            if let Some(Operation::Add { value, .. }) = undo.get_mut(number) {
                *value = removed;
            }
        });
    }

    /// Makes the removals that are left for later, if they matter to what is at a path.
    pub(crate) fn settle_at(&mut self, path: &KeyPath) {
        if !self.later.is_empty() && self.later.meets(self.document.pointer(path).tokens()) {
            self.settle();
        }
    }

    /// Makes the removals that are left for later, if they matter to an operation.
    pub(super) fn settle_for(&mut self, operation: &Operation) {
        if self.later.is_empty() {
            return;
        }
        let path = operation.path();
        // An item that comes or goes moves those behind it, and a key needs those beside it.
        let is_met_beside = |(parents, _): (&[String], &str)| {
            (self.is_item(path) || matches!(operation, Operation::Arrange { .. })) && self.later.meets(parents)
        };
        if self.later.meets(path.tokens()) || path.split_last().is_some_and(is_met_beside) {
            self.settle();
        }
    }

    /// Whether a place is that of an item of an array.
    fn is_item(&self, place: &Pointer) -> bool {
        let Some((parents, token)) = place.split_last() else { return false };
        (token == "-" || array_index(token).is_some())
            && self.document.items_at(&KeyPath::from(&Pointer::new(parents.to_vec()))).is_some()
    }
}
