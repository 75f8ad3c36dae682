//! Turns a value into another with as few operations as possible.

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::draft::reserved;
use crate::json::difference::{Arrays, Differ, Difference};
use crate::json::key_path::{KeyPath, Segment};
use crate::json::patch::Operation;

impl Draft<'_> {
    /// Turns the value at `path` into another one: objects member by member, and items are appended to
    /// an array that only grew. What ctx keeps at the root stays as it is.
    ///
    /// # Errors
    /// As [`Draft::set`].
    pub fn turn_into(&mut self, path: &KeyPath, value: &Value) -> Result<()> {
        let Some(held) = self.document().get(path) else { return self.set(path, value.clone()) };
        let differ = Differ { arrays: Arrays::Grown, visible_only: true, ..Differ::default() };
        let made = |Difference { path, old, new }: Difference<'_>| (path, old.is_none(), new.cloned());
        let steps: Vec<_> = differ.differences(path.clone(), held, value).into_iter().map(made).collect();
        for (path, is_new, value) in steps {
            match value {
                None => drop(self.unset_later(&path)?),
                Some(value) if is_new && matches!(path.segments().last(), Some(Segment::Index(_))) => {
                    reserved::refuse(&path)?;
                    self.apply(Operation::Add { path: self.document().pointer(&path), value })?;
                }
                Some(value) => self.set_and_clear_later(&path, value)?,
            }
        }
        self.settle();
        Ok(())
    }
}
