//! Operations of a patch on a document that is held as its text.

use std::sync::OnceLock;

use serde_json::Value;

use crate::json::key_path::{KeyPath, Segment};
use crate::json::patch::Operation;
use crate::json::pointer::{Pointer, array_index};
use crate::json::readable::check_value;
use crate::json::text::array::{count, items};
use crate::json::text::cursor::Cursor;
use crate::json::text::indexed::Indexed;
use crate::json::text::lookup::find;
use crate::json::text::source::Doubt;
use crate::json::text::span::{Span, whole};
use crate::json::text::splice::{Place, Splice, line_of};
use crate::json::text::start::{Shape, Start, shape, span};
use crate::json::{MAX_DEPTH, RESERVED_KEY, parse};

/// The most changes that are spliced: for more, changing a tree is faster.
const MANY: usize = 100;

/// The object or array that holds the place of an operation.
struct Container {
    start: Start,
    span: Span,
    shape: Shape,
    path: Vec<Segment>,
}

impl Container {
    fn is_array(&self) -> bool {
        matches!(self.shape, Shape::Array | Shape::EmptyArray)
    }

    fn is_empty(&self) -> bool {
        matches!(self.shape, Shape::EmptyObject | Shape::EmptyArray)
    }
}

impl Indexed {
    /// Whether so many more changes should be made to the text, not to a tree.
    #[must_use]
    pub fn takes(&self, count: usize) -> bool {
        self.tree.get().is_none() && self.changes + count <= MANY && self.is_whole_text()
    }

    /// Applies an operation, and returns what takes it back; `None`, and nothing is changed, where a
    /// tree has to do it: one that does not fit, one that moves, one of many.
    pub fn perform(&mut self, operation: &Operation) -> Option<Operation> {
        if !self.takes(1) {
            return None;
        }
        let done = match operation {
            Operation::Add { path, value } => self.add(path, value),
            Operation::Replace { path, value } => self.replace(path, value),
            Operation::Remove { path } => self.remove(path),
            _ => None,
        };
        self.changes += usize::from(done.is_some());
        done
    }

    fn add(&mut self, path: &Pointer, value: &Value) -> Option<Operation> {
        let container = self.container(path)?;
        let depth = container.start.depth + 1;
        let (_, token) = path.split_last()?;
        if container.is_array() {
            return self.add_item(&container, path, token, value);
        }
        if self.member(&container, token).ok()?.is_some() {
            return self.replace(path, value);
        }
        is_readable(value, depth)?;
        let place = Place { depth, key: Some(token) };
        let splice = append(&container, place, value);
        self.splice(&[container.path, vec![Segment::Key(token.to_owned())]].concat(), &splice)?;
        Some(Operation::Remove { path: path.clone() })
    }

    fn add_item(&mut self, array: &Container, path: &Pointer, token: &str, value: &Value) -> Option<Operation> {
        let depth = array.start.depth + 1;
        is_readable(value, depth)?;
        let len = count(&mut Cursor::of(self.text.source()), array.start).ok()?;
        let index = if token == "-" { len } else { array_index(token).filter(|index| *index <= len)? };
        let place = Place { depth, key: None };
        let splice = if index == len {
            append(array, place, value)
        } else {
            Splice::insert(self.item(array, index)?.from, place, value)
        };
        self.splice(&array.path, &splice)?;
        let (parents, _) = path.split_last()?;
        Some(Operation::Remove { path: Pointer::new(parents.to_vec()).child(index.to_string()) })
    }

    fn replace(&mut self, path: &Pointer, value: &Value) -> Option<Operation> {
        let container = self.container(path)?;
        let (_, token) = path.split_last()?;
        let (held, segment) = self.held(&container, token)?;
        let depth = container.start.depth + 1;
        is_readable(value, depth)?;
        let old = self.parsed(held)?;
        self.splice(&[container.path, vec![segment]].concat(), &Splice::replace(held, depth, value))?;
        Some(Operation::Replace { path: path.clone(), value: old })
    }

