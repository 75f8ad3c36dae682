//! What messages show of redacted values: nothing.

use std::borrow::Cow;

use serde_json::Value;

use crate::json::document::Document;
use crate::json::place_set::PlaceSet;
use crate::json::pointer::Pointer;
use crate::kept::redaction::mark::{Mark, marks};

/// What messages show in place of a redacted value.
pub const UNSHOWN: &str = "(redacted)";

/// The places that are redacted in a document.
pub struct Redacted {
    marks: Vec<Mark>,
    places: PlaceSet,
}

impl Redacted {
    #[must_use]
    pub fn of(document: &Document) -> Self {
        Self::of_any(&[document])
    }

    /// The places that are redacted in any of these documents.
    #[must_use]
    pub fn of_any(documents: &[&Document]) -> Self {
        let marks: Vec<Mark> = documents.iter().flat_map(|document| marks(document)).collect();
        let mut places = PlaceSet::default();
        for mark in &marks {
            places.add(&mark.place(), 0);
        }
        Self { marks, places }
    }

    /// Whether something at `place`, above it or below it is redacted.
    #[must_use]
    pub fn concerns(&self, place: &Pointer) -> bool {
        self.places.meets(place.tokens())
    }

    /// Whether nothing is redacted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// Whether what is at `place` is redacted, or is within something that is.
    #[must_use]
    pub fn covers(&self, place: &Pointer) -> bool {
        self.places.covers(place.tokens())
    }

    /// A value at `place` without what is redacted in it; `None` if all of it is.
    #[must_use]
    pub fn shown<'v>(&self, place: &Pointer, value: &'v Value) -> Option<Cow<'v, Value>> {
        let mut shown = Cow::Borrowed(value);
        if !self.concerns(place) {
            return Some(shown);
        }
        if self.places.covers(place.tokens()) {
            return None;
        }
        for mark in &self.marks {
            match mark.keys.strip_prefix(place.tokens()) {
                Some([]) => return None,
                Some(below) => {
                    let hidden =
                        below.iter().try_fold(shown.to_mut(), |value, key| value.as_object_mut()?.get_mut(key));
                    hidden.map(Value::take);
                }
                None if place.tokens().starts_with(&mark.keys) => return None,
                None => {}
            }
        }
        Some(shown)
    }
}
