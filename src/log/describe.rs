//! Describes records in words.

use serde_json::Value;

use crate::json::key_path::{KeyPath, Segment};
use crate::json::patch::Operation;
use crate::log::compaction::Dropped;
use crate::log::entry::Entry;
use crate::log::history::takes_over;
use crate::log::message::Message;
use crate::log::redacted::is_of_marks;
use crate::text::clip::Clip;

/// How far the lines are indented by those who print them.
const INDENT: usize = 4;

/// Returns one line for each operation: what it changed, from what to what, in values of a bounded length. Redacted values show as
/// their hashes.
#[must_use]
pub fn changes(entry: &Entry, clip: &Clip) -> Vec<String> {
    let (patch, undo) = (&entry.change.patch.0, &entry.change.undo.0);
    if entry.change.op == Message::OP {
        return vec![told(&entry.change.args, clip)];
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
    told.map(|(operation, inverse)| describe(operation, inverse, clip)).collect()
}

/// Returns the topic of a message, and its data.
fn told(args: &Value, clip: &Clip) -> String {
    let topic = args.get("topic").and_then(Value::as_str).unwrap_or_default();
    let data = |data: &Value| format!("{topic}: {}", clip.of(&data.to_string(), INDENT + topic.chars().count() + 2, 1));
    args.get("data").map_or_else(|| topic.to_owned(), data)
}

fn describe(operation: &Operation, inverse: Option<&Operation>, clip: &Clip) -> String {
    let path = KeyPath::from(operation.path()).to_string();
    let beside = INDENT + path.chars().count() + 2;
    let shown = |value: &Value, more: usize, values: usize| clip.of(&value.to_string(), beside + more, values);
    let old = match inverse {
        Some(Operation::Add { value, .. } | Operation::Replace { value, .. }) => Some(value),
        _ => None,
    };
    match (operation, old) {
        (Operation::Add { value, .. } | Operation::Replace { value, .. }, None) => {
            format!("{path}: {}", shown(value, 0, 1))
        }
        (Operation::Add { value, .. } | Operation::Replace { value, .. }, Some(old)) => {
            format!("{path}: {} -> {}", shown(old, 4, 2), shown(value, 4, 2))
        }
        (Operation::Remove { .. }, Some(old)) => format!("{path}: {} -> (removed)", shown(old, 13, 1)),
        (Operation::Remove { .. }, None) => format!("{path}: (removed)"),
        (Operation::Arrange { before: Some(before), .. }, _) => {
            format!("{path}: moved before {}", Segment::Key(before.clone()))
        }
        (Operation::Arrange { before: None, .. }, _) => format!("{path}: moved to the end"),
        (operation, _) => operation.to_json().to_string(),
    }
}
