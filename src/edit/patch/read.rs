//! Reads the patches of users.

use serde_json::{Map, Value};

use crate::error::{Failure, Kind};
use crate::json::patch::Operation;
use crate::json::pointer::{NotAPointer, Pointer};
use crate::json::redaction_hash::holds_hash;
use crate::json::{MAX_DEPTH, NUMBER_TOKEN, kind_of};

/// The operations of RFC 6902.
pub const NAMES: [&str; 6] = ["add", "remove", "replace", "move", "copy", "test"];

/// Why an operation is refused: where in the patch it is, and how it calls itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Misfit {
    pub index: usize,
    /// Its `op`, if it has one.
    pub op: Option<String>,
    /// Its `path`, if it has one.
    pub path: Option<String>,
}

impl Misfit {
    fn of(index: usize, value: &Value) -> Self {
        let word = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        Self { index, op: word("op"), path: word("path") }
    }

    /// That of an operation which was read.
    #[must_use]
    pub fn of_operation(index: usize, operation: &Operation) -> Self {
        Self::of(index, &operation.to_json())
    }

    /// What messages call the operation: `operation [2], replace "/a"`.
    #[must_use]
    pub fn text(&self) -> String {
        match (&self.op, &self.path) {
            (Some(op), Some(path)) => format!("operation [{}], {op} {path:?}", self.index),
            (Some(op), None) => format!("operation [{}], {op}", self.index),
            (None, _) => format!("operation [{}]", self.index),
        }
    }

    /// Adds to a failure which operation it is.
    #[must_use]
    pub fn name(&self, error: anyhow::Error) -> anyhow::Error {
        let error = match error.downcast::<Failure>() {
            Ok(failure) => failure.fact("operation", self.index).into(),
            Err(error) => error,
        };
        error.context(self.text())
    }
}

/// Reads a patch: an array of operations.
///
/// # Errors
/// Fails for anything else, with the first operation that is none.
pub fn read(patch: Value) -> anyhow::Result<Vec<Operation>> {
    let Value::Array(items) = patch else {
        let why = format!("a patch is an array of operations, not {}", kind_of(&patch));
        let hint = r#"for example: ctx patch '[{"op":"replace","path":"/build/status","value":"green"}]'"#;
        return Err(Failure::new(Kind::BadData, why).hint(hint).into());
    };
    let read_one = |(index, item): (usize, Value)| {
        let misfit = Misfit::of(index, &item);
        read_operation(item).map_err(|failure| misfit.name(failure.into()))
    };
    items.into_iter().enumerate().map(read_one).collect()
}

/// Reads one operation. Members that RFC 6902 does not name are ignored.
///
/// # Errors
/// Fails if it is none.
pub fn read_operation(value: Value) -> Result<Operation, Failure> {
    let Value::Object(mut members) = value else {
        return Err(bad(format!("it is {}, not an object", kind_of(&value))));
    };
    let Some(op) = members.get("op") else { return Err(bad("it has no \"op\"")) };
    let op = match op.as_str() {
        Some(op) if NAMES.contains(&op) => op.to_owned(),
        _ => return Err(bad(format!("its op {op} is not one of {}", NAMES.join(", ")))),
    };
    let path = pointer(&members, "path")?;
    let needs_value = matches!(op.as_str(), "add" | "replace" | "test");
    let value = if needs_value { members.shift_remove("value") } else { Some(Value::Null) };
    let Some(value) = value else { return Err(bad("it has no \"value\"")) };
    if op != "test" && holds_hash(&value) {
        return Err(bad("its value has only the hash of a redacted value (\"$redacted\"), not the value"));
    }
    Ok(match op.as_str() {
        "add" => Operation::Add { path, value },
        "remove" => Operation::Remove { path },
        "replace" => Operation::Replace { path, value },
        "test" => Operation::Test { path, value },
        "copy" => Operation::Copy { from: pointer(&members, "from")?, path },
        // ctx writes the order of keys as a move to the same place, which others take for no change.
        _ => match (pointer(&members, "from")?, members.get("before")) {
            (from, Some(Value::String(before))) if from == path => {
                Operation::Arrange { path, before: Some(before.clone()) }
            }
            (from, Some(Value::Null)) if from == path => Operation::Arrange { path, before: None },
            (from, _) => Operation::Move { from, path },
        },
    })
}

fn pointer(members: &Map<String, Value>, name: &str) -> Result<Pointer, Failure> {
    let text = match members.get(name) {
        Some(Value::String(text)) => text,
        Some(other) => return Err(bad(format!("its {name:?} is {}, not a JSON Pointer", kind_of(other)))),
        None => return Err(bad(format!("it has no {name:?}"))),
    };
    if memchr::memchr_iter(b'/', text.as_bytes()).count() > MAX_DEPTH {
        return Err(bad(format!("its {name:?} is deeper than {MAX_DEPTH} levels")));
    }
    let pointer = text.parse::<Pointer>().map_err(|e: NotAPointer| bad(format!("its {name:?} is {text:?}: {e}")))?;
    if pointer.tokens().iter().any(|token| token == NUMBER_TOKEN) {
        return Err(bad(format!("its {name:?} has the key {NUMBER_TOKEN:?}, which is reserved")));
    }
    Ok(pointer)
}

fn bad(why: impl Into<String>) -> Failure {
    Failure::new(Kind::BadData, why)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_no_operation_is_refused_and_what_is_too_much_is_ignored() {
        for (value, why) in [
            (json!([]), "it is an array, not an object"),
            (json!({"path": "/a"}), "it has no \"op\""),
            (json!({"op": null, "path": "/a"}), "its op null is not one of add, remove, replace, move, copy, test"),
            (json!({"op": "Add", "path": "/a"}), "its op \"Add\" is not one of add, remove, replace, move, copy, test"),
            (json!({"op": "add", "value": 1}), "it has no \"path\""),
            (json!({"op": "add", "path": null, "value": 1}), "its \"path\" is null, not a JSON Pointer"),
            (
                json!({"op": "add", "path": "a", "value": 1}),
                "its \"path\" is \"a\": a JSON Pointer is empty or starts with /",
            ),
            (json!({"op": "add", "path": "/a"}), "it has no \"value\""),
            (json!({"op": "replace", "path": "/a"}), "it has no \"value\""),
            (json!({"op": "test", "path": "/a"}), "it has no \"value\""),
            (json!({"op": "move", "path": "/a"}), "it has no \"from\""),
            (
                json!({"op": "copy", "path": "/a", "from": "/~2"}),
                "its \"from\" is \"/~2\": in a JSON Pointer ~ is written ~0 and / in a key is written ~1",
            ),
        ] {
            assert_eq!(read_operation(value.clone()).unwrap_err().to_string(), why, "{value}");
        }
        let read = |value| read_operation(value).unwrap().to_json();
        assert_eq!(
            read(json!({"op": "add", "path": "", "value": null, "xyz": 1, "from": 2})),
            json!({"op": "add", "path": "", "value": null})
        );
        assert_eq!(read(json!({"op": "remove", "path": "/a", "value": 1})), json!({"op": "remove", "path": "/a"}));
    }
}
