//! Which values say so much that an equal one elsewhere is the same secret.

use serde_json::Value;

use crate::json::pointer::Pointer;

/// The shortest text, or number, that is taken for a secret wherever it is.
const SHORTEST: usize = 4;

/// Values, and where they were found.
pub(crate) type Found = Vec<(Pointer, Value)>;

/// Whether an equal value is the same secret: not `true`, `null`, or a short text or number.
pub(crate) fn is_telling(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) => false,
        Value::Number(number) => number.to_string().bytes().filter(u8::is_ascii_digit).count() >= SHORTEST,
        Value::String(text) => text.len() >= SHORTEST,
        Value::Array(items) => items.iter().any(is_telling),
        Value::Object(members) => members.values().any(is_telling),
    }
}

/// Finds the outermost values at `place` and below that are wanted.
pub(crate) fn find(place: &Pointer, value: &Value, is_wanted: &dyn Fn(&Value) -> bool, found: &mut Found) {
    let mut tokens = place.tokens().to_vec();
    walk(&mut tokens, value, is_wanted, found);
}

fn walk(place: &mut Vec<String>, value: &Value, is_wanted: &dyn Fn(&Value) -> bool, found: &mut Found) {
    if is_telling(value) && is_wanted(value) {
        found.push((Pointer::new(place.clone()), value.clone()));
        return;
    }
    let mut below = |token: String, value: &Value| {
        place.push(token);
        walk(place, value, is_wanted, found);
        place.pop();
    };
    match value {
        Value::Array(items) => items.iter().enumerate().for_each(|(i, item)| below(i.to_string(), item)),
        Value::Object(members) => members.iter().for_each(|(key, member)| below(key.clone(), member)),
        _ => {}
    }
}
