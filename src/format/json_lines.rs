//! JSON Lines: one JSON text a line, an array.

use serde_json::Value;

use crate::format::unfit::{Unfit, Unread};
use crate::json::key_path::KeyPath;
use crate::json::{MAX_DEPTH, kind_of, parse_nested};

/// Reads one value from each line. Blank lines are left out.
pub fn read(text: &str) -> Result<Value, Unread> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let values = lines.map(|(number, line)| {
        // One level less: the values are items of an array.
        parse_nested(line.as_bytes(), MAX_DEPTH - 1).map_err(|e| Unread::at(number + 1, e.column, e.reason))
    });
    values.collect::<Result<Vec<_>, _>>().map(Value::Array)
}

pub fn write(value: &Value, path: &KeyPath) -> Result<String, Unfit> {
    let Value::Array(items) = value else {
        return Err(Unfit::new(path, format!("it is {}, and JSON Lines are the items of an array", kind_of(value))));
    };
    Ok(items.iter().map(|item| item.to_string() + "\n").collect())
}
