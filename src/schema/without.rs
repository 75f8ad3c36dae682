//! What stands for the judge in a ctx that was built without JSON Schema.

use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::schema::violation::Judged;

/// The time that judging may take: nothing is judged.
#[derive(Debug)]
pub struct Budget;

impl Budget {
    #[must_use]
    pub fn of_reader() -> Self {
        Self
    }

    #[must_use]
    pub fn of_writer() -> Self {
        Self
    }
}

/// A schema that cannot be read.
pub struct Judge;

impl Judge {
    /// Refuses every schema.
    ///
    /// # Errors
    /// Always.
    pub fn of(_schema: &Value, _budget: &Budget) -> Result<Self, Failure> {
        let why = "this ctx was built without JSON Schema, so it cannot tell whether the schema holds";
        Err(Failure::new(Kind::Refused, why).hint("install a ctx that was built with the feature `schema`"))
    }

    /// Judges nothing: there is no such judge.
    ///
    /// # Errors
    /// Always.
    pub fn judge(&self, _value: Value, budget: &Budget) -> Result<Judged, Failure> {
        Self::of(&Value::Null, budget).map(|_| Judged::default())
    }
}
