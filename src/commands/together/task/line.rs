//! The lines of a file of tasks.

use anyhow::Result;
use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::json;
use crate::json::key_path::{KeyPath, Segment};
use crate::log::name::Name;

/// A line, which is the payload of a task.
pub struct Line {
    pub number: usize,
    pub name: Option<Name>,
    pub payload: Value,
}

/// Reads a line: its payload, and its name at `name_from`.
///
/// # Errors
/// Fails if the line is not JSON, or has no valid name there.
pub fn read_line(number: usize, line: &[u8], name_from: Option<&KeyPath>) -> Result<Line> {
    let payload = json::parse(line).map_err(|e| {
        let why = format!("line {number} is not valid JSON: {} at column {}", e.reason, e.column);
        let hint =
            name_from.map_or_else(|| r#"each line must be one JSON value, such as {"page":1}"#.to_owned(), good_line);
        Failure::new(Kind::BadData, why).fact("line", number).fact("column", e.column).hint(hint)
    })?;
    let name = name_from.map(|path| name_in(number, &payload, path)).transpose()?;
    Ok(Line { number, name, payload })
}

/// Returns a hint with an example of a line that has a name at `path`.
fn good_line(path: &KeyPath) -> String {
    let example = path.segments().iter().rev().try_fold(Value::from("a-name"), |inner, segment| match segment {
        Segment::Key(key) | Segment::Token(key) => Some(Value::Object([(key.clone(), inner)].into_iter().collect())),
        Segment::Index(0) | Segment::FromEnd(1) => Some(Value::Array(vec![inner])),
        Segment::Index(_) | Segment::FromEnd(_) => None,
    });
    let example = example.map(|line| format!(", such as {line}")).unwrap_or_default();
    format!("each line must be one JSON value with a name at {path}{example}")
}

fn name_in(number: usize, payload: &Value, path: &KeyPath) -> Result<Name> {
    let bad = |why: String| {
        Failure::new(Kind::BadData, format!("line {number}: {why}")).fact("line", number).hint(good_line(path))
    };
    let text = match path.get(payload) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(_) => {
            return Err(bad(format!("what is at {path} is not a name: it is neither a string nor a number")).into());
        }
        None => return Err(bad(format!("there is no name at {path}")).into()),
    };
    parse_id(&text).map_err(|why| bad(why).into())
}

fn parse_id(text: &str) -> Result<Name, String> {
    text.parse().map_err(|e: crate::log::name::NotAName| e.to_string())
}
