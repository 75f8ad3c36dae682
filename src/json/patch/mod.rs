//! JSON Patch (RFC 6902), and its inverse. The live path and replay apply
//! patches with this one function, so that replay reproduces the bytes.

mod arrange;
pub mod in_turn;
mod items;
mod rfc6902;

use std::fmt;

use serde_json::Value;

use crate::json::patch::arrange::arrange;
use crate::json::pointer::{Pointer, array_index};

/// One operation of RFC 6902, section 4.
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    Add {
        path: Pointer,
        value: Value,
    },
    Remove {
        path: Pointer,
    },
    Replace {
        path: Pointer,
        value: Value,
    },
    Move {
        from: Pointer,
        path: Pointer,
    },
    Copy {
        from: Pointer,
        path: Pointer,
    },
    Test {
        path: Pointer,
        value: Value,
    },
    /// Puts a key of an object right before another one, or last; its value stays. Written as a move
    /// to where the value is, with a member that others ignore: without the order of keys it does
    /// nothing, and that order RFC 6902 does not know.
    Arrange {
        path: Pointer,
        before: Option<String>,
    },
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
            Self::Arrange { path, before } => {
                let stood_before = arrange_one(root, path, before.as_deref())?;
                Ok(vec![Self::Arrange { path: path.clone(), before: stood_before }])
            }
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
            | Self::Test { path, .. }
            | Self::Arrange { path, .. } => path,
        }
    }
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
                return error(format!("{:?} is not a place in its array", path.to_string()));
            };
            items.insert(index, value);
            let place = Pointer::new(parents.to_vec()).child(index.to_string());
            Ok(Operation::Remove { path: place })
        }
        _ => error(format!("nothing holds {:?}", path.to_string())),
    }
}

/// Returns the key before which it stood.
fn arrange_one(root: &mut Value, path: &Pointer, before: Option<&str>) -> Result<Option<String>, PatchError> {
    let stood = path.split_last().and_then(|(parents, token)| match Pointer::get_mut(parents, root) {
        Some(Value::Object(members)) => arrange(members, &[(token, before)]).ok()?.pop(),
        _ => None,
    });
    stood.ok_or_else(|| PatchError(format!("nothing at {:?} to put before {before:?}", path.to_string())))
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
