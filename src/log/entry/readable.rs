//! Checks that a record can be read again once it is written.

use serde_json::Value;

use crate::json;
use crate::json::patch::Operation;
use crate::json::readable::{Unreadable, check_value};
use crate::log::entry::change::Change;

/// How deep arrays and objects of a record may be nested, which wraps documents.
pub const RECORD_DEPTH: usize = json::MAX_DEPTH + 8;
const _: () = assert!(RECORD_DEPTH < 120, "serde_json itself stops at 128");

/// Checks that the record of a change can be read again.
///
/// # Errors
/// Fails on what reading would refuse.
pub fn check_record(change: &Change) -> Result<(), Unreadable> {
    // The record itself is an object, a patch in it an array of objects.
    let member = |name: &str, value: &Value, above: usize| {
        check_value(value, (RECORD_DEPTH, above), &format!("the record, in its {name},"))
    };
    let put = |operation: &Operation, name: &str| match operation {
        Operation::Add { value, .. } | Operation::Replace { value, .. } | Operation::Test { value, .. } => {
            member(name, value, 3)
        }
        Operation::Remove { .. } | Operation::Move { .. } | Operation::Copy { .. } | Operation::Arrange { .. } => {
            Ok(())
        }
    };
    member("args", &change.args, 1)?;
    change.patch.0.iter().try_for_each(|operation| put(operation, "patch"))?;
    change.undo.0.iter().try_for_each(|operation| put(operation, "undo"))?;
    change.state.as_ref().map_or(Ok(()), |state| member("state", state, 1))
}
