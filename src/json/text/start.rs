//! What begins somewhere in the text, and where it ends.

use memchr::memmem::Finder;

use crate::json::text::cursor::Cursor;
use crate::json::text::layout::{end, finder};
use crate::json::text::source::Doubt;
use crate::json::text::span::Span;

/// The kind of a value, as its first bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Object,
    Array,
    EmptyObject,
    EmptyArray,
    Scalar,
}

/// A value, and how deep the line is on which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    pub at: usize,
    pub depth: usize,
}

/// The kind of the value at a position.
///
/// # Errors
/// A [`Doubt`] about the text.
pub fn shape(cursor: &mut Cursor<'_>, at: usize) -> Result<Shape, Doubt> {
    Ok(match cursor.piece(at, 2)? {
        [b'{', b'\n', ..] => Shape::Object,
        [b'[', b'\n', ..] => Shape::Array,
        [b'{', b'}', ..] => Shape::EmptyObject,
        [b'[', b']', ..] => Shape::EmptyArray,
        [b'{' | b'[' | b'}' | b']' | b' ' | b'\n' | b',']
        | [b'{' | b'[' | b'}' | b']' | b' ' | b'\n' | b',', _, ..]
        | [] => {
            return Err(Doubt::NotCanonical);
        }
        _ => Shape::Scalar,
    })
}

/// The span of the value that starts somewhere.
///
/// # Errors
/// A [`Doubt`] about the text.
pub fn span(cursor: &mut Cursor<'_>, start: Start) -> Result<Span, Doubt> {
    let Start { at, depth } = start;
    let to = match shape(cursor, at)? {
        Shape::EmptyObject | Shape::EmptyArray => at + 2,
        Shape::Object => end_of(cursor, at, &finder(&end(depth + 1, b'}')))?,
        Shape::Array => end_of(cursor, at, &finder(&end(depth + 1, b']')))?,
        Shape::Scalar => {
            let newline = cursor.find(at, &Finder::new(b"\n"))?.ok_or(Doubt::NotCanonical)?;
            if cursor.byte(newline - 1)? == Some(b',') { newline - 1 } else { newline }
        }
    };
    let is_ended = cursor.has(to, b"\n")? || cursor.has(to, b",\n")?;
    if is_ended && to > at { Ok(Span { from: at, to }) } else { Err(Doubt::NotCanonical) }
}

fn end_of(cursor: &mut Cursor<'_>, at: usize, end: &Finder<'_>) -> Result<usize, Doubt> {
    let found = cursor.find(at + 1, end)?.ok_or(Doubt::NotCanonical)?;
    Ok(found + end.needle().len())
}
