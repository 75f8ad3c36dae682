//! Setting and removing values of a draft.

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
    /// Puts `value` at `path`, making objects (and arrays, at index 0) that are
    /// missing on the way.
    ///
    /// # Errors
    /// The root, a reserved path, a scalar on the way, an index beyond the end, too deep.
    pub fn set(&mut self, path: &KeyPath, value: Value) -> Result<()> {
        self.set_keeping_expiry(path, value)?;
        self.clear_expiries(path)
    }

    /// [`Draft::set`] of a value that lasts as long as the one that was there.
    ///
    /// # Errors
    /// As [`Draft::set`].
    pub fn set_keeping_expiry(&mut self, path: &KeyPath, value: Value) -> Result<()> {
        reserved::refuse(path)?;
        self.put(path, value)
    }

    /// [`Draft::set`] for what ctx keeps for itself.
    ///
    /// # Errors
    /// As [`Draft::set`], without the check for reserved paths.
    pub fn put(&mut self, path: &KeyPath, value: Value) -> Result<()> {
        if path.is_root() {
            return Err(Failure::new(Kind::Usage, "the whole document cannot be set")
                .hint("`ctx merge` changes many keys at once, `ctx unset` removes them")
                .into());
        }
        let operation = match self.locate(path)? {
            Place::Value(found) if is_same(found, &value) => return Ok(()),
            Place::Document | Place::Value(_) => Operation::Replace { path: self.document.pointer(path), value },
            Place::Missing { parent, token, below } => {
                Operation::Add { path: parent.child(token), value: nest(path, &below, value)? }
            }
        };
        self.apply(operation)
    }

    /// Puts what ctx keeps of one thing at `path`. Only members that differ from what is
    /// there are changed, so that the record shows just what the step did.
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

    /// Removes what is at `path`; `false` if nothing is there.
    ///
    /// # Errors
    /// The root, or a reserved path.
    pub fn unset(&mut self, path: &KeyPath) -> Result<bool> {
        reserved::refuse(path)?;
        let removed = self.remove(path)?;
        self.clear_expiries(path)?;
        Ok(removed)
    }

    /// [`Draft::unset`] for what ctx keeps for itself.
    ///
    /// # Errors
    /// The root.
    pub fn remove(&mut self, path: &KeyPath) -> Result<bool> {
        if path.is_root() {
            return Err(Failure::new(Kind::Usage, "the whole document cannot be removed").into());
        }
        if !self.document.has(path) {
            return Ok(false);
        }
        self.apply(Operation::Remove { path: self.document.pointer(path) })?;
        Ok(true)
    }

    /// Adds items to the end of the array at `path`, which is made if missing;
    /// with `unique`, only those that it does not hold yet.
    ///
    /// # Errors
    /// As [`Draft::set`], and a value that is no array.
    pub fn append(&mut self, path: &KeyPath, items: Vec<Value>, unique: bool) -> Result<()> {
        reserved::refuse(path)?;
        let array = self.document.pointer(path);
        let (len, items) = match (self.document.items_at(path), unique) {
            (Some(len), false) => (len, items),
            (Some(len), true) => {
                let held = self.document.get(path).and_then(Value::as_array);
                (len, distinct(held.map(Vec::as_slice).unwrap_or_default(), items))
            }
            (None, _) => match self.document.get(path) {
                None => return self.set(path, Value::Array(if unique { distinct(&[], items) } else { items })),
                Some(other) => return Err(not_a(path, other, "an array", "append to")),
            },
        };
        for (i, value) in items.into_iter().enumerate() {
            self.apply(Operation::Add { path: array.child((len + i).to_string()), value })?;
        }
        Ok(())
    }
}

/// Wraps `value` in the containers that the steps `below` the first missing one need.
fn nest(path: &KeyPath, below: &[Segment], value: Value) -> Result<Value> {
    below.iter().rev().try_fold(value, |inner, segment| match segment {
        Segment::Key(key) | Segment::Token(key) => Ok(Map::from_iter([(key.clone(), inner)]).into()),
        Segment::Index(0) => Ok(Value::Array(vec![inner])),
        Segment::Index(_) | Segment::FromEnd(_) => {
            let why = format!("the array for {segment} in {path} does not exist yet");
            Err(Failure::new(Kind::BadData, why).hint("a new array starts with [0]; `ctx append` makes one").into())
        }
    })
}

/// The items that neither `held` nor an earlier item equals, in their order.
#[must_use]
pub fn distinct(held: &[Value], items: Vec<Value>) -> Vec<Value> {
    let mut fresh: Vec<Value> = Vec::new();
    for item in items {
        if !held.contains(&item) && !fresh.contains(&item) {
            fresh.push(item);
        }
    }
    fresh
}

/// The failure that `path` holds `found` where `wanted` is needed.
#[must_use]
pub fn not_a(path: &KeyPath, found: &Value, wanted: &str, to: &str) -> anyhow::Error {
    Failure::new(Kind::BadData, format!("{path} is {}, not {wanted} to {to}", kind_of(found)))
        .fact("path", path.to_string())
        .hint(format!("ctx get --json {}", shell_word(path)))
        .into()
}
