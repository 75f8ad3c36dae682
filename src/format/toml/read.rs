//! Reads TOML.

use std::ops::Range;

use serde_json::{Map, Value};
use toml_edit::{Document, Item, Table, TomlError};

use crate::format::unfit::{Unread, place_of};
use crate::json::{MAX_DEPTH, NUMBER_TOKEN, depth, parse};

/// Reads a document: always an object.
pub fn read(text: &str) -> Result<Value, Unread> {
    let document = Document::parse(text).map_err(|e| malformed(text, &e))?;
    let value = table(document.as_table(), text)?;
    let too_deep = Unread::new(format!("it is nested more than {MAX_DEPTH} levels deep")).unheld();
    if depth(&value) > MAX_DEPTH { Err(too_deep) } else { Ok(value) }
}

fn malformed(text: &str, error: &TomlError) -> Unread {
    let place = error.span().map(|span| place_of(text, span.start));
    Unread { place, ..Unread::new(error.message().trim().replace('\n', "; ")) }
}

fn table(table: &Table, text: &str) -> Result<Value, Unread> {
    object(table.iter().map(|(key, item)| Ok((key, self::item(item, text)?))), text)
}

/// An object of members, in the order of the file.
fn object<'k>(members: impl Iterator<Item = Result<(&'k str, Value), Unread>>, text: &str) -> Result<Value, Unread> {
    let mut object = Map::new();
    for member in members {
        let (key, value) = member?;
        if key == NUMBER_TOKEN {
            return Err(at(text, text.find(NUMBER_TOKEN).map(|i| i..i), "a reserved key".to_owned()));
        }
        object.insert(key.to_owned(), value);
    }
    Ok(object.into())
}

fn item(item: &Item, text: &str) -> Result<Value, Unread> {
    match item {
        Item::None => Ok(Value::Null),
        Item::Value(value) => self::value(value, text),
        Item::Table(table) => self::table(table, text),
        Item::ArrayOfTables(tables) => tables.iter().map(|table| self::table(table, text)).collect(),
    }
}

fn value(value: &toml_edit::Value, text: &str) -> Result<Value, Unread> {
    use toml_edit::Value as Toml;
    match value {
        Toml::String(string) => Ok(string.value().as_str().into()),
        Toml::Boolean(boolean) => Ok((*boolean.value()).into()),
        Toml::Datetime(date) => Ok(date.value().to_string().into()),
        Toml::Integer(integer) => Ok((*integer.value()).into()),
        Toml::Float(float) => number(text, float.span()),
        Toml::Array(items) => items.iter().map(|item| self::value(item, text)).collect(),
        Toml::InlineTable(table) => object(table.iter().map(|(key, value)| Ok((key, self::value(value, text)?))), text),
    }
}

/// A float with the digits that the file has. What JSON writes otherwise (`+1.0`, `1_000.0`) loses sign and
/// underscores only.
fn number(text: &str, span: Option<Range<usize>>) -> Result<Value, Unread> {
    let written = span.clone().and_then(|span| text.get(span)).unwrap_or_default();
    let digits = written.replace('_', "");
    let digits = digits.strip_prefix('+').unwrap_or(&digits);
    parse(digits.as_bytes())
        .ok()
        .filter(Value::is_number)
        .ok_or_else(|| at(text, span, format!("the number {written}, which JSON does not have,")))
}

fn at(text: &str, span: Option<Range<usize>>, reason: String) -> Unread {
    Unread { place: span.map(|span| place_of(text, span.start)), ..Unread::new(reason) }.unheld()
}
