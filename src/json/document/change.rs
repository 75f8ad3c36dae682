//! Changing a document.

use serde_json::Value;

use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::patch::in_turn::{Misfit, apply_in_turn};
use crate::json::patch::{Operation, Patch, PatchError};
use crate::json::place_set::PlaceSet;
use crate::json::pointer::Pointer;

impl Document {
    /// Applies a patch, all or nothing.
    ///
    /// # Errors
    /// Fails if the patch does not fit, or would leave something other than an object.
    pub fn apply(&mut self, patch: &Patch) -> Result<Patch, PatchError> {
        let undo = patch.apply(self.root_mut())?;
        if self.tree().is_object() {
            return Ok(undo);
        }
        undo.apply(self.root_mut())?;
        Err(PatchError("the document would be no object".to_owned()))
    }

    /// Applies one operation. Applying what it returns, in reverse order, takes it back.
    ///
    /// # Errors
    /// Fails if the operation does not fit. The document is then unchanged.
    pub(crate) fn perform(&mut self, operation: &Operation) -> Result<Vec<Operation>, PatchError> {
        if let Some(indexed) = &mut self.text
            && let Some(undo) = indexed.perform(operation)
        {
            return Ok(vec![undo]);
        }
        operation.apply(self.root_mut())
    }

    /// A copy with these operations applied in turn. `None` if the document is not held as its text, or if
    /// they take more than a few splices. Whoever asks for it proves that the copy is what it should be.
    pub(crate) fn spliced(&self, operations: &[Operation]) -> Option<Self> {
        let mut indexed = self.text.as_ref()?.changeable();
        if !indexed.takes(operations.len()) {
            return None;
        }
        operations.iter().try_for_each(|operation| indexed.perform(operation).map(drop))?;
        Some(Self::of_indexed(indexed))
    }

    /// Applies operations in turn. Returns what takes them back, when applied in reverse order.
    ///
    /// # Errors
    /// Fails at the first operation that does not fit. Those before it are made.
    pub(crate) fn perform_in_turn(&mut self, operations: &[Operation]) -> Result<Vec<Operation>, Misfit> {
        let takes_all = self.text.as_ref().is_some_and(|indexed| indexed.takes(operations.len()));
        let mut made = Vec::new();
        for (at, operation) in operations.iter().enumerate() {
            let indexed = self.text.as_mut().filter(|_| takes_all);
            if let Some(undo) = indexed.and_then(|indexed| indexed.perform(operation)) {
                made.push(undo);
                continue;
            }
            let rest = apply_in_turn(operations.get(at..).unwrap_or_default(), self.root_mut());
            return match rest {
                Ok(rest) => {
                    made.extend(rest);
                    Ok(made)
                }
                Err(misfit) => {
                    made.extend(misfit.made);
                    Err(Misfit { at: at + misfit.at, why: misfit.why, made })
                }
            };
        }
        Ok(made)
    }

    /// Removes members, and calls `removed` with the number and the value of each.
    pub(crate) fn perform_removals(&mut self, mut removals: PlaceSet, removed: &mut dyn FnMut(usize, Value)) {
        if !self.text.as_ref().is_some_and(|indexed| indexed.takes(removals.len())) {
            return removals.remove_from(self.root_mut(), removed);
        }
        for (number, path) in removals.places() {
            if let Some(Operation::Add { value, .. }) =
                self.perform(&Operation::Remove { path }).ok().and_then(|mut undo| undo.pop())
            {
                removed(number, value);
            }
        }
    }

    /// Replaces the value that these keys lead to, objects only; `false` if there is none.
    pub(crate) fn replace_at_keys(&mut self, keys: &[String], value: Value) -> bool {
        let path = Pointer::new(keys.to_vec());
        self.at_keys(keys).is_some() && self.perform(&Operation::Replace { path, value }).is_ok()
    }

    /// Leaves out the members at these paths, for a reader.
    pub(crate) fn hide(&mut self, paths: &[KeyPath]) {
        let is_key = |segment: &Segment| matches!(segment, Segment::Key(_));
        if let Some(indexed) = &mut self.text
            && paths.iter().all(|path| path.segments().iter().all(is_key))
        {
            return indexed.hide(paths.iter().map(|path| path.pointer_in(&Value::Null)));
        }
        let mut removals = PlaceSet::default();
        for path in paths {
            removals.add(&self.pointer(path), 0);
        }
        removals.remove_from(self.root_mut(), &mut |_, _| {});
    }
}
