//! JSON Schema: whether a value fits a schema, and why not. Bounded: no network, no files, a time limit.
//!
//! Built without the feature `schema`, nothing can be judged, and [`Judge::of`] says so.

mod infer;
mod keywords;
mod violation;

#[cfg(feature = "schema")]
mod bounded;
#[cfg(feature = "schema")]
mod expected;
#[cfg(feature = "schema")]
mod judge;
#[cfg(feature = "schema")]
mod reference;
#[cfg(not(feature = "schema"))]
mod without;

#[cfg(feature = "schema")]
pub use crate::schema::bounded::Budget;
pub use crate::schema::infer::infer;
#[cfg(feature = "schema")]
pub use crate::schema::judge::Judge;
pub use crate::schema::keywords::{Unknown, unknown};
pub use crate::schema::violation::{Judged, Violation};
#[cfg(not(feature = "schema"))]
pub use crate::schema::without::{Budget, Judge};

/// The dialect of a schema that names none.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
