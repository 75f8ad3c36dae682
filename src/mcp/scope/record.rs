//! What of a record of the log may be seen.

use serde_json::Value;

use crate::json::RESERVED_KEY;
use crate::json::patch::{Operation, Patch};
use crate::log::entry::Entry;
use crate::mcp::scope::rules::{Scope, steps};

impl Scope {
    /// The record as far as it may be seen. Of one that changed anything else, neither message nor arguments are
    /// told: they may tell of that.
    pub fn seen(&self, mut entry: Entry) -> Entry {
        if self.is_free() {
            return entry;
        }
        let change = &mut entry.change;
        let is_whole = change.state.is_none()
            && change.patch.0.iter().chain(&change.undo.0).all(|operation| self.is_seen(operation));
        if !is_whole {
            let part =
                |patch: &Patch| Patch(patch.0.iter().filter_map(|operation| self.operation(operation)).collect());
            (change.patch, change.undo) = (part(&change.patch), part(&change.undo));
            change.state = change.state.take().and_then(|state| self.part(&[], &state));
            (change.args, change.message, change.note) = (Value::Null, None, None);
            entry.line = Vec::new();
        }
        entry
    }

    fn is_seen(&self, operation: &Operation) -> bool {
        let place = operation.path();
        is_kept(operation) || self.allows_all(&steps(place))
    }

    fn operation(&self, operation: &Operation) -> Option<Operation> {
        if self.is_seen(operation) {
            return Some(operation.clone());
        }
        let part = |value: &Value| self.part(&steps(operation.path()), value);
        Some(match operation {
            Operation::Add { path, value } => Operation::Add { path: path.clone(), value: part(value)? },
            Operation::Replace { path, value } => Operation::Replace { path: path.clone(), value: part(value)? },
            Operation::Remove { path } if self.allows_any(&steps(path)) => Operation::Remove { path: path.clone() },
            _ => return None,
        })
    }
}

/// Whether an operation changes what agents coordinate by.
fn is_kept(operation: &Operation) -> bool {
    let is_moved = matches!(operation, Operation::Move { .. } | Operation::Copy { .. });
    !is_moved && operation.path().tokens().first().is_some_and(|key| key == RESERVED_KEY)
}
