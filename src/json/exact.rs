//! Numbers as they were written.
//!
//! `serde_json` keeps the digits of a number, but writes every exponent as `e+5`, whenever a number
//! is read and whenever a value goes through serde. So exponents are read from the text itself, and
//! values go through [`to_value`], [`with`] and [`optional`] instead.

use serde::{Deserializer, Serialize};
use serde_json::Value;

use crate::json::digits::Source;
use crate::json::parse::{JsonError, MAX_DEPTH, Strict, parse_nested};

/// How many levels a struct may add around the values in it.
const WRAPPING_DEPTH: usize = 16;

/// Serializes to a value, and keeps the digits of numbers.
///
/// # Errors
/// Fails if the result is not JSON or nested too deeply.
pub fn to_value(thing: &impl Serialize) -> Result<Value, JsonError> {
    parse_nested(&serde_json::to_vec(thing)?, MAX_DEPTH + WRAPPING_DEPTH)
}

/// Adds a member to an object, and keeps the digits of numbers.
#[must_use]
pub fn with(mut object: Value, name: &str, value: Value) -> Value {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
    object
}

/// Deserializes a member that may be any JSON, null too, and keeps the digits of numbers.
///
/// # Errors
/// As the deserializer.
pub fn optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    // Numbers that come from a value have their digits already, and no text.
    let strict = Strict { room: MAX_DEPTH + WRAPPING_DEPTH, source: &Source::of("") };
    deserializer.deserialize_any(strict).map(Some)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;
    use crate::json::parse;

    const TEXT: &str = r#"{"1e5":[1e5,-1E5,"2e5\\\"3e5",0,-0,1.0e-7,{"e":1E+05}],"x":1e05,"y":true}"#;

    #[test]
    fn every_number_keeps_its_exponent_and_what_is_in_a_string_is_none() {
        assert_eq!(parse(TEXT.as_bytes()).unwrap().to_string(), TEXT);
        for number in ["1e5", "1E5", "-1.50E-007", "0e0", "1e400", "1e-0"] {
            assert_eq!(parse(number.as_bytes()).unwrap().to_string(), number);
            assert_eq!(parse(format!(" [{number} ]").as_bytes()).unwrap().to_string(), format!("[{number}]"));
        }
    }

    #[test]
    fn a_thing_with_values_in_it_keeps_their_numbers_there_and_back() {
        #[derive(Serialize, Deserialize)]
        struct Thing {
            #[serde(default, deserialize_with = "optional")]
            payload: Option<Value>,
            #[serde(default, deserialize_with = "optional", skip_serializing_if = "Option::is_none")]
            none: Option<Value>,
        }
        let thing = Thing { payload: Some(parse(TEXT.as_bytes()).unwrap()), none: None };
        let value = to_value(&thing).unwrap();
        assert_eq!(value.to_string(), format!("{{\"payload\":{TEXT}}}"));
        let back = Thing::deserialize(&value).unwrap();
        assert_eq!((back.payload, back.none), (thing.payload, None));
        let null = Thing::deserialize(json!({"payload": null})).unwrap();
        assert_eq!((null.payload, null.none), (Some(Value::Null), None));
        assert_eq!(with(json!({"a": 1}), "b", value["payload"]["x"].clone()).to_string(), r#"{"a":1,"b":1e05}"#);
    }
}
