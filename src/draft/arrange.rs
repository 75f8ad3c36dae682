//! The order of keys in a draft.

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::order::{arrangement, put_in_place};
use crate::json::patch::Operation;
use crate::json::pointer::Pointer;

impl Draft<'_> {
    /// Orders the keys at `at` and below it as they are ordered in `past`, except inside what ctx
    /// keeps.
    ///
    /// # Errors
    /// As [`Draft::apply`].
    pub fn arrange_like(&mut self, at: &Pointer, past: &Document) -> Result<()> {
        past.at(at).map_or(Ok(()), |past| self.arrange_as(at, past))
    }

    /// As [`Draft::arrange_like`], as they are ordered in a value.
    ///
    /// # Errors
    /// As [`Draft::apply`].
    pub fn arrange_as(&mut self, at: &Pointer, past: &Value) -> Result<()> {
        let Some(now) = self.document.at(at) else { return Ok(()) };
        let is_own = |step: &Operation| matches!(step.path().tokens(), [first, _, ..] if first == RESERVED_KEY);
        let steps = arrangement(at, now, past);
        self.apply_in_turn(steps.into_iter().filter(|step| !is_own(step)).collect())
    }

    /// Moves keys that were put back to where they were in `past`, relative to the other keys.
    ///
    /// # Errors
    /// As [`Draft::apply`].
    pub fn put_in_place(&mut self, places: &[Pointer], past: &Document) -> Result<()> {
        let mut parents: Vec<Pointer> = Vec::new();
        let mut moved: HashMap<Pointer, HashSet<String>> = HashMap::new();
        for (above, key) in places.iter().filter_map(Pointer::split_last) {
            let parent = Pointer::new(above.to_vec());
            if !moved.contains_key(&parent) {
                parents.push(parent.clone());
            }
            moved.entry(parent).or_default().insert(key.to_owned());
        }
        for parent in parents {
            let objects = (self.document.at(&parent), past.at(&parent), moved.get(&parent));
            if let (Some(Value::Object(now)), Some(Value::Object(past)), Some(moved)) = objects {
                self.apply_in_turn(put_in_place(&parent, now, past, moved))?;
            }
        }
        Ok(())
    }
}
