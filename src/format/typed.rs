//! Values of formats that know only text, read as `ctx set` reads a word.

use serde_json::Value;

use crate::json::text_value;

/// Replaces each text by what `ctx set` would take it for.
#[must_use]
pub fn typed(value: Value) -> Value {
    match value {
        Value::String(text) => text_value::read(&text).value,
        Value::Array(items) => items.into_iter().map(typed).collect(),
        Value::Object(members) => Value::Object(members.into_iter().map(|(key, value)| (key, typed(value))).collect()),
        other => other,
    }
}
