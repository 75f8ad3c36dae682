//! Writes TOML. Members keep their order: an object becomes a table with a head of its own only where no plain
//! value follows it, and is written in one line otherwise.

use std::fmt::Write as _;

use serde_json::{Map, Number, Value};

use crate::format::in_quotes::in_quotes;
use crate::format::unfit::Unfit;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::{decimal, kind_of};

/// Returns the document of an object.
pub fn write(value: &Value, path: &KeyPath) -> Result<String, Unfit> {
    let Value::Object(members) = value else {
        return Err(Unfit::new(path, format!("it is {}, and a TOML document is an object", kind_of(value))));
    };
    let mut text = String::new();
    table(members, path, "", &mut text)?;
    Ok(text)
}

/// Whether a value can stand under a head: an object, or an array of objects only.
fn has_head(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(items) => !items.is_empty() && items.iter().all(Value::is_object),
        _ => false,
    }
}

/// Writes the members of a table whose head is written.
fn table(members: &Map<String, Value>, path: &KeyPath, head: &str, out: &mut String) -> Result<(), Unfit> {
    let plain = members.values().rposition(|value| !has_head(value)).map_or(0, |last| last + 1);
    for (i, (name, value)) in members.iter().enumerate() {
        let path = path.child(Segment::Key(name.clone()));
        let head = if head.is_empty() { key(name) } else { format!("{head}.{}", key(name)) };
        match value {
            Value::Object(members) if i >= plain => {
                // Writing to a string does not fail.
                let _ = writeln!(out, "{}[{head}]", gap(out));
                table(members, &path, &head, out)?;
            }
            Value::Array(items) if i >= plain => {
                for (n, item) in items.iter().enumerate() {
                    let _ = writeln!(out, "{}[[{head}]]", gap(out));
                    if let Value::Object(members) = item {
                        table(members, &path.child(Segment::Index(n)), &head, out)?;
                    }
                }
            }
            value => {
                let _ = write!(out, "{} = ", key(name));
                inline(value, &path, out)?;
                out.push('\n');
            }
        }
    }
    Ok(())
}

fn gap(out: &str) -> &'static str {
    if out.is_empty() { "" } else { "\n" }
}

fn inline(value: &Value, path: &KeyPath, out: &mut String) -> Result<(), Unfit> {
    match value {
        Value::Null => return Err(Unfit::new(path, "it is null, which TOML does not have")),
        Value::Bool(_) => out.push_str(&value.to_string()),
        Value::String(text) => out.push_str(&in_quotes(text)),
        Value::Number(number) => out.push_str(checked(number, path)?),
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { "" });
                inline(item, &path.child(Segment::Index(i)), out)?;
            }
            out.push(']');
        }
        Value::Object(members) if members.is_empty() => out.push_str("{}"),
        Value::Object(members) => {
            for (i, (name, value)) in members.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { "{ " });
                let _ = write!(out, "{} = ", key(name));
                inline(value, &path.child(Segment::Key(name.clone())), out)?;
            }
            out.push_str(" }");
        }
    }
    Ok(())
}

fn key(name: &str) -> String {
    let is_bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if is_bare { name.to_owned() } else { in_quotes(name) }
}

/// A number that readers have exactly: 64-bit integers, and decimals that a 64-bit float gives back.
fn checked<'n>(number: &'n Number, path: &KeyPath) -> Result<&'n str, Unfit> {
    let text = number.as_str();
    if !text.contains(['.', 'e', 'E']) {
        // -0 is an integer in both, but the sign is lost.
        let fits = text.parse::<i64>().is_ok() && text != "-0";
        return if fits { Ok(text) } else { Err(Unfit::new(path, format!("{text} is not a 64-bit integer of TOML"))) };
    }
    let float: Option<f64> = text.parse().ok().filter(|float: &f64| float.is_finite());
    let back = float.and_then(|float| format!("{float:e}").parse::<Number>().ok());
    let is_same = back.and_then(|back| decimal::order(&back, number).ok()).is_some_and(std::cmp::Ordering::is_eq);
    if is_same { Ok(text) } else { Err(Unfit::new(path, format!("{text} has more digits than a number of TOML"))) }
}
