//! JSON: reading it strictly, the document, paths and pointers, patches, and what differs.

pub mod bounded;
pub mod decimal;
pub mod diff;
pub mod difference;
mod digits;
pub mod document;
pub mod equality;
mod exact;
pub mod glob;
mod held;
pub mod key_path;
pub mod order;
mod parse;
pub mod patch;
pub mod path_syntax;
pub mod place_set;
pub mod pointer;
pub mod pretty;
pub mod projection;
pub mod readable;
pub mod redaction_hash;
pub mod template;
pub mod text;
pub mod text_value;
pub mod visible;

use serde_json::Value;

pub use crate::json::exact::{optional, to_value, with};
pub use crate::json::held::from_value;
pub use crate::json::parse::{JsonError, MAX_DEPTH, NUMBER_TOKEN, parse, parse_nested};

/// The key at the top of a document under which ctx keeps what is its own.
pub const RESERVED_KEY: &str = "_ctx";

/// How many arrays and objects are nested in `value`; a scalar counts 0.
#[must_use]
pub fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

/// The English name of the value's type, with its article.
#[must_use]
pub fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
