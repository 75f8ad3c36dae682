//! `KEY=VALUE` lines, as env(1) prints them: everything behind the first `=` is the value, as it stands. If the text has
//! a NUL, as `env -0` prints them, each one ends a record, whose value may have several lines.

use serde_json::{Map, Value};

use crate::format::unfit::{Unread, not_utf8};
use crate::text::escape::quoted;

const EXACT: &str = "for values of several lines, pass on what env -0 prints: ctx import - --format lines";

pub fn read(text: &str) -> Result<Value, Unread> {
    let is_exact = text.contains('\0');
    let mut members = Map::new();
    let mut line = 1;
    for record in text.split(if is_exact { '\0' } else { '\n' }) {
        let begins = line;
        line += if is_exact { record.matches('\n').count() } else { 1 };
        let record = if is_exact { record } else { record.strip_suffix('\r').unwrap_or(record) };
        if record.is_empty() {
            continue;
        }
        let (key, value) = entry(record, is_exact).map_err(|reason| {
            let unread = Unread::at(begins, 1, reason);
            if is_exact { unread } else { unread.hint(EXACT) }
        })?;
        if members.insert(key.to_owned(), value.into()).is_some() {
            return Err(Unread::at(begins, 1, format!("the key {} a second time", quoted(key))));
        }
    }
    Ok(Value::Object(members))
}

/// The lines of a text as an array of texts, each as it stands, without its end.
///
/// # Errors
/// Fails if it is not UTF-8; with the place.
pub fn items(bytes: &[u8]) -> Result<Value, Unread> {
    let text = std::str::from_utf8(bytes).map_err(|e| not_utf8(bytes, e.valid_up_to()))?;
    Ok(text.lines().map(Value::from).collect::<Vec<_>>().into())
}

fn entry(record: &str, is_exact: bool) -> Result<(&str, &str), String> {
    let (key, value) = record.split_once('=').ok_or_else(|| {
        if is_exact { format!("{} without =", quoted(record)) } else { "a line without =".to_owned() }
    })?;
    if key.is_empty() {
        return Err("a line without a key".to_owned());
    }
    // It is a line of a value, or of a function that bash exports.
    if !is_exact && key.contains(char::is_whitespace) {
        return Err(format!("the key {}, which has white space,", quoted(key)));
    }
    Ok((key, value))
}
