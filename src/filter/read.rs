//! JSON as a value of jaq, with the digits of its numbers.

use jaq_json::{Map, Rc, Val};
use serde_json::Value;

use crate::filter::numbers::number_of;
use crate::json;

/// Reads JSON. Numbers keep their digits as long as the filter does not calculate with them.
///
/// # Errors
/// Says why the text is not JSON.
pub fn read(text: &str) -> Result<Val, String> {
    json::parse(text.as_bytes()).map(of).map_err(|e| e.to_string())
}

fn of(value: Value) -> Val {
    match value {
        Value::Null => Val::Null,
        Value::Bool(is) => Val::Bool(is),
        Value::Number(number) => Val::Num(number_of(&number.to_string())),
        Value::String(text) => Val::utf8_str(text),
        Value::Array(items) => Val::Arr(Rc::new(items.into_iter().map(of).collect())),
        Value::Object(members) => {
            let members: Map = members.into_iter().map(|(key, value)| (Val::utf8_str(key), of(value))).collect();
            Val::obj(members)
        }
    }
}
