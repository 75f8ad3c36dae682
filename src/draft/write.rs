//! Sets and removes values of a draft.

use std::collections::HashSet;

use anyhow::Result;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::draft::place::Place;
use crate::draft::reserved;
use crate::error::{Failure, Kind};
use crate::json;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::kind_of;
use crate::json::order::is_same;
use crate::json::patch::Operation;
use crate::text::shell::shell_word;

impl Draft<'_> {
    /// Sets the value at `path`. Creates missing objects on the way, and missing arrays at index 0.
    ///
    /// # Errors
    /// Fails for the root, a reserved path, a scalar on the way, an index beyond the end, or too
    /// deep nesting.
    pub fn set(&mut self, path: &KeyPath, value: Value) -> Result<()> {
        self.set_and_clear_later(path, value)?;
        self.settle();
        Ok(())
    }

    /// Like [`Draft::set`], but expiry times are removed as by [`Draft::remove_later`].
    ///
    /// # Errors
    /// As [`Draft::set`].
    pub(crate) fn set_and_clear_later(&mut self, path: &KeyPath, value: Value) -> Result<()> {
        self.set_keeping_expiry(path, value)?;
        self.clear_expiries_later(path)
    }

    /// Like [`Draft::set`], but keeps the expiry time.
    ///
    /// # Errors
    /// As [`Draft::set`].
    pub fn set_keeping_expiry(&mut self, path: &KeyPath, value: Value) -> Result<()> {
        reserved::refuse(path)?;
        self.put(path, value)
    }

    /// Like [`Draft::set_keeping_expiry`], also for what ctx keeps.
    ///
    /// # Errors
    /// As [`Draft::set`], but reserved paths are allowed.
    pub fn put(&mut self, path: &KeyPath, value: Value) -> Result<()> {
        if path.is_root() {
            return Err(Failure::new(Kind::Usage, "the whole document cannot be set")
                .hint("`ctx merge` changes many keys at once, `ctx unset` removes them")
                .into());
        }
        self.settle_at(path);
        let operation = match self.locate(path)? {
            Place::Value(found) if is_same(found, &value) => return Ok(()),
            Place::Document | Place::Value(_) => Operation::Replace { path: self.document.pointer(path), value },
            Place::Missing { parent, token, below } => {
                Operation::Add { path: parent.child(token), value: nest(path, &below, value)? }
            }
        };
        self.apply(operation)
    }

    /// Puts a struct at `path`. Only members that differ are changed, so that the record shows only
    /// these.
    ///
    /// # Errors
    /// As [`Draft::put`].
    pub fn put_members(&mut self, path: &KeyPath, thing: &impl Serialize) -> Result<()> {
        let value =
            json::to_value(thing).map_err(|e| Failure::new(Kind::BadData, format!("{path} cannot be written: {e}")))?;
        let (Some(Value::Object(held)), Value::Object(members)) = (self.document.get(path), &value) else {
            return self.put(path, value);
        };
        let gone: Vec<String> = held.keys().filter(|name| !members.contains_key(*name)).cloned().collect();
        for name in gone {
            self.remove(&path.child(Segment::Key(name)))?;
        }
        members.iter().try_for_each(|(name, value)| self.put(&path.child(Segment::Key(name.clone())), value.clone()))
    }

    /// Removes the value at `path`, with its expiry time. `false` if there is none.
    ///
    /// # Errors
    /// Fails for the root or a reserved path.
    pub fn unset(&mut self, path: &KeyPath) -> Result<bool> {
        let removed = self.unset_later(path)?;
        self.settle();
        Ok(removed)
    }

    /// Like [`Draft::unset`], but the document has the value until [`Draft::settle`], so that many are
    /// removed together.
    ///
    /// # Errors
    /// As [`Draft::unset`].
    pub(crate) fn unset_later(&mut self, path: &KeyPath) -> Result<bool> {
        reserved::refuse(path)?;
        let removed = self.remove_later(path)?;
        self.clear_expiries_later(path)?;
        Ok(removed)
    }

    /// Like [`Draft::unset`], but keeps the expiry time, also for what ctx keeps.
    ///
    /// # Errors
    /// Fails for the root.
    pub fn remove(&mut self, path: &KeyPath) -> Result<bool> {
        let removed = self.remove_later(path)?;
        self.settle();
        Ok(removed)
    }

    /// Appends items to the array at `path`, which is created if missing. With `unique`, only items
    /// that it does not have yet.
    ///
    /// # Errors
    /// As [`Draft::set`]; also if the value is not an array.
    pub fn append(&mut self, path: &KeyPath, items: Vec<Value>, unique: bool) -> Result<()> {
        reserved::refuse(path)?;
        self.settle_at(path);
        let array = self.document.pointer(path);
        let (len, items) = match (self.document.items_at(path), unique) {
            (Some(len), false) => (len, items),
            (Some(len), true) => {
                let held = self.document.get(path).and_then(Value::as_array);
                (len, distinct(held.map(Vec::as_slice).unwrap_or_default(), items))
            }
            (None, _) => match self.document.get(path) {
                None => return self.set(path, Value::Array(if unique { distinct(&[], items) } else { items })),
                Some(other) => return Err(self.not_a(path, other, "an array", "append to")),
            },
        };
        for (i, value) in items.into_iter().enumerate() {
            self.apply(Operation::Add { path: array.child((len + i).to_string()), value })?;
        }
        Ok(())
    }

    /// The failure that `path` is `found`, not `wanted`, or that its value was lost.
    #[must_use]
    pub fn not_a(&self, path: &KeyPath, found: &Value, wanted: &str, to: &str) -> anyhow::Error {
        self.refuse_lost(path).err().unwrap_or_else(|| not_a(path, found, wanted, to))
    }
}

/// Wraps `value` in the containers for the steps `below`.
fn nest(path: &KeyPath, below: &[Segment], value: Value) -> Result<Value> {
    below.iter().rev().try_fold(value, |inner, segment| match segment {
        Segment::Key(key) | Segment::Token(key) => Ok(Map::from_iter([(key.clone(), inner)]).into()),
        Segment::Index(0) => Ok(Value::Array(vec![inner])),
        Segment::Index(_) | Segment::FromEnd(_) => {
            let why = format!("the array for {segment} in {path} does not exist yet");
            Err(Failure::new(Kind::BadData, why).hint("a new array starts with [0]; `ctx append` creates one").into())
        }
    })
}

/// The items that are neither in `held` nor equal to an earlier item.
#[must_use]
pub fn distinct(held: &[Value], items: Vec<Value>) -> Vec<Value> {
    let mut known: HashSet<&Value> = held.iter().collect();
    let is_fresh: Vec<bool> = items.iter().map(|item| known.insert(item)).collect();
    drop(known);
    items.into_iter().zip(is_fresh).filter_map(|(item, is_fresh)| is_fresh.then_some(item)).collect()
}

/// The failure that `path` is `found`, not `wanted`.
#[must_use]
fn not_a(path: &KeyPath, found: &Value, wanted: &str, to: &str) -> anyhow::Error {
    Failure::new(Kind::BadData, format!("{path} is {}, not {wanted} to {to}", kind_of(found)))
        .fact("path", path.to_string())
        .hint(format!("ctx get --json {}", shell_word(path)))
        .into()
}
