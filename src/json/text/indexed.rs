//! A document that is held as its text.

use std::fmt;
use std::sync::{Arc, OnceLock};

use serde_json::Value;

use crate::json::key_path::Segment;
use crate::json::place_set::PlaceSet;
use crate::json::text::array::count;
use crate::json::text::cursor::Cursor;
use crate::json::text::held::{Fault, FaultCell, Text};
use crate::json::text::lookup::find;
use crate::json::text::pieces::Pieces;
use crate::json::text::places::{Place, Places};
use crate::json::text::plain::is_plain;
use crate::json::text::source::{Doubt, is_framed};
use crate::json::text::span::Span;
use crate::json::text::start::{Shape, Start, shape};
use crate::json::text::{layout, lines};
use crate::json::{MAX_DEPTH, RESERVED_KEY, parse_nested};

/// The shortest text that is worth searching, in bytes: parsing a shorter one takes no longer.
pub const WORTHWHILE: usize = 16 * 1024;

/// The most places that are searched for one by one: for more, parsing the document is faster.
const MANY: usize = 256;

/// A document that is held as its text, and parsed as far as somebody asks for it.
pub struct Indexed {
    pub(in crate::json) text: Text,
    pub(super) places: Places,
    /// The whole document, once somebody needed it.
    pub(super) tree: OnceLock<Value>,
    /// Places that readers do not see.
    pub(super) hidden: PlaceSet,
    /// Whether the text was found to be canonical from end to end.
    is_canonical: OnceLock<()>,
    /// Whether there is a place for each member of `_ctx`.
    pub(super) is_kept_known: OnceLock<()>,
    pub(super) fault: FaultCell,
    /// How many changes were made to the text.
    pub(super) changes: usize,
}

impl Indexed {
    /// The document that has this text; `None` if the text is short, or plainly not ctx's.
    #[must_use]
    pub fn of(text: Text) -> Option<Self> {
        let source = text.source();
        (source.len() >= WORTHWHILE && is_framed(source) == Ok(true)).then(|| Self::new(text))
    }

    /// The same text, to be changed in pieces: nothing hidden, nothing parsed.
    pub(in crate::json) fn changeable(&self) -> Self {
        let text = match &self.text {
            Text::Stream(source) => Text::Pieces(Pieces::of(Arc::clone(source))),
            other => other.clone(),
        };
        Self { fault: FaultCell::clone(&self.fault), ..Self::new(text) }
    }

    /// Whether a text that ctx published should be held as text: it is long enough.
    #[must_use]
    pub fn is_worthwhile(text: &Vec<u8>) -> bool {
        text.len() >= WORTHWHILE && is_framed(text) == Ok(true) && is_plain(text)
    }

    pub(in crate::json) fn new(text: Text) -> Self {
        Self {
            text,
            places: Places::default(),
            tree: OnceLock::new(),
            hidden: PlaceSet::default(),
            is_canonical: OnceLock::new(),
            is_kept_known: OnceLock::new(),
            fault: FaultCell::default(),
            changes: 0,
        }
    }

