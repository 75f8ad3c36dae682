//! Keywords of a schema that no draft knows: they judge nothing.

use serde_json::Value;

use crate::json::pointer::Pointer;
use crate::text::near::near;

/// Keywords that hold one schema, or a list of them.
const SCHEMAS: [&str; 15] = [
    "not",
    "if",
    "then",
    "else",
    "items",
    "contains",
    "additionalProperties",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
    "additionalItems",
    "allOf",
    "anyOf",
    "oneOf",
];

/// Keywords that hold schemas by names.
const NAMED: [&str; 6] =
    ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"];

const OTHER: [&str; 39] = [
    "prefixItems",
    "$schema",
    "$id",
    "$ref",
    "$anchor",
    "$dynamicRef",
    "$dynamicAnchor",
    "$vocabulary",
    "$comment",
    "type",
    "enum",
    "const",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxContains",
    "minContains",
    "maxProperties",
    "minProperties",
    "required",
    "dependentRequired",
    "title",
    "description",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "examples",
    "format",
    "contentEncoding",
    "contentMediaType",
];

/// A keyword that no draft knows, and the one that was perhaps meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    pub place: Pointer,
    pub meant: Option<&'static str>,
}

/// The keywords that no draft knows, in the order of the schema. Those that begin with `x-` are somebody's own.
#[must_use]
pub fn unknown(schema: &Value) -> Vec<Unknown> {
    let (mut found, mut left) = (Vec::new(), vec![(Pointer::default(), schema)]);
    while let Some((place, schema)) = left.pop() {
        let below = match schema {
            Value::Object(members) => members.iter(),
            Value::Array(items) => {
                left.extend(items.iter().enumerate().rev().map(|(i, item)| (place.child(i.to_string()), item)));
                continue;
            }
            _ => continue,
        };
        for (key, value) in below.rev() {
            let at = place.child(key.as_str());
            let key = key.as_str();
            if SCHEMAS.contains(&key) || key == "prefixItems" {
                left.push((at, value));
            } else if NAMED.contains(&key) {
                let members = value.as_object().into_iter().flatten().rev();
                // A dependency of draft 7 may be a list of keys.
                let schemas = members.filter(|(_, value)| !value.is_array());
                left.extend(schemas.map(|(name, value)| (at.child(name.as_str()), value)));
            } else if !OTHER.contains(&key) && !key.starts_with("x-") {
                let all = SCHEMAS.iter().chain(&NAMED).chain(&OTHER).copied();
                found.push(Unknown { place: at, meant: near(key, all).first().copied() });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keywords_are_sought_where_schemas_are() {
        let schema = json!({
            "properties": {"tpye": {"tpye": "string"}, "x": {"enum": [{"no": 1}], "default": {"no": 1}}},
            "dependencies": {"a": ["tpye"]},
            "allOf": [{"x-mine": 1, "zzz": 1}],
            "items": {"prefixItems": [{"maxlength": 1}]},
        });
        let found: Vec<(String, Option<&str>)> =
            unknown(&schema).into_iter().map(|unknown| (unknown.place.to_string(), unknown.meant)).collect();
        let mut wanted = [
            ("/properties/tpye/tpye".to_owned(), Some("type")),
            ("/allOf/0/zzz".to_owned(), None),
            ("/items/prefixItems/0/maxlength".to_owned(), Some("maxLength")),
        ];
        let mut found = found;
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted);
    }
}
