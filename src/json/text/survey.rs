//! The first search in a text: on the way to what is asked for, it finds what ctx keeps, which is
//! asked for next.

use crate::json::RESERVED_KEY;
use crate::json::key_path::Segment;
use crate::json::text::cursor::Cursor;
use crate::json::text::indexed::Indexed;
use crate::json::text::lookup::find;
use crate::json::text::object::{keys, members};
use crate::json::text::places::Place;
use crate::json::text::source::Doubt;
use crate::json::text::span::Span;
use crate::json::text::start::{Shape, Start, shape, span};

/// What a first search found.
struct Survey {
    /// What stands at the path that was asked for.
    value: Option<Span>,
    /// What ctx keeps, and its members.
    kept: Option<(Span, Vec<(String, Span)>)>,
}

/// Searches for `path` and for what ctx keeps.
///
/// # Errors
/// A [`Doubt`] about the text.
fn survey(cursor: &mut Cursor<'_>, path: &[Segment]) -> Result<Survey, Doubt> {
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
    let to = keys(cursor, start, "", &mut |cursor, key, start| {
        if found.iter().any(|(known, _)| *known == key) {
            return Err(Doubt::NotCanonical);
        }
        found.push((key, span(cursor, start)?));
        Ok(())
    })?;
    Ok((Span { from: start.at, to }, found))
}

impl Indexed {
    /// The first search: finds what ctx keeps too.
    pub(super) fn look_round(&self, cursor: &mut Cursor<'_>, path: &[Segment]) -> Result<(), Doubt> {
        let own = Segment::Key(RESERVED_KEY.to_owned());
        if self.places.iter().any(|place| place.path.first() == Some(&own)) {
            return Ok(());
        }
        let Survey { value, kept } = survey(cursor, path)?;
        self.places.add(vec![own.clone()], kept.as_ref().map(|(span, _)| *span));
        for (key, span) in kept.map(|(_, members)| members).into_iter().flatten() {
            self.places.add(vec![own.clone(), Segment::Key(key)], Some(span));
        }
        self.is_kept_known.get_or_init(|| ());
        let is_asked = matches!(path.first(), Some(Segment::Key(key) | Segment::Token(key)) if key != RESERVED_KEY);
        if is_asked { self.note(cursor, path, value).map(drop) } else { Ok(()) }
    }

    /// Where what ctx keeps stands, if it was found.
    pub(super) fn kept(&self) -> Option<Span> {
        let is_kept = |place: &&Place| matches!(place.path.as_slice(), [Segment::Key(key)] if key == RESERVED_KEY);
        self.places.iter().find(is_kept)?.span
    }

    /// The part of a path that leads to a member of `_ctx` which is not there.
    pub(super) fn missing_in_kept<'p>(&self, path: &'p [Segment]) -> Option<&'p [Segment]> {
        let [own, Segment::Key(_), ..] = path else { return None };
        let is_own = matches!(own, Segment::Key(key) if key == RESERVED_KEY);
        let member = path.get(..2).filter(|_| is_own && self.is_kept_known.get().is_some())?;
        let is_known = self.places.iter().any(|place| place.path == member);
        (!is_known).then_some(member)
    }
}
