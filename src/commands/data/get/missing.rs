//! Values that are asked for and are not there.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::log::entry::Revision;
use crate::options::at::AtArgs;
use crate::store::Snapshot;
use crate::text::shell::shell_word;

/// The failure that a value is not there, and where one could look.
pub(super) fn missing(path: &KeyPath, snapshot: &Snapshot, at: &AtArgs, file: &str) -> anyhow::Error {
    let when = at.described();
    let nothing_yet = snapshot.base() == Revision::START && !at.is_given();
    let why = if nothing_yet {
        format!("could not get {path}: nothing has been written to {file} yet")
    } else {
        format!("could not get {path}: there is no such key in {file}{when}")
    };
    let failure = Failure::new(Kind::No, why).fact("path", path.to_string()).fact("file", file);
    match deepest_parent(path, snapshot) {
        Some(parent) if !nothing_yet => {
            failure.hint(format!("to list what exists: ctx keys {}{}", shell_word(&parent), at.option()))
        }
        _ => failure.hint("to print VALUE instead: --default VALUE"),
    }
    .into()
}

/// Fails if any of the paths is missing, and names all that are.
pub(super) fn refuse_missing(words: &[KeyPath], snapshot: &Snapshot, at: &AtArgs, file: &str) -> Result<()> {
    let is_missing = |path: &&KeyPath| snapshot.document.visible(path).is_none();
    let missing: Vec<String> = words.iter().filter(is_missing).map(KeyPath::to_string).collect();
    let why = match missing.as_slice() {
        [] => return Ok(()),
        [one] => format!("could not get {one}: there is no such key in {file}{}", at.described()),
        several => format!(
            "could not get {} of {} values: there are no such keys in {file}{}: {}",
            several.len(),
            words.len(),
            at.described(),
            several.join(", ")
        ),
    };
    Err(Failure::new(Kind::No, why).fact("missing", missing).fact("file", file).hint("ctx overview").into())
}

/// Returns the longest prefix of the path that is an object or array.
fn deepest_parent(path: &KeyPath, snapshot: &Snapshot) -> Option<KeyPath> {
    (0..path.segments().len()).rev().find_map(|len| {
        let parent = KeyPath::new(path.segments().get(..len)?.to_vec());
        // The document itself is an object, and need not be parsed for that.
        let holds = parent.is_root() || snapshot.document.get(&parent).is_some_and(|v| v.is_object() || v.is_array());
        holds.then_some(parent)
    })
}
