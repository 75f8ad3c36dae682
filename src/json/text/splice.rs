//! Changing canonical text in place: what is beside a change stays as it is.

use serde_json::Value;

use crate::json::text::layout;
use crate::json::text::span::Span;

/// So much more memory is asked for than is needed now, in bytes.
pub const SPARE: usize = 64 * 1024;

/// A change: what stood at `at` for `removed` bytes is now `added` bytes long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    pub at: usize,
    pub removed: usize,
    pub added: usize,
}

impl Shift {
    /// Where a position behind the change is now.
    #[must_use]
    pub fn moved(self, at: usize) -> usize {
        at + self.added - self.removed
    }
}

/// Where a value goes, or stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'k> {
    /// How deep its line is.
    pub depth: usize,
    /// The key of a member; an item has none.
    pub key: Option<&'k str>,
}

/// Replaces part of a text.
pub fn splice(text: &mut Vec<u8>, span: Span, new: &[u8]) -> Shift {
    let (len, Span { from, to }) = (text.len(), span);
    let grown = len - span.len() + new.len();
    if grown > text.capacity() {
        text.reserve_exact(grown - len + SPARE);
    }
    text.resize(len.max(grown), 0);
    text.copy_within(to..len, from + new.len());
    text.truncate(grown);
    if let Some(place) = text.get_mut(from..from + new.len()) {
        place.copy_from_slice(new);
    }
    Shift { at: from, removed: span.len(), added: new.len() }
}

/// Puts a value in the place of another one.
pub fn replace(text: &mut Vec<u8>, old: Span, depth: usize, value: &Value) -> Shift {
    splice(text, old, &layout::value(depth, value))
}

/// Adds the first member or item of what is empty, which has this span.
pub fn fill(text: &mut Vec<u8>, empty: Span, place: Place<'_>, value: &Value) -> Shift {
    let bracket = text.get(empty.from).copied().unwrap_or_default();
    let mut new = vec![bracket];
    new.extend(own_line(place, value));
    new.extend(layout::end(place.depth, if bracket == b'{' { b'}' } else { b']' }));
    splice(text, empty, &new)
}

/// Adds the last member or item of what is not empty, which has this span.
pub fn push(text: &mut Vec<u8>, container: Span, place: Place<'_>, value: &Value) -> Shift {
    let end = container.to - layout::end(place.depth, b'}').len();
    let mut new = vec![b','];
    new.extend(own_line(place, value));
    splice(text, Span { from: end, to: end }, &new)
}

/// Adds an item before the one whose value starts at `next`.
pub fn insert(text: &mut Vec<u8>, next: usize, place: Place<'_>, value: &Value) -> Shift {
    let at = next - layout::line(place.depth).len();
    let mut new = own_line(place, value);
    new.push(b',');
    splice(text, Span { from: at, to: at }, &new)
}

/// Removes a member or an item, with its line.
pub fn remove(text: &mut Vec<u8>, value: Span, place: Place<'_>) -> Shift {
    let byte = |at: usize| text.get(at).copied();
    let from = value.from - before(place).len();
    let (span, new): (Span, &[u8]) = if byte(value.to) == Some(b',') {
        (Span { from, to: value.to + 1 }, b"")
    } else if byte(from - 1) == Some(b',') {
        (Span { from: from - 1, to: value.to }, b"")
    } else {
        // It is the only one.
        (Span { from, to: value.to + layout::line(place.depth - 1).len() }, b"")
    };
    splice(text, span, new)
}

/// What stands before a value on its line, with the line break.
fn before(place: Place<'_>) -> Vec<u8> {
    match place.key {
        Some(key) => layout::member(place.depth, key),
        None => layout::line(place.depth),
    }
}

fn own_line(place: Place<'_>, value: &Value) -> Vec<u8> {
    let mut line = before(place);
    line.extend(layout::value(place.depth, value));
    line
}
