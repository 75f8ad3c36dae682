//! Where paths lead in a document, without parsing what they lead through.

use serde_json::Value;

use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::kind_of;
use crate::json::pointer::Pointer;
use crate::json::text::start::Shape;

/// How far a path leads, and to what.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Reached<'d> {
    /// All the way to this value.
    Value(&'d Value),
    /// To an object, which may be the document itself.
    Object,
    /// To an array of so many items.
    Array(usize),
    /// To something that holds nothing, which is called this.
    Scalar(&'static str),
}

impl Document {
    /// How many steps of `path` lead to something, and to what.
    pub(crate) fn reach(&self, path: &KeyPath) -> (usize, Reached<'_>) {
        let steps = path.segments().len();
        if let Some(value) = self.get(path).filter(|_| steps > 0) {
            return (steps, Reached::Value(value));
        }
        let part = |len: usize| self.reached(path.segments().get(..len)?).map(|reached| (len, reached));
        (0..steps).rev().find_map(part).unwrap_or((0, Reached::Object))
    }

    /// What is at a path, without looking into it; `None` if nothing is.
    pub(in crate::json) fn reached(&self, path: &[Segment]) -> Option<Reached<'_>> {
        let Some(indexed) = &self.text else {
            let value = path.iter().try_fold(&self.root, |value, segment| segment.of(value))?;
            return Some(match value {
                Value::Object(_) => Reached::Object,
                Value::Array(items) => Reached::Array(items.len()),
                _ => Reached::Scalar(kind_of(value)),
            });
        };
        Some(match indexed.shape(path)? {
            Shape::Object | Shape::EmptyObject => Reached::Object,
            Shape::Array | Shape::EmptyArray => Reached::Array(indexed.items(path)),
            Shape::Scalar => Reached::Scalar(indexed.get(path).map_or("null", kind_of)),
        })
    }

    /// How many items the array at `path` has; `None` if no array is there.
    pub(crate) fn items_at(&self, path: &KeyPath) -> Option<usize> {
        match self.reached(path.segments())? {
            Reached::Array(len) => Some(len),
            _ => None,
        }
    }

    /// Whether something is at a path.
    pub(crate) fn has(&self, path: &KeyPath) -> bool {
        self.reached(path.segments()).is_some()
    }

    /// The place that a path leads to. Items counted from the end are looked up.
    #[must_use]
    pub fn pointer(&self, path: &KeyPath) -> Pointer {
        path.pointer_with(|above| self.reached(above).and_then(Reached::len))
    }

    /// The path of a place, with indices where the document has arrays.
    #[must_use]
    pub fn path(&self, place: &Pointer) -> KeyPath {
        match &self.text {
            None => KeyPath::of(place, &self.root),
            Some(_) => KeyPath::of_place(place, |above| self.reached(above).map(|found| found.len().is_some())),
        }
    }

    /// The first array that a path leads into: one that is there, or one that setting a value at
    /// the path would make.
    #[must_use]
    pub fn array_above(&self, path: &KeyPath) -> Option<KeyPath> {
        match &self.text {
            None => path.array_above(&self.root),
            Some(_) => path.first_array(|above| self.reached(above).map(|found| found.len().is_some())),
        }
    }
}

impl Reached<'_> {
    /// How many items it has, if it is an array.
    fn len(self) -> Option<usize> {
        match self {
            Self::Array(len) => Some(len),
            Self::Value(value) => value.as_array().map(Vec::len),
            Self::Object | Self::Scalar(_) => None,
        }
    }
}
