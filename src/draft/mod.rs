//! A document being changed: every change goes through a patch operation, so
//! that the record of it, and its inverse, cannot differ from what was done.

mod arrange;
pub mod ends;
mod place;
pub mod replace;
pub mod reserved;
mod settle;

pub use crate::draft::place::Place;

use anyhow::Result;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::error::{Failure, Kind};
use crate::json;
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::order::is_same;
use crate::json::patch::{Operation, Patch, PatchError};
use crate::json::projection::Projection;
use crate::json::{MAX_DEPTH, depth, kind_of};
use crate::log::entry::Revision;
use crate::log::history::History;
use crate::text::shell::shell_word;
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

    /// The operations made so far, each with the one that takes it back: no change of
    /// a draft moves or copies, so there is just one.
    pub fn changes(&self) -> impl Iterator<Item = (&Operation, &Operation)> {
        self.patch.iter().zip(&self.undo)
    }

    /// The document that the draft started from.
    #[must_use]
    pub fn before(&self) -> Document {
        let mut document = self.document.clone();
        for step in self.undo.iter().rev() {
            // It leads back where it came from: what does not is found out before the commit.
            drop(document.perform(step));
        }
        document
    }

    /// What the changes after the first few touch, before and after them, with the branches that
    /// `projection` has already. The rest of the document is not visited.
    ///
    /// # Errors
    /// An inverse that does not fit.
    pub fn touched(&self, skip: usize, mut projection: Projection) -> Result<(Document, Document)> {
        self.changes().skip(skip).for_each(|(operation, _)| projection.add_operation(operation));
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

    /// Puts `value` at `path`, making objects (and arrays, at index 0) that are
    /// missing on the way.
    ///
    /// # Errors
    /// The root, a reserved path, a scalar on the way, an index beyond the end, too deep.
    pub fn set(&mut self, path: &KeyPath, value: Value) -> Result<()> {
        self.amend(path, value)?;
        self.settle(path)
    }

    /// [`Draft::set`] of a value that lasts as long as the one that was there.
    ///
    /// # Errors
    /// As [`Draft::set`].
    pub fn amend(&mut self, path: &KeyPath, value: Value) -> Result<()> {
        reserved::refuse(path)?;
        self.keep(path, value)
    }

    /// [`Draft::set`] for what ctx keeps for itself.
    ///
    /// # Errors
    /// As [`Draft::set`], without the check for reserved paths.
    pub fn keep(&mut self, path: &KeyPath, value: Value) -> Result<()> {
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
    /// As [`Draft::keep`].
    pub fn keep_members(&mut self, path: &KeyPath, thing: &impl Serialize) -> Result<()> {
        let value =
            json::to_value(thing).map_err(|e| Failure::new(Kind::BadData, format!("{path} cannot be written: {e}")))?;
        let (Some(Value::Object(held)), Value::Object(members)) = (self.document.get(path), &value) else {
            return self.keep(path, value);
        };
        let gone: Vec<String> = held.keys().filter(|name| !members.contains_key(*name)).cloned().collect();
        for name in gone {
            self.forget(&path.child(Segment::Key(name)))?;
        }
        members.iter().try_for_each(|(name, value)| self.keep(&path.child(Segment::Key(name.clone())), value.clone()))
    }

    /// Removes what is at `path`; `false` if nothing is there.
    ///
    /// # Errors
    /// The root, or a reserved path.
    pub fn unset(&mut self, path: &KeyPath) -> Result<bool> {
        reserved::refuse(path)?;
        let removed = self.forget(path)?;
        self.settle(path)?;
        Ok(removed)
    }

    /// [`Draft::unset`] for what ctx keeps for itself.
    ///
    /// # Errors
    /// The root.
    pub fn forget(&mut self, path: &KeyPath) -> Result<bool> {
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

    /// Applies one operation and keeps its inverse.
    ///
    /// # Errors
    /// A value that would be nested too deeply, or an operation that does not fit.
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
