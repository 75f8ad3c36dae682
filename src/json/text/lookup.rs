//! Where the value at a path stands in the text.

use crate::json::key_path::Segment;
use crate::json::text::array::{count, items};
use crate::json::text::cursor::Cursor;
use crate::json::text::lines;
use crate::json::text::object::members;
use crate::json::text::source::Doubt;
use crate::json::text::span::Span;
use crate::json::text::start::{Shape, Start, shape, span};

/// What a search found at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The value, if there is one.
    pub value: Option<Span>,
    /// Where the value ends in which the search began; known where the text is not trusted.
    pub end: Option<usize>,
}

/// Searches for what is at `path`, below the value that starts somewhere.
///
/// # Errors
/// A [`Doubt`] about the text.
pub fn find(cursor: &mut Cursor<'_>, start: Start, path: &[Segment]) -> Result<Found, Doubt> {
    let Some((first, below)) = path.split_first() else {
        let value = span(cursor, start)?;
        return Ok(Found { value: Some(value), end: Some(value.to) });
    };
    match (shape(cursor, start.at)?, first) {
        (Shape::Object, Segment::Key(key) | Segment::Token(key)) => {
            let mut value = None;
            let end = members(cursor, start, &[key], &mut |cursor, _, start| {
                let found = find(cursor, start, below)?;
                value = found.value;
                Ok(found.end)
            })?;
            Ok(Found { value, end })
        }
        (Shape::Array, segment) => {
            if !cursor.is_trusted() {
                // Several items on one line would be taken for one.
                lines::check_value(cursor, start)?;
            }
            let index = match segment {
                Segment::FromEnd(_) => segment.index_in(count(cursor, start)?),
                // That of the next item, which is not there.
                Segment::Token(token) if token == "-" => None,
                _ => segment.index_in(0),
            };
            match index {
                Some(index) => item(cursor, start, index, below),
                None => missing(cursor, start),
            }
        }
        _ => missing(cursor, start),
    }
}

fn missing(cursor: &mut Cursor<'_>, start: Start) -> Result<Found, Doubt> {
    let end = if cursor.is_trusted() { None } else { Some(span(cursor, start)?.to) };
    Ok(Found { value: None, end })
}

/// Searches for what is at `path` below an item.
fn item(cursor: &mut Cursor<'_>, array: Start, index: usize, path: &[Segment]) -> Result<Found, Doubt> {
    let (mut value, is_trusted) = (None, cursor.is_trusted());
    let end = items(cursor, array, &mut |cursor, i, start| {
        if i == index {
            value = find(cursor, start, path)?.value;
        }
        Ok(i < index || !is_trusted)
    })?;
    Ok(Found { value, end })
}
