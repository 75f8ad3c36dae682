//! References of a schema: which of them leads to something that is not in it.

use serde_json::{Map, Value};

use crate::json::pointer::Pointer;

/// The keywords that refer.
const KEYWORDS: [&str; 3] = ["$ref", "$dynamicRef", "$schema"];

/// The keywords that send the judge on to another schema, for the same value.
const ONWARDS: [&str; 12] = [
    "$ref",
    "$dynamicRef",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "dependencies",
    "contentSchema",
];

/// How many objects of a schema send the judge on.
pub fn hops(schema: &Value) -> usize {
    let mut count = 0;
    walk(schema, &mut |_, members| {
        count += usize::from(ONWARDS.iter().any(|name| members.contains_key(*name)));
        false
    });
    count
}

/// The place of the first reference that `is_it` says, and its text.
pub fn find(schema: &Value, is_it: &dyn Fn(&str) -> bool) -> Option<(Pointer, String)> {
    let mut found = None;
    walk(schema, &mut |place, members| {
        let refer = |name: &&str| members.get(*name)?.as_str().filter(|text| is_it(text)).map(str::to_owned);
        found = KEYWORDS.iter().find_map(|name| Some((place.child(*name), refer(name)?)));
        found.is_some()
    });
    found
}

/// Visits all objects in a schema, in their order, until `visit` returns true.
fn walk(schema: &Value, visit: &mut dyn FnMut(&Pointer, &Map<String, Value>) -> bool) {
    let mut left = vec![(Pointer::default(), schema)];
    while let Some((place, value)) = left.pop() {
        match value {
            Value::Object(members) => {
                if visit(&place, members) {
                    return;
                }
                left.extend(members.iter().rev().map(|(key, value)| (place.child(key.as_str()), value)));
            }
            Value::Array(items) => {
                left.extend(items.iter().enumerate().rev().map(|(i, value)| (place.child(i.to_string()), value)));
            }
            _ => {}
        }
    }
}
