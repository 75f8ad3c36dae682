//! What canonical text looks like around a value.

use memchr::memmem::Finder;
use serde_json::Value;

use crate::json::pretty::pretty;

/// A line break and the indentation of a member at `depth`; those of the document have depth 1.
#[must_use]
pub fn line(depth: usize) -> Vec<u8> {
    let mut line = vec![b' '; 1 + 2 * depth];
    if let Some(first) = line.first_mut() {
        *first = b'\n';
    }
    line
}

/// What stands before the value of a member: its line up to the value.
#[must_use]
pub fn member(depth: usize, key: &str) -> Vec<u8> {
    let mut text = line(depth);
    // A string is always written.
    text.extend(serde_json::to_vec(key).unwrap_or_default());
    text.extend_from_slice(b": ");
    text
}

/// What ends an object or array whose members have `depth`.
#[must_use]
pub fn end(depth: usize, bracket: u8) -> Vec<u8> {
    let mut text = line(depth.saturating_sub(1));
    text.push(bracket);
    text
}

/// What begins an object whose members have `depth`.
#[must_use]
pub fn opening(depth: usize) -> Vec<u8> {
    [b"{".as_slice(), &line(depth), b"\""].concat()
}

/// The canonical text of a value whose line has `depth`.
#[must_use]
pub fn value(depth: usize, value: &Value) -> Vec<u8> {
    let mut text = pretty(value);
    text.pop();
    if depth == 0 || memchr::memchr(b'\n', &text).is_none() {
        return text;
    }
    let indented = line(depth);
    let mut lines = text.split(|byte| *byte == b'\n');
    let mut text = lines.next().unwrap_or_default().to_vec();
    for rest in lines {
        text.extend_from_slice(&indented);
        text.extend_from_slice(rest);
    }
    text
}

/// A search for `needle`.
#[must_use]
pub fn finder(needle: &[u8]) -> Finder<'static> {
    Finder::new(needle).into_owned()
}
