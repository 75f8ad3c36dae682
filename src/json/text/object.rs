//! Members of an object in the text.

use memchr::memmem::Finder;

use crate::json::parse;
use crate::json::text::cursor::Cursor;
use crate::json::text::layout::{self, end, finder, line, member, opening};
use crate::json::text::needles::Needles;
use crate::json::text::source::Doubt;
use crate::json::text::span::Span;
use crate::json::text::start::{Shape, Start, shape};

/// How far back a line is searched, in bytes. Longer lines are not judged.
const LINE: usize = 4096;

/// Called with a member: which of the keys it has, and where its value
/// starts. It returns where the value ends, if that is known.
pub type Visit<'v> = dyn FnMut(&mut Cursor<'_>, usize, Start) -> Result<Option<usize>, Doubt> + 'v;

/// Visits the members of an object that have one of the keys. Where the text is trusted, only
/// until all were met; else to the end of the object, which is returned, so that a key that
/// occurs twice is found.
///
/// # Errors
/// A [`Doubt`] about the text, and those of `visit`.
pub fn members(
    cursor: &mut Cursor<'_>,
    object: Start,
    keys: &[&str],
    visit: &mut Visit<'_>,
) -> Result<Option<usize>, Doubt> {
    let depth = object.depth + 1;
    let (end, opening) = (finder(&end(depth, b'}')), finder(&opening(depth)));
    let finders: Vec<Finder<'_>> = keys.iter().map(|key| finder(&member(depth, key))).collect();
    let is_trusted = cursor.is_trusted();
    // The one object that is opened with this indentation is this one.
    if !cursor.has(object.at, opening.needle())? {
        return Err(Doubt::NotCanonical);
    }
    let (mut needles, mut met): (Vec<&Finder<'_>>, _) = (finders.iter().collect(), vec![false; keys.len()]);
    needles.push(&end);
    if !is_trusted {
        needles.push(&opening);
    }
    let start_of_key = finder(&[line(depth).as_slice(), b"\""].concat());
    let common = Some(&start_of_key).filter(|_| keys.len() > 1 || !is_trusted);
    let mut needles = Needles::of(needles, common);
    let mut at = object.at + 1;
    loop {
        let hit = match object.depth {
            0 => cursor.find_at_top(at, &mut needles)?,
            _ => cursor.find_any(at, &mut needles)?,
        };
        let hit = hit.ok_or(Doubt::NotCanonical)?;
        let Some((needle, met_it)) = needles.get(hit.needle).zip(met.get_mut(hit.needle)) else {
            return if hit.needle == keys.len() {
                Ok(Some(hit.at + end.needle().len()))
            } else {
                Err(Doubt::NotCanonical)
            };
        };
        let is_in_place = hit.at == object.at + 1 || is_behind_member(cursor, hit.at, depth)?;
        if *met_it || !is_in_place {
            return Err(Doubt::NotCanonical);
        }
        *met_it = true;
        let value = hit.at + needle.needle().len();
        let end = visit(cursor, hit.needle, Start { at: value, depth })?;
        if is_trusted && met.iter().all(|met| *met) {
            return Ok(None);
        }
        at = end.unwrap_or(value);
    }
}

/// Whether a member ends here, so that another one may follow. If the text is not trusted, its last
/// line has to be a whole member, or the end of one.
fn is_behind_member(cursor: &mut Cursor<'_>, newline: usize, depth: usize) -> Result<bool, Doubt> {
    if cursor.is_trusted() {
        return Ok(true);
    }
    let from = newline.saturating_sub(LINE);
    let piece = cursor.piece(from, newline - from)?.get(..newline - from).unwrap_or_default();
    let Some(begins) = memchr::memrchr(b'\n', piece) else { return Ok(piece.ends_with(b",")) };
    let line = piece.get(begins..).and_then(|line| line.strip_prefix(layout::line(depth).as_slice()));
    let Some(member) = line.and_then(|line| line.strip_suffix(b",")) else { return Ok(false) };
    Ok(matches!(member, b"}" | b"]") || parse(&[b"{", member, b"}"].concat()).is_ok())
}

/// Visits the keys of an object that begin with `prefix`, of plain characters, in order, and where their values
/// start. Returns where the object ends.
///
/// # Errors
/// A [`Doubt`] about the text, and those of `visit`.
pub fn keys(
    cursor: &mut Cursor<'_>,
    object: Start,
    prefix: &str,
    visit: &mut dyn FnMut(&mut Cursor<'_>, String, Start) -> Result<(), Doubt>,
) -> Result<usize, Doubt> {
    let depth = object.depth + 1;
    match shape(cursor, object.at)? {
        Shape::Object => {}
        Shape::EmptyObject => return Ok(object.at + 2),
        _ => return Err(Doubt::NotCanonical),
    }
    let line = line(depth);
    let (begins, end) = (finder(&[line.as_slice(), b"\"", prefix.as_bytes()].concat()), finder(&end(depth, b'}')));
    let mut needles = Needles::of(vec![&begins, &end], None);
    let mut at = object.at + 1;
    loop {
        let hit = cursor.find_any(at, &mut needles)?.ok_or(Doubt::NotCanonical)?;
        if hit.needle == 1 {
            return Ok(hit.at + end.needle().len());
        }
        let from = hit.at + line.len();
        let (key, to) = key_at(cursor, from)?;
        visit(cursor, key, Start { at: to, depth })?;
        at = to;
    }
}

/// The key that begins at a quote, and where its value starts.
fn key_at(cursor: &mut Cursor<'_>, from: usize) -> Result<(String, usize), Doubt> {
    // The first `": ` ends the key: inside it, a quote is escaped.
    let (separator, mut searched) = (Finder::new(b"\": "), from);
    loop {
        let end = cursor.find(searched + 1, &separator)?.ok_or(Doubt::NotCanonical)?;
        let text = cursor.copy(Span { from, to: end + 1 })?;
        if memchr::memchr(b'\n', &text).is_some() {
            return Err(Doubt::NotCanonical);
        }
        let backslashes = text.iter().rev().skip(1).take_while(|byte| **byte == b'\\').count();
        if backslashes % 2 == 0 {
            let key: String = serde_json::from_slice(&text).map_err(|_| Doubt::NotCanonical)?;
            let is_own = serde_json::to_vec(&key).is_ok_and(|own| own == text);
            return if is_own { Ok((key, end + 3)) } else { Err(Doubt::NotCanonical) };
        }
        searched = end;
    }
}
