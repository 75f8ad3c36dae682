//! A document being changed.

use serde_json::Value;

use crate::edit::merge::MergeRule;
use crate::error::{Failure, Kind};
use crate::json::kind_of;
use crate::library::error::Result;
use crate::library::snapshot::parse;
use crate::log::revision::Revision;

/// A document being changed by [`Context::update`](crate::Context::update).
pub struct Draft<'d, 'h> {
    draft: &'d mut crate::draft::Draft<'h>,
}

impl<'d, 'h> Draft<'d, 'h> {
    pub(crate) fn of(draft: &'d mut crate::draft::Draft<'h>) -> Self {
        Self { draft }
    }

    /// The revision that the change becomes, if it changes anything.
    #[must_use]
    pub fn revision(&self) -> Revision {
        self.draft.next_revision()
    }

    /// The value at a path, with what was changed so far; `None` if nothing is there.
    ///
    /// # Errors
    /// Fails if the path does not parse, or if the value was redacted and lost.
    pub fn get(&self, path: &str) -> Result<Option<Value>> {
        let path = parse(path)?;
        self.draft.refuse_lost(&path)?;
        Ok(self.draft.document().visible(&path).map(|value| value.to_value()))
    }

    /// Writes a value; missing parents are made.
    ///
    /// # Errors
    /// Fails if the path does not parse or is reserved, if it leads through a value that has no
    /// members, or if the result would be nested too deeply.
    pub fn set(&mut self, path: &str, value: impl Into<Value>) -> Result<()> {
        Ok(self.draft.set(&parse(path)?, value.into())?)
    }

    /// Removes a value; `false` if nothing is there.
    ///
    /// # Errors
    /// Fails if the path does not parse or is reserved.
    pub fn remove(&mut self, path: &str) -> Result<bool> {
        Ok(self.draft.unset(&parse(path)?)?)
    }

    /// Adds a value to the end of an array, which is made if missing.
    ///
    /// # Errors
    /// As [`Draft::set`], and fails if the value at the path is not an array.
    pub fn append(&mut self, path: &str, value: impl Into<Value>) -> Result<()> {
        Ok(self.draft.append(&parse(path)?, vec![value.into()], false)?)
    }

    /// Merges an object into the object at a path, as [`Context::merge`](crate::Context::merge) does.
    ///
    /// # Errors
    /// As [`Draft::set`], and fails if either is not an object.
    pub fn merge(&mut self, path: &str, object: impl Into<Value>) -> Result<()> {
        Ok(merge(self.draft, path, object.into())?)
    }
}

fn merge(draft: &mut crate::draft::Draft<'_>, path: &str, object: Value) -> anyhow::Result<()> {
    match object {
        Value::Object(members) => draft.merge(&parse(path)?, members, MergeRule::default()),
        other => {
            let why = format!("what is merged is {}, not an object", kind_of(&other));
            Err(Failure::new(Kind::BadData, why).into())
        }
    }
}
