//! Items of an array in the text.

use crate::json::text::cursor::Cursor;
use crate::json::text::layout::{end, finder, line};
use crate::json::text::needles::Needles;
use crate::json::text::source::Doubt;
use crate::json::text::start::{Shape, Start, shape};

/// Called with an item's index and where it starts. Returns whether to go on.
pub type Visit<'v> = dyn FnMut(&mut Cursor<'_>, usize, Start) -> Result<bool, Doubt> + 'v;

/// Visits the items of an array in order. Returns where the array ends, if all were visited.
///
/// # Errors
/// A [`Doubt`] about the text, and those of `visit`.
pub fn items(cursor: &mut Cursor<'_>, array: Start, visit: &mut Visit<'_>) -> Result<Option<usize>, Doubt> {
    let depth = array.depth + 1;
    match shape(cursor, array.at)? {
        Shape::Array => {}
        Shape::EmptyArray => return Ok(Some(array.at + 2)),
        _ => return Err(Doubt::NotCanonical),
    }
    let (prefix, end) = (finder(&line(depth)), finder(&end(depth, b']')));
    let mut needles = Needles::of(vec![&prefix, &end], None);
    let (mut at, mut index) = (array.at + 1, 0);
    loop {
        let hit = cursor.find_any(at, &mut needles)?.ok_or(Doubt::NotCanonical)?;
        if hit.needle == 1 {
            return Ok(Some(hit.at + end.needle().len()));
        }
        at = hit.at + prefix.needle().len();
        // Lines below an item are indented more, and that of its end begins with a bracket.
        if matches!(cursor.byte(at)?, Some(b' ' | b'}' | b']')) {
            continue;
        }
        if !visit(cursor, index, Start { at, depth })? {
            return Ok(None);
        }
        index += 1;
    }
}

/// How many items an array has.
///
/// # Errors
/// A [`Doubt`] about the text.
pub fn count(cursor: &mut Cursor<'_>, array: Start) -> Result<usize, Doubt> {
    let mut count = 0;
    items(cursor, array, &mut |_, _, _| {
        count += 1;
        Ok(true)
    })?;
    Ok(count)
}
