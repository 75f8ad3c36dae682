//! The first search in a text: on the way to what is asked for, it finds what ctx keeps, which is
//! asked for next.

use crate::json::RESERVED_KEY;
use crate::json::key_path::Segment;
use crate::json::text::cursor::Cursor;
use crate::json::text::lookup::find;
use crate::json::text::object::{keys, members};
use crate::json::text::source::Doubt;
use crate::json::text::span::Span;
use crate::json::text::start::{Shape, Start, shape, span};

/// What a first search found.
pub struct Survey {
    /// What stands at the path that was asked for.
    pub value: Option<Span>,
    /// What ctx keeps, and its members.
    pub kept: Option<(Span, Vec<(String, Span)>)>,
}

/// Searches for `path` and for what ctx keeps.
///
/// # Errors
/// A [`Doubt`] about the text.
pub fn survey(cursor: &mut Cursor<'_>, path: &[Segment]) -> Result<Survey, Doubt> {
    let mut found = Survey { value: None, kept: None };
    let (first, below) = path.split_first().map_or((None, path), |(first, below)| (Some(first), below));
    let asked = match first {
        Some(Segment::Key(key) | Segment::Token(key)) if key != RESERVED_KEY => vec![key.as_str(), RESERVED_KEY],
        _ => vec![RESERVED_KEY],
    };
    if shape(cursor, 0)? == Shape::Object {
        members(cursor, Start { at: 0, depth: 0 }, &asked, &mut |cursor, key, start| {
            if asked.get(key) == Some(&RESERVED_KEY) {
                let kept = own_members(cursor, start)?;
                let end = kept.0.to;
                found.kept = Some(kept);
                return Ok(Some(end));
            }
            let searched = find(cursor, start, below)?;
            found.value = searched.value;
            Ok(searched.end)
        })?;
    }
    Ok(found)
}

/// What ctx keeps: its span, and those of its members.
fn own_members(cursor: &mut Cursor<'_>, start: Start) -> Result<(Span, Vec<(String, Span)>), Doubt> {
    if !matches!(shape(cursor, start.at)?, Shape::Object | Shape::EmptyObject) {
        return Ok((span(cursor, start)?, Vec::new()));
    }
    let mut found: Vec<(String, Span)> = Vec::new();
    let to = keys(cursor, start, &mut |cursor, key, start| {
        if found.iter().any(|(known, _)| *known == key) {
            return Err(Doubt::NotCanonical);
        }
        found.push((key, span(cursor, start)?));
        Ok(())
    })?;
    Ok((Span { from: start.at, to }, found))
}
