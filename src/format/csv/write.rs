//! Writes CSV: an array of objects that all have the same members.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::format::unfit::Unfit;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::{kind_of, text_value};
use crate::text::escape::quoted;

pub fn write(value: &Value, path: &KeyPath, delimiter: char) -> Result<String, Unfit> {
    let Value::Array(rows) = value else {
        return Err(Unfit::new(path, format!("it is {}, and a table is an array of objects", kind_of(value))));
    };
    refuse_mixed(rows, path)?;
    let mut text = String::new();
    let mut head: Option<&Map<String, Value>> = None;
    for (i, row) in rows.iter().enumerate() {
        let path = path.child(Segment::Index(i));
        let Value::Object(members) = row else {
            return Err(Unfit::new(&path, format!("it is {}, and a row is an object", kind_of(row))));
        };
        let first = *head.get_or_insert(members);
        if i == 0 {
            if members.is_empty() {
                return Err(Unfit::new(&path, "it is an empty object, and a table has columns"));
            }
            line(&members.keys().map(String::as_str).collect::<Vec<_>>(), delimiter, &mut text);
        }
        if let Some(more) = members.keys().find(|key| !first.contains_key(*key)) {
            let path = path.child(Segment::Key(more.clone()));
            return Err(Unfit::new(
                &path,
                "the first row has no such member, and a table has the same columns in all rows",
            ));
        }
        let cells = first.keys().map(|key| {
            let missing =
                || Unfit::new(&path, format!("it has no {}, and an empty cell would be empty text", quoted(key)));
            cell(members.get(key).ok_or_else(missing)?, &path.child(Segment::Key(key.clone())))
        });
        let cells = cells.collect::<Result<Vec<_>, _>>()?;
        line(&cells.iter().map(String::as_str).collect::<Vec<_>>(), delimiter, &mut text);
    }
    Ok(text)
}

/// Refuses text that reads as JSON in a column that has JSON: nobody could tell them apart.
fn refuse_mixed(rows: &[Value], path: &KeyPath) -> Result<(), Unfit> {
    let cells = || {
        rows.iter().enumerate().flat_map(|(i, row)| row.as_object().into_iter().flatten().map(move |cell| (i, cell)))
    };
    let typed: HashSet<&String> =
        cells().filter(|(_, (_, value))| !value.is_string()).map(|(_, (key, _))| key).collect();
    let is_mixed = |(_, (key, value)): &(usize, (&String, &Value))| {
        typed.contains(key) && value.as_str().is_some_and(|text| text_value::read(text).value != **value)
    };
    match cells().find(is_mixed) {
        None => Ok(()),
        Some((i, (key, value))) => {
            let path = path.child(Segment::Index(i)).child(Segment::Key(key.clone()));
            let why = format!(
                "it is the text {value} in a column that holds more than text, and a cell does not tell which it is"
            );
            Err(Unfit::new(&path, why))
        }
    }
}

fn cell(value: &Value, path: &KeyPath) -> Result<String, Unfit> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Bool(_) | Value::Number(_) => Ok(value.to_string()),
        other => Err(Unfit::new(path, format!("it is {}, and a cell holds text", kind_of(other)))),
    }
}

/// A line of CSV.
#[must_use]
pub fn row(cells: &[&str]) -> String {
    let mut text = String::new();
    line(cells, ',', &mut text);
    text
}

fn line(cells: &[&str], delimiter: char, out: &mut String) {
    for (i, cell) in cells.iter().enumerate() {
        if i > 0 {
            out.push(delimiter);
        }
        let is_special = |c: char| c == delimiter || matches!(c, '"' | '\n' | '\r');
        // A line of one empty cell would be an empty line; white space at an end is taken off by some readers.
        if cell.contains(is_special)
            || cell.trim() != *cell
            || (cells.len() == 1 && cell.is_empty())
            || (i == 0 && cell.starts_with('\u{feff}'))
        {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push('\n');
}
