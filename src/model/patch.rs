//! JSON Patch (RFC 6902), and its inverse. The live path and replay apply
//! patches with this one function, so that replay reproduces the bytes.

use std::fmt;

use serde_json::{Map, Value, json};

use super::json::MAX_DEPTH;
use super::pointer::{Pointer, array_index};

/// One operation of RFC 6902, section 4.
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    Add { path: Pointer, value: Value },
    Remove { path: Pointer },
    Replace { path: Pointer, value: Value },
    Move { from: Pointer, path: Pointer },
    Copy { from: Pointer, path: Pointer },
    Test { path: Pointer, value: Value },
}

/// A list of operations, applied in order, all or none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Patch(pub Vec<Operation>);

/// Why a patch does not fit the value, or is no patch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatchError(pub String);

impl fmt::Display for PatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PatchError {}

fn error<T>(text: impl Into<String>) -> Result<T, PatchError> {
    Err(PatchError(text.into()))
}

impl Patch {
    /// Applies all operations and returns the patch that takes them back, up to
    /// the order of keys.
    ///
    /// # Errors
    /// An operation that does not fit; `root` is then as it was, up to the order of keys.
    pub fn apply(&self, root: &mut Value) -> Result<Self, PatchError> {
        let mut inverse = Vec::with_capacity(self.0.len());
        for operation in &self.0 {
            match operation.apply(root) {
                Ok(undo) => inverse.extend(undo),
                Err(e) => {
                    inverse.iter().rev().try_for_each(|undo: &Operation| undo.apply(root).map(drop))?;
                    return Err(e);
                }
            }
        }
        inverse.reverse();
        Ok(Self(inverse))
    }

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

impl Operation {
    /// Applies the operation; what it returns takes it back when applied in reverse order.
    ///
    /// # Errors
    /// A place that is not there, or a test that fails; `root` is then unchanged.
    pub fn apply(&self, root: &mut Value) -> Result<Vec<Self>, PatchError> {
        match self {
            Self::Add { path, value } => add(root, path, value.clone()).map(|undo| vec![undo]),
            Self::Remove { path } => {
                let value = remove(root, path)?;
                Ok(vec![Self::Add { path: path.clone(), value }])
            }
            Self::Replace { path, value } => {
                let place = Pointer::get_mut(path.tokens(), root);
                let Some(place) = place else {
                    return error(format!("nothing at {path:?} to replace", path = path.to_string()));
                };
                let old = std::mem::replace(place, value.clone());
                Ok(vec![Self::Replace { path: path.clone(), value: old }])
            }
            Self::Move { from, path } => {
                if path.tokens().starts_with(from.tokens()) && path != from {
                    return error("a value cannot be moved into itself");
                }
                let value = remove(root, from)?;
                let back = Self::Add { path: from.clone(), value: value.clone() };
                match add(root, path, value) {
                    Ok(undo) => Ok(vec![back, undo]),
                    Err(e) => back.apply(root).and(Err(e)),
                }
            }
            Self::Copy { from, path } => match from.get(root).cloned() {
                Some(value) => add(root, path, value).map(|undo| vec![undo]),
                None => error(format!("nothing at {:?} to copy", from.to_string())),
            },
            Self::Test { path, value } => match path.get(root) {
                Some(found) if found == value => Ok(Vec::new()),
                _ => error(format!("the test of {:?} failed", path.to_string())),
            },
        }
    }

    #[must_use]
    pub fn path(&self) -> &Pointer {
        match self {
            Self::Add { path, .. }
            | Self::Remove { path }
            | Self::Replace { path, .. }
            | Self::Move { path, .. }
            | Self::Copy { path, .. }
            | Self::Test { path, .. } => path,
        }
    }

    #[must_use]
    pub fn to_json(&self) -> Value {
        match self {
            Self::Add { path, value } => json!({"op": "add", "path": path.to_string(), "value": value}),
            Self::Remove { path } => json!({"op": "remove", "path": path.to_string()}),
            Self::Replace { path, value } => {
                json!({"op": "replace", "path": path.to_string(), "value": value})
            }
            Self::Move { from, path } => {
                json!({"op": "move", "from": from.to_string(), "path": path.to_string()})
            }
            Self::Copy { from, path } => {
                json!({"op": "copy", "from": from.to_string(), "path": path.to_string()})
            }
            Self::Test { path, value } => json!({"op": "test", "path": path.to_string(), "value": value}),
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
            "move" => Self::Move { from: pointer(&members, "from")?, path },
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
    text.parse().map_err(|e: super::pointer::NotAPointer| PatchError(e.to_string()))
}

fn add(root: &mut Value, path: &Pointer, value: Value) -> Result<Operation, PatchError> {
    let Some((parents, token)) = path.split_last() else {
        let old = std::mem::replace(root, value);
        return Ok(Operation::Replace { path: path.clone(), value: old });
    };
    match Pointer::get_mut(parents, root) {
        Some(Value::Object(members)) => Ok(match members.insert(token.to_owned(), value) {
            Some(old) => Operation::Replace { path: path.clone(), value: old },
            None => Operation::Remove { path: path.clone() },
        }),
        Some(Value::Array(items)) => {
            let index = if token == "-" { Some(items.len()) } else { array_index(token) };
            let Some(index) = index.filter(|&i| i <= items.len()) else {
                return error(format!("{:?} is no place in its array", path.to_string()));
            };
            items.insert(index, value);
            let place = Pointer::new(parents.to_vec()).child(index.to_string());
            Ok(Operation::Remove { path: place })
        }
        _ => error(format!("nothing holds {:?}", path.to_string())),
    }
}

fn remove(root: &mut Value, path: &Pointer) -> Result<Value, PatchError> {
    let removed = match path.split_last() {
        None => Some(std::mem::take(root)),
        Some((parents, token)) => match Pointer::get_mut(parents, root) {
            Some(Value::Object(members)) => members.shift_remove(token),
            Some(Value::Array(items)) => array_index(token).filter(|&i| i < items.len()).map(|i| items.remove(i)),
            _ => None,
        },
    };
    removed.map_or_else(|| error(format!("nothing at {:?} to remove", path.to_string())), Ok)
}

#[cfg(test)]
mod tests;