    /// Why the document could not be read, if that was found out meanwhile.
    #[must_use]
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.get()
    }

    /// The cell that holds this reason once there is one.
    #[must_use]
    pub fn fault_cell(&self) -> &FaultCell {
        &self.fault
    }

    /// The value at a path, if there is one.
    #[must_use]
    pub fn get(&self, path: &[Segment]) -> Option<&Value> {
        if self.is_hidden(path) {
            return None;
        }
        let found = if self.is_parsed_for(path) { Err(Doubt::NotCanonical) } else { self.search(path) };
        found.unwrap_or_else(|_| below(self.tree(), path))
    }

    /// The kind of the value at a path, without parsing it; `None` if there is none.
    #[must_use]
    pub fn shape(&self, path: &[Segment]) -> Option<Shape> {
        if path.is_empty() {
            return Some(Shape::Object);
        }
        if !self.is_parsed_for(path)
            && let Ok(place) = self.place(path)
        {
            let span = place.span?;
            if let Some(value) = place.value.get() {
                return below(value, path.get(place.path.len()..)?).map(shape_of);
            }
            if let Ok(shape) = shape(&mut Cursor::of(self.text.source()), span.from) {
                return Some(shape);
            }
        }
        self.get(path).map(shape_of)
    }

    /// How many items the array at a path has; 0 if none is there.
    #[must_use]
    pub fn items(&self, path: &[Segment]) -> usize {
        if !self.is_parsed_for(path)
            && let Ok(Place { path: found, span: Some(span), value, .. }) = self.place(path)
            && (value.get().is_none() && found.len() == path.len())
            && let Ok(count) = count(&mut Cursor::of(self.text.source()), Start { at: span.from, depth: path.len() })
        {
            return count;
        }
        self.get(path).and_then(Value::as_array).map_or(0, Vec::len)
    }

    /// Where in the text the value at a path starts, if it was found by itself.
    #[must_use]
    pub fn position(&self, path: &[Segment]) -> Option<usize> {
        let place = if self.is_parsed_for(path) { None } else { self.place(path).ok() };
        place.filter(|place| place.path.len() == path.len())?.span.map(|span| span.from)
    }

    /// Whether the tree is needed for a path, or is there anyway.
    fn is_parsed_for(&self, path: &[Segment]) -> bool {
        path.is_empty() || self.tree.get().is_some() || self.meets_hidden(path)
    }

    fn search(&self, path: &[Segment]) -> Result<Option<&Value>, Doubt> {
        let place = self.place(path)?;
        let Some(span) = place.span else { return Ok(None) };
        if place.value.get().is_none() {
            let depth = place.path.len();
            let text = Cursor::of(self.text.source()).copy(span)?;
            let value = parse_nested(&text, MAX_DEPTH - depth.min(MAX_DEPTH)).map_err(|_| Doubt::NotCanonical)?;
            if !self.text.source().is_trusted() && layout::value(depth, &value) != text {
                return Err(Doubt::NotCanonical);
            }
            drop(place.value.set(value));
        }
        Ok(place.value.get().and_then(|value| below(value, path.get(place.path.len()..)?)))
    }

    /// The place at a path, or the nearest one above it that is parsed already or missing.
    pub(super) fn place(&self, path: &[Segment]) -> Result<&Place, Doubt> {
        let mut cursor = Cursor::of(self.text.source());
        self.look_round(&mut cursor, path)?;
        if let Some(missing) = self.missing_in_kept(path) {
            return Ok(self.places.add(missing.to_vec(), None));
        }
        let mut cursor = cursor.knowing(self.kept());
        let (start, known) = match self.places.nearest(path) {
            Some(place) if place.span.is_none() || place.value.get().is_some() || place.path.len() == path.len() => {
                return Ok(place);
            }
            Some(Place { path, span: Some(span), .. }) => (Start { at: span.from, depth: path.len() }, path.len()),
            _ => (Start { at: 0, depth: 0 }, 0),
        };
        if self.places.iter().count() > MANY {
            return Err(Doubt::NotCanonical);
        }
        let found = find(&mut cursor, start, path.get(known..).unwrap_or_default())?;
        self.note(&mut cursor, path, found.value)
    }

    pub(super) fn note(&self, cursor: &mut Cursor<'_>, path: &[Segment], span: Option<Span>) -> Result<&Place, Doubt> {
        let is_own = matches!(path.first(), Some(Segment::Key(key) | Segment::Token(key)) if key == RESERVED_KEY);
        if span.is_none() && !is_own && !cursor.is_trusted() && self.is_canonical.get().is_none() {
            lines::check(cursor)?;
            self.is_canonical.get_or_init(|| ());
        }
        Ok(self.places.add(path.to_vec(), span))
    }
}

fn below<'v>(value: &'v Value, path: &[Segment]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, segment| segment.of(value))
}

fn shape_of(value: &Value) -> Shape {
    match value {
        Value::Object(members) if members.is_empty() => Shape::EmptyObject,
        Value::Object(_) => Shape::Object,
        Value::Array(items) if items.is_empty() => Shape::EmptyArray,
        Value::Array(_) => Shape::Array,
        _ => Shape::Scalar,
    }
}

impl fmt::Debug for Indexed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Indexed").field(&self.len()).finish()
    }
}

impl Clone for Indexed {
    fn clone(&self) -> Self {
        let (hidden, fault) = (self.hidden.clone(), FaultCell::clone(&self.fault));
        let (places, is_kept_known) = (self.places.clone(), self.is_kept_known.clone());
        Self { hidden, fault, places, is_kept_known, changes: self.changes, ..Self::new(self.text.clone()) }
    }
}

#[cfg(test)]
pub(super) fn in_memory(text: Vec<u8>) -> Indexed {
    Indexed::new(Text::Memory(text))
}
