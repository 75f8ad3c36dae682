//! Describes records in words.

use serde_json::Value;

use crate::json::key_path::{KeyPath, Segment};
use crate::json::patch::Operation;
use crate::log::compaction::Dropped;
use crate::log::entry::Entry;
use crate::log::history::takes_over;
use crate::log::message::Message;
use crate::log::redacted::is_of_marks;

/// Returns one line for each operation: what it changed, from what to what. Redacted values show as
/// their hashes.
#[must_use]
pub fn changes(entry: &Entry) -> Vec<String> {
    let (patch, undo) = (&entry.change.patch.0, &entry.change.undo.0);
    if entry.change.op == Message::OP {
        return vec![told(&entry.change.args)];
    }
    if let Some(dropped) = Dropped::of(entry) {
        return vec![dropped.text()];
    }
    if takes_over(entry) && entry.change.op != "init" {
        return vec!["the whole document, as it was found".to_owned()];
    }
    // Operations that ctx writes have one inverse each, in reverse order.
    let inverses = undo.iter().rev().map(Some).chain(std::iter::repeat(None));
    let told = patch.iter().zip(inverses).filter(|(operation, _)| !is_of_marks(operation));
    told.map(|(operation, inverse)| describe(operation, inverse)).collect()
}

/// Returns the topic of a message, and its data.
fn told(args: &Value) -> String {
    let topic = args.get("topic").and_then(Value::as_str).unwrap_or_default();
    args.get("data").map_or_else(|| topic.to_owned(), |data| format!("{topic}: {data}"))
}

fn describe(operation: &Operation, inverse: Option<&Operation>) -> String {
    let path = KeyPath::from(operation.path());
    let old = match inverse {
        Some(Operation::Add { value, .. } | Operation::Replace { value, .. }) => Some(value),
        _ => None,
    };
    match (operation, old) {
        (Operation::Add { value, .. } | Operation::Replace { value, .. }, None) => format!("{path}: {value}"),
        (Operation::Add { value, .. } | Operation::Replace { value, .. }, Some(old)) => {
            format!("{path}: {old} -> {value}")
        }
        (Operation::Remove { .. }, Some(old)) => format!("{path}: {old} -> (removed)"),
        (Operation::Remove { .. }, None) => format!("{path}: (removed)"),
        (Operation::Arrange { before: Some(before), .. }, _) => {
            format!("{path}: moved before {}", Segment::Key(before.clone()))
        }
        (Operation::Arrange { before: None, .. }, _) => format!("{path}: moved to the end"),
        (operation, _) => operation.to_json().to_string(),
    }
}
