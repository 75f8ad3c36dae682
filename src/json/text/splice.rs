//! What changes a canonical text: what is beside a change stays as it is.

use serde_json::Value;

use crate::json::text::layout;
use crate::json::text::span::Span;

/// The spare capacity that is reserved with each allocation, in bytes.
pub const SPARE: usize = 64 * 1024;

/// A part of a text, and the bytes that replace it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    pub old: Span,
    pub new: Vec<u8>,
}

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

/// Where a value stands, or is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'k> {
    /// How deep its line is.
    pub depth: usize,
    /// The key of a member; an item has none.
    pub key: Option<&'k str>,
}

impl Splice {
    /// Puts a value in the place of another one.
    #[must_use]
    pub fn replace(old: Span, depth: usize, value: &Value) -> Self {
        Self { old, new: layout::value(depth, value) }
    }

    /// Adds the first member or item of what is empty, which has this span.
    #[must_use]
    pub fn fill(empty: Span, place: Place<'_>, value: &Value) -> Self {
        let (opening, closing) = if place.key.is_some() { (b'{', b'}') } else { (b'[', b']') };
        let mut new = vec![opening];
        new.extend(own_line(place, value));
        new.extend(layout::end(place.depth, closing));
        Self { old: empty, new }
    }

    /// Adds the last member or item of what is not empty, which has this span.
    #[must_use]
    pub fn push(container: Span, place: Place<'_>, value: &Value) -> Self {
        let end = container.to - layout::end(place.depth, b'}').len();
        let mut new = vec![b','];
        new.extend(own_line(place, value));
        Self { old: Span { from: end, to: end }, new }
    }

    /// Adds an item before the one whose value starts at `next`.
    #[must_use]
    pub fn insert(next: usize, place: Place<'_>, value: &Value) -> Self {
        let at = next - layout::line(place.depth).len();
        let mut new = own_line(place, value);
        new.push(b',');
        Self { old: Span { from: at, to: at }, new }
    }

    /// Removes a member or an item, with its line. `neighbours` are the bytes before its line and
    /// behind its value.
    #[must_use]
    pub fn remove(value: Span, place: Place<'_>, neighbours: [Option<u8>; 2]) -> Self {
        let from = line_of(value, place);
        let old = match neighbours {
            [_, Some(b',')] => Span { from, to: value.to + 1 },
            [Some(b','), _] => Span { from: from - 1, to: value.to },
            // It is the only one.
            _ => Span { from, to: value.to + layout::line(place.depth - 1).len() },
        };
        Self { old, new: Vec::new() }
    }

    /// How positions behind it move.
    #[must_use]
    pub fn shift(&self) -> Shift {
        Shift { at: self.old.from, removed: self.old.len(), added: self.new.len() }
    }

    /// Changes a text in memory.
    pub fn apply(&self, text: &mut Vec<u8>) {
        let (len, Span { from, to }, new) = (text.len(), self.old, &self.new);
        let grown = len - self.old.len() + new.len();
        if grown > text.capacity() {
            text.reserve_exact(grown - len + SPARE);
        }
        text.resize(len.max(grown), 0);
        text.copy_within(to..len, from + new.len());
        text.truncate(grown);
        if let Some(place) = text.get_mut(from..from + new.len()) {
            place.copy_from_slice(new);
        }
    }
}

/// Where the line of a value begins, with the line break.
#[must_use]
pub fn line_of(value: Span, place: Place<'_>) -> usize {
    value.from - before(place).len()
}

/// The bytes before a value on its line, with the line break.
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