    fn remove(&mut self, path: &Pointer) -> Option<Operation> {
        let container = self.container(path)?;
        let (_, token) = path.split_last()?;
        let (held, segment) = self.held(&container, token)?;
        let old = self.parsed(held)?;
        let is_array = container.is_array();
        let place = Place { depth: container.start.depth + 1, key: (!is_array).then_some(token) };
        let mut cursor = Cursor::of(self.text.source());
        let before = line_of(held, place).checked_sub(1)?;
        let neighbours = [cursor.byte(before).ok()?, cursor.byte(held.to).ok()?];
        let changed = if is_array { container.path } else { [container.path, vec![segment]].concat() };
        self.splice(&changed, &Splice::remove(held, place, neighbours))?;
        Some(Operation::Add { path: path.clone(), value: old })
    }

    /// The container of a place, if it is an object or an array.
    fn container(&self, path: &Pointer) -> Option<Container> {
        let (parents, _) = path.split_last()?;
        let path = KeyPath::from(&Pointer::new(parents.to_vec())).segments().to_vec();
        let (source, depth) = (self.text.source(), path.len());
        let span = if path.is_empty() { whole(source.len()) } else { self.span(&path).ok()?? };
        let shape = shape(&mut Cursor::of(source), span.from).ok()?;
        let start = Start { at: span.from, depth };
        (shape != Shape::Scalar).then_some(Container { start, span, shape, path })
    }

    /// Where the value of a path stands.
    ///
    /// # Errors
    /// A [`Doubt`] about the text.
    pub fn span(&self, path: &[Segment]) -> Result<Option<Span>, Doubt> {
        let place = self.place(path)?;
        match place.span {
            Some(above) if place.path.len() < path.len() => {
                // What is above was parsed; its text is searched anyway.
                let start = Start { at: above.from, depth: place.path.len() };
                let below = path.get(place.path.len()..).unwrap_or_default();
                Ok(find(&mut Cursor::of(self.text.source()), start, below)?.value)
            }
            span => Ok(span),
        }
    }

    /// The member or item that a token names, and the step to it.
    fn held(&self, container: &Container, token: &str) -> Option<(Span, Segment)> {
        if container.is_array() {
            let index = array_index(token)?;
            return Some((self.item(container, index)?, Segment::Index(index)));
        }
        Some((self.member(container, token).ok()??, Segment::Key(token.to_owned())))
    }

    fn member(&self, object: &Container, key: &str) -> Result<Option<Span>, Doubt> {
        let path = [object.path.clone(), vec![Segment::Key(key.to_owned())]].concat();
        self.span(&path)
    }

    fn item(&self, array: &Container, index: usize) -> Option<Span> {
        let mut found = None;
        let mut cursor = Cursor::of(self.text.source());
        items(&mut cursor, array.start, &mut |cursor, i, start| {
            if i == index {
                found = Some(span(cursor, start)?);
            }
            Ok(i < index)
        })
        .ok()?;
        found
    }

    fn parsed(&self, span: Span) -> Option<Value> {
        parse(&Cursor::of(self.text.source()).copy(span).ok()?).ok()
    }

    /// Changes the text at a path.
    fn splice(&mut self, path: &[Segment], splice: &Splice) -> Option<()> {
        if !self.text.splice(splice) {
            return None;
        }
        self.places = std::mem::take(&mut self.places).after(path, splice.shift());
        let is_own = path.first().is_none_or(|first| matches!(first, Segment::Key(key) if key == RESERVED_KEY));
        if path.len() <= 2 && is_own {
            // A member of `_ctx` may have been added.
            self.is_kept_known = OnceLock::new();
        }
        Some(())
    }
}

/// What puts a value behind the last member or item.
fn append(container: &Container, place: Place<'_>, value: &Value) -> Splice {
    if container.is_empty() {
        Splice::fill(container.span, place, value)
    } else {
        Splice::push(container.span, place, value)
    }
}

/// Checks that a value could be read again at this depth. Where it could not, the tree says why.
fn is_readable(value: &Value, depth: usize) -> Option<()> {
    check_value(value, (MAX_DEPTH, depth.min(MAX_DEPTH)), "").ok()
}
