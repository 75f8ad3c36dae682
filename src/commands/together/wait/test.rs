//! What `ctx wait` tests a value for.

use std::cmp::Ordering;
use std::fmt;

use anyhow::Result;
use serde_json::{Number, Value};

use crate::edit::guard::shorten;
use crate::json::decimal;
use crate::log::entry::Revision;

/// A test of the value at a path.
#[derive(Clone, Debug)]
pub(super) enum Test {
    Exists,
    Absent,
    Equal(Value),
    NotEqual(Value),
    /// It is a number that stands in this relation to another.
    Compared(Relation, Number),
    /// It has so many items, members or characters, or more.
    LengthAtLeast(usize),
    ChangedSince(Revision),
}

/// A relation of two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
}

impl Test {
    /// What is waited for, of the paths that are named.
    pub(super) fn of(&self, paths: &str) -> String {
        match self {
            Self::Exists => format!("a value at {paths}"),
            Self::Absent => format!("the removal of {paths}"),
            Self::Equal(value) => format!("{} at {paths}", shorten(value)),
            Self::NotEqual(value) => format!("a value other than {} at {paths}", shorten(value)),
            Self::Compared(relation, number) => format!("a number {relation} {number} at {paths}"),
            Self::LengthAtLeast(length) => format!("a length >= {length} at {paths}"),
            Self::ChangedSince(rev) => format!("a change of {paths} after revision {rev}"),
        }
    }

    /// Whether a number or a text, an array or an object satisfies the test. Of a change, it cannot tell.
    pub(super) fn admits(&self, value: &Value) -> Result<bool> {
        Ok(match self {
            Self::Exists => true,
            Self::Absent | Self::ChangedSince(_) => false,
            Self::Equal(wanted) => value == wanted,
            Self::NotEqual(unwanted) => value != unwanted,
            Self::Compared(relation, number) => match value {
                Value::Number(found) => relation.holds(decimal::order(found, number)?),
                _ => false,
            },
            Self::LengthAtLeast(least) => length(value).is_some_and(|length| length >= *least),
        })
    }
}

/// The number of items, members or characters; `None` if a value has none of them.
fn length(value: &Value) -> Option<usize> {
    match value {
        Value::Array(items) => Some(items.len()),
        Value::Object(members) => Some(members.len()),
        Value::String(text) => Some(text.chars().count()),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

impl Relation {
    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::AtLeast => order.is_ge(),
            Self::MoreThan => order.is_gt(),
            Self::AtMost => order.is_le(),
            Self::LessThan => order.is_lt(),
        }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AtLeast => ">=",
            Self::MoreThan => ">",
            Self::AtMost => "<=",
            Self::LessThan => "<",
        })
    }
}
