//! What of a record of the log may be seen.

use serde_json::Value;

use crate::json::patch::{Operation, Patch};
use crate::log::entry::Entry;
use crate::mcp::scope::kept::is_of_kept;
use crate::mcp::scope::rules::{Scope, steps};

impl Scope {
    /// The record as far as it may be seen. Of one that changed anything else, neither message nor arguments are
    /// told: they may tell of that.
    pub fn seen(&self, mut entry: Entry) -> Entry {
        if self.is_free() {
            return entry;
        }
        let is_of_others = self.is_of_others(&entry);
        let change = &mut entry.change;
        if is_of_others {
            (change.patch, change.undo, change.state) = (Patch(Vec::new()), Patch(Vec::new()), None);
        }
        let is_whole = !is_of_others
            && change.state.is_none()
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
        if is_of_kept(operation) { self.tells_kept(operation) } else { self.allows_all(&steps(operation.path())) }
    }

    fn operation(&self, operation: &Operation) -> Option<Operation> {
        if self.is_seen(operation) {
            return Some(operation.clone());
        }
        if is_of_kept(operation) {
            return None;
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
