//! JSON as the document is written.

use serde::Serialize;

/// JSON over several lines, as the document is written, with a final newline.
#[must_use]
pub fn pretty(value: &impl Serialize) -> Vec<u8> {
    // Values have string keys only, and memory does not fail to be written to.
    let mut text = serde_json::to_vec_pretty(value).unwrap_or_default();
    text.push(b'\n');
    text
}
