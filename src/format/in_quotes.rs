//! Text in double quotes, as YAML and TOML both read it.

use std::fmt::Write as _;

use serde_json::Value;

use crate::text::escape::is_hidden_in_name;

/// A string of JSON, but that a hidden character beyond U+FFFF is one escape, not two.
pub fn in_quotes(text: &str) -> String {
    let json = Value::from(text).to_string();
    if !json.contains(is_hidden_in_name) {
        return json;
    }
    let mut quoted = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        match u32::from(c) {
            code if is_hidden_in_name(c) && code > 0xffff => {
                // Writing to a string does not fail.
                let _ = write!(quoted, "\\U{code:08x}");
            }
            code if is_hidden_in_name(c) => {
                let _ = write!(quoted, "\\u{code:04x}");
            }
            _ => quoted.push(c),
        }
    }
    quoted
}
