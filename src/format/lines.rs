//! `KEY=VALUE` lines, as env(1) prints them: everything behind the first `=` is the value, as it stands.

use serde_json::{Map, Value};

use crate::format::unfit::Unread;
use crate::text::escape::quoted;

pub fn read(text: &str) -> Result<Value, Unread> {
    let mut members = Map::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        let at = |reason: String| Unread::at(number + 1, 1, reason);
        let (key, value) = line.split_once('=').ok_or_else(|| at("a line without =".to_owned()))?;
        if key.is_empty() {
            return Err(at("a line without a key".to_owned()));
        }
        if members.insert(key.to_owned(), value.into()).is_some() {
            return Err(at(format!("the key {} a second time", quoted(key))));
        }
    }
    Ok(Value::Object(members))
}
