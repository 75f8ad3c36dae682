//! Tests of a value, and the options that name them.

use std::cmp::Ordering;
use std::fmt;

use anyhow::Result;
use serde_json::{Number, Value};

use crate::edit::guard::shorten;
use crate::json::{decimal, text_value};

/// What is tested of a value.
#[derive(clap::Args, Debug)]
#[group(multiple = false)]
pub struct ValueTestArgs {
    /// The path exists
    #[arg(long)]
    exists: bool,

    /// The path does not exist
    #[arg(long)]
    absent: bool,

    /// The value is VALUE
    #[arg(long, value_name = "VALUE", allow_negative_numbers = true)]
    eq: Option<String>,

    /// The path exists and its value is not VALUE
    #[arg(long, value_name = "VALUE", allow_negative_numbers = true)]
    ne: Option<String>,

    /// The value is a number of at least N
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = number)]
    ge: Option<Number>,

    /// The value is a number greater than N
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = number)]
    gt: Option<Number>,

    /// The value is a number of at most N
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = number)]
    le: Option<Number>,

    /// The value is a number less than N
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = number)]
    lt: Option<Number>,

    /// The value has at least N items, members or characters
    #[arg(long, value_name = "N")]
    length_ge: Option<usize>,
}

/// A test of the value at a path.
#[derive(Clone, Debug)]
pub enum ValueTest {
    Exists,
    Absent,
    Equal(Value),
    NotEqual(Value),
    /// It is a number that stands in this relation to another.
    Compared(Relation, Number),
    /// It has so many items, members or characters, or more.
    LengthAtLeast(usize),
}

/// A relation of two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
}

impl ValueTestArgs {
    /// The test that was asked for, if one was.
    #[must_use]
    pub fn read(&self) -> Option<ValueTest> {
        let relations = [
            (Relation::AtLeast, &self.ge),
            (Relation::MoreThan, &self.gt),
            (Relation::AtMost, &self.le),
            (Relation::LessThan, &self.lt),
        ];
        let compared = relations.into_iter().find_map(|(relation, number)| Some((relation, number.clone()?)));
        match self {
            Self { exists: true, .. } => Some(ValueTest::Exists),
            Self { absent: true, .. } => Some(ValueTest::Absent),
            Self { eq: Some(word), .. } => Some(ValueTest::Equal(text_value::read(word).value)),
            Self { ne: Some(word), .. } => Some(ValueTest::NotEqual(text_value::read(word).value)),
            Self { length_ge: Some(least), .. } => Some(ValueTest::LengthAtLeast(*least)),
            _ => compared.map(|(relation, number)| ValueTest::Compared(relation, number)),
        }
    }
}

fn number(word: &str) -> Result<Number, String> {
    let number: Number = word.parse().map_err(|_| "not a number".to_owned())?;
    decimal::check(&number).map_err(|e| e.to_string())?;
    Ok(number)
}

impl ValueTest {
    /// What is tested, of the paths that are named.
    #[must_use]
    pub fn of(&self, paths: &str) -> String {
        match self {
            Self::Exists => format!("a value at {paths}"),
            Self::Absent => format!("the removal of {paths}"),
            Self::Equal(value) => format!("{} at {paths}", shorten(value)),
            Self::NotEqual(value) => format!("a value other than {} at {paths}", shorten(value)),
            Self::Compared(relation, number) => format!("a number {relation} {number} at {paths}"),
            Self::LengthAtLeast(length) => format!("a length >= {length} at {paths}"),
        }
    }

    /// Whether a value passes, or its absence.
    ///
    /// # Errors
    /// Fails if a number that is compared has more digits than arithmetic takes.
    pub fn admits(&self, value: Option<&Value>) -> Result<bool> {
        let Some(value) = value else { return Ok(matches!(self, Self::Absent)) };
        Ok(match self {
            Self::Exists => true,
            Self::Absent => false,
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
