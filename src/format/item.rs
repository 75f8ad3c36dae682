//! What is written.

use serde_json::Value;

use crate::json::key_path::KeyPath;

/// A value that is exported, and where it stands in the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub path: KeyPath,
    pub value: Value,
}
