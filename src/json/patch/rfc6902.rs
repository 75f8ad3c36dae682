//! The JSON form of patches (RFC 6902, section 3).

use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::{Map, Value, json};

use crate::json::patch::{Operation, Patch, PatchError, error};
use crate::json::pointer::{NotAPointer, Pointer};
use crate::json::{MAX_DEPTH, with};

impl Patch {
    #[must_use]
    pub fn to_json(&self) -> Value {
        self.0.iter().map(Operation::to_json).collect()
    }

    /// Reads the JSON form of RFC 6902, section 3.
    ///
    /// # Errors
    /// Anything that is no array of operations.
    pub fn from_json(value: Value) -> Result<Self, PatchError> {
        let Value::Array(items) = value else { return error("a patch is an array") };
        items.into_iter().map(Operation::from_json).collect::<Result<_, _>>().map(Self)
    }
}

impl Patch {
    /// The patch, if it has only operations that ctx writes. One that copies doubles a document with
    /// each of them, and would be applied before anybody could tell that it gives another one.
    ///
    /// # Errors
    /// Another operation, which the message names.
    pub fn only_written(self) -> Result<Self, PatchError> {
        let foreign = self.0.iter().find_map(|operation| match operation {
            Operation::Add { .. }
            | Operation::Remove { .. }
            | Operation::Replace { .. }
            | Operation::Arrange { .. } => None,
            Operation::Move { .. } => Some("move"),
            Operation::Copy { .. } => Some("copy"),
            Operation::Test { .. } => Some("test"),
        });
        foreign.map_or(Ok(self), |op| error(format!("it has a {op:?}, which ctx never writes")))
    }
}

/// The same as [`Patch::to_json`], without a copy of any value.
impl Serialize for Patch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.0)
    }
}

impl Serialize for Operation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        let (op, from, value) = match self {
            Self::Add { value, .. } => ("add", None, Some(value)),
            Self::Remove { .. } => ("remove", None, None),
            Self::Replace { value, .. } => ("replace", None, Some(value)),
            Self::Move { from, .. } => ("move", Some(from), None),
            Self::Copy { from, .. } => ("copy", Some(from), None),
            Self::Test { value, .. } => ("test", None, Some(value)),
            Self::Arrange { path, .. } => ("move", Some(path), None),
        };
        members.serialize_entry("op", op)?;
        from.map_or(Ok(()), |from| members.serialize_entry("from", &from.to_string()))?;
        members.serialize_entry("path", &self.path().to_string())?;
        value.map_or(Ok(()), |value| members.serialize_entry("value", value))?;
        if let Self::Arrange { before, .. } = self {
            members.serialize_entry("before", before)?;
        }
        members.end()
    }
}

impl Operation {
    #[must_use]
    pub fn to_json(&self) -> Value {
        match self {
            Self::Add { path, value } => with(json!({"op": "add", "path": path.to_string()}), "value", value.clone()),
            Self::Remove { path } => json!({"op": "remove", "path": path.to_string()}),
            Self::Replace { path, value } => {
                with(json!({"op": "replace", "path": path.to_string()}), "value", value.clone())
            }
            Self::Move { from, path } => {
                json!({"op": "move", "from": from.to_string(), "path": path.to_string()})
            }
            Self::Copy { from, path } => {
                json!({"op": "copy", "from": from.to_string(), "path": path.to_string()})
            }
            Self::Test { path, value } => with(json!({"op": "test", "path": path.to_string()}), "value", value.clone()),
            Self::Arrange { path, before } => {
                json!({"op": "move", "from": path.to_string(), "path": path.to_string(), "before": before})
            }
        }
    }

    fn from_json(value: Value) -> Result<Self, PatchError> {
        let Value::Object(mut members) = value else { return error("an operation is an object") };
        let path = pointer(&members, "path")?;
        let operation = members.get("op").and_then(Value::as_str).unwrap_or_default().to_owned();
        let mut value = || match members.shift_remove("value") {
            Some(value) => Ok(value),
            None => error("an operation lacks its value"),
        };
        Ok(match operation.as_str() {
            "add" => Self::Add { path, value: value()? },
            "remove" => Self::Remove { path },
            "replace" => Self::Replace { path, value: value()? },
            "test" => Self::Test { path, value: value()? },
            "move" => match (pointer(&members, "from")?, members.get("before")) {
                (from, Some(Value::String(before))) if from == path => {
                    Self::Arrange { path, before: Some(before.clone()) }
                }
                (from, Some(Value::Null)) if from == path => Self::Arrange { path, before: None },
                (from, _) => Self::Move { from, path },
            },
            "copy" => Self::Copy { from: pointer(&members, "from")?, path },
            _ => return error("an operation has an unknown \"op\""),
        })
    }
}

fn pointer(members: &Map<String, Value>, name: &str) -> Result<Pointer, PatchError> {
    let Some(text) = members.get(name).and_then(Value::as_str) else {
        return error(format!("an operation lacks its {name:?}"));
    };
    // Step by step, patches could nest a document as deeply as they are many.
    if memchr::memchr_iter(b'/', text.as_bytes()).count() > MAX_DEPTH {
        return error(format!("an operation's {name:?} is deeper than {MAX_DEPTH} levels"));
    }
    text.parse().map_err(|e: NotAPointer| PatchError(e.to_string()))
}
