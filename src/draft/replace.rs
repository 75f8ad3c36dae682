//! Making a value out of the one that is there, with no more operations than it takes.

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::json::RESERVED_KEY;
use crate::json::key_path::{KeyPath, Segment};

impl Draft<'_> {
    /// Turns what is at `path` into `value`: objects member by member, and items are appended
    /// to an array that only grew. What ctx keeps at the top stays as it is.
    ///
    /// # Errors
    /// Those of [`Draft::set`].
    pub fn turn_into(&mut self, path: &KeyPath, value: &Value) -> Result<()> {
        match (self.document().get(path), value) {
            (Some(held), value) if held == value => Ok(()),
            (Some(Value::Object(held)), Value::Object(members)) => {
                let is_own = |key: &String| path.is_root() && key == RESERVED_KEY;
                let gone = held.keys().filter(|key| !members.contains_key(*key) && !is_own(key));
                let gone: Vec<KeyPath> = gone.map(|key| path.child(Segment::Key(key.clone()))).collect();
                for path in gone {
                    self.unset(&path)?;
                }
                let mut members = members.iter().filter(|(key, _)| !is_own(key));
                members.try_for_each(|(key, value)| self.turn_into(&path.child(Segment::Key(key.clone())), value))
            }
            (Some(Value::Array(held)), Value::Array(items)) if items.starts_with(held) => {
                let added = items.get(held.len()..).unwrap_or_default().to_vec();
                self.append(path, added, false)
            }
            _ => self.set(path, value.clone()),
        }
    }
}
