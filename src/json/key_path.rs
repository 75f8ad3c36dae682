//! Where a value stands in a document, as people write it: `a.b[0].c`.

use std::fmt;

use serde_json::Value;

use crate::json::RESERVED_KEY;
use crate::json::pointer::{Pointer, array_index};
use crate::text::escape::{is_hidden_in_name, quoted};

/// One step of a [`KeyPath`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    /// A member of an object.
    Key(String),
    /// An item of an array, counted from 0.
    Index(usize),
    /// An item of an array, counted from the end: 1 is the last.
    FromEnd(usize),
    /// A JSON Pointer's token that is an index in an array and a key in an object.
    Token(String),
}

/// A path into a document. Empty is the whole document, written `.`.
///
/// Parsing and the canonical form are in [`crate::json::path_syntax`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct KeyPath(Vec<Segment>);

impl KeyPath {
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn new(segments: Vec<Segment>) -> Self {
        Self(segments)
    }

    /// The path of one member at the top, whatever characters it has.
    #[must_use]
    pub fn key(name: impl Into<String>) -> Self {
        Self(vec![Segment::Key(name.into())])
    }

    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    #[must_use]
    pub fn child(&self, segment: Segment) -> Self {
        let mut segments = self.0.clone();
        segments.push(segment);
        Self(segments)
    }

    /// `self`, and then the steps of `below`.
    #[must_use]
    pub fn join(mut self, below: Self) -> Self {
        self.0.extend(below.0);
        self
    }

    /// Whether the path leads into what ctx keeps for itself.
    #[must_use]
    pub fn is_reserved(&self) -> bool {
        match self.0.first() {
            Some(Segment::Key(key) | Segment::Token(key)) => key == RESERVED_KEY,
            _ => false,
        }
    }

    /// The value at this path, if there is one.
    #[must_use]
    pub fn get<'v>(&self, root: &'v Value) -> Option<&'v Value> {
        found(root, &self.0)
    }

    /// The first array that this path leads into: one that is there, or one that a value put
    /// at the path would make.
    #[must_use]
    pub fn array_above(&self, root: &Value) -> Option<Self> {
        self.first_array(|above| found(root, above).map(Value::is_array))
    }

    /// [`KeyPath::array_above`], where `is_array` tells of what is at a path whether it is an
    /// array; `None` if nothing is there.
    pub(crate) fn first_array(&self, is_array: impl Fn(&[Segment]) -> Option<bool>) -> Option<Self> {
        let is_item = |(len, segment): (usize, &Segment)| {
            let above = self.0.get(..len).unwrap_or_default();
            is_array(above).unwrap_or(matches!(segment, Segment::Index(_) | Segment::FromEnd(_)))
        };
        let len = self.0.iter().enumerate().position(is_item)?;
        Some(Self(self.0.iter().take(len).cloned().collect()))
    }

    /// The path of a place; what `root` holds on the way tells indices from keys.
    #[must_use]
    pub fn of(place: &Pointer, root: &Value) -> Self {
        Self::of_place(place, |above| found(root, above).map(Value::is_array))
    }

    /// [`KeyPath::of`], where `is_array` tells of what is at a path whether it is an array; `None`
    /// if nothing is there.
    pub(crate) fn of_place(place: &Pointer, is_array: impl Fn(&[Segment]) -> Option<bool>) -> Self {
        let mut segments: Vec<Segment> = Vec::with_capacity(place.tokens().len());
        let mut is_there = true;
        for token in place.tokens() {
            let holds = if is_there { is_array(&segments) } else { None };
            is_there = holds.is_some();
            let segment = match holds {
                Some(true) => array_index(token).map(Segment::Index),
                Some(false) => Some(Segment::Key(token.clone())),
                None => None,
            };
            segments.push(segment.unwrap_or_else(|| Segment::from_token(token)));
        }
        Self(segments)
    }

    /// The same place as a pointer, for comparing with patches. Items counted
    /// from the end are looked up in `root`.
    #[must_use]
    pub fn pointer_in(&self, root: &Value) -> Pointer {
        self.pointer_with(|above| found(root, above)?.as_array().map(Vec::len))
    }

    /// [`KeyPath::pointer_in`], where `len` tells how many items the array at a path has; `None` if
    /// none is there.
    pub(crate) fn pointer_with(&self, len: impl Fn(&[Segment]) -> Option<usize>) -> Pointer {
        let token = |(i, segment): (usize, &Segment)| match segment {
            Segment::Key(key) | Segment::Token(key) => key.clone(),
            Segment::Index(i) => i.to_string(),
            Segment::FromEnd(n) => {
                let index = len(self.0.get(..i).unwrap_or_default()).and_then(|len| len.checked_sub(*n));
                index.map_or_else(|| "-".to_owned(), |index| index.to_string())
            }
        };
        Pointer::new(self.0.iter().enumerate().map(token).collect())
    }
}

/// What a path leads to from a value.
fn found<'v>(root: &'v Value, path: &[Segment]) -> Option<&'v Value> {
    path.iter().try_fold(root, |value, segment| segment.of(value))
}

impl Segment {
    /// The member or item that this step leads to.
    #[must_use]
    pub fn of<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        match (value, self) {
            (Value::Object(members), Self::Key(key) | Self::Token(key)) => members.get(key),
            (Value::Array(items), step) => items.get(step.index_in(items.len())?),
            _ => None,
        }
    }

    /// The index that this step means in an array of `len` items; it may lie beyond the end.
    #[must_use]
    pub fn index_in(&self, len: usize) -> Option<usize> {
        match self {
            Self::Key(_) => None,
            Self::Index(i) => Some(*i),
            Self::FromEnd(n) => len.checked_sub(*n),
            Self::Token(token) if token == "-" => Some(len),
            Self::Token(token) => array_index(token),
        }
    }
}

impl From<&Pointer> for KeyPath {
    fn from(pointer: &Pointer) -> Self {
        Self(pointer.tokens().iter().map(|token| Segment::from_token(token)).collect())
    }
}

impl Segment {
    /// A pointer's token: a key, unless an array could take it for an index.
    #[must_use]
    pub fn from_token(token: &str) -> Self {
        let token = token.to_owned();
        if token == "-" || array_index(&token).is_some() { Self::Token(token) } else { Self::Key(token) }
    }
}

/// The canonical form: every output uses it, and it parses back to the same path.
impl fmt::Display for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_root() {
            return f.write_str(".");
        }
        if self.0.iter().any(|s| matches!(s, Segment::Token(_))) {
            let pointer = self.pointer_in(&Value::Null).to_string();
            return f.write_str(&if pointer.contains(is_hidden_in_name) { quoted(&pointer) } else { pointer });
        }
        for (i, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Key(key) if !needs_brackets(key) => {
                    write!(f, "{}{key}", if i == 0 { "" } else { "." })?;
                }
                segment => fmt::Display::fmt(segment, f)?,
            }
        }
        Ok(())
    }
}

/// One step alone, in the form that may follow `PATH.`
impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) | Self::Token(key) if !needs_brackets(key) => f.write_str(key),
            Self::Key(key) | Self::Token(key) => write!(f, "[{}]", quoted(key)),
            Self::Index(i) => write!(f, "[{i}]"),
            Self::FromEnd(n) => write!(f, "[-{n}]"),
        }
    }
}

/// Whether a bare key may hold the character.
#[must_use]
pub fn is_bare(c: char) -> bool {
    !matches!(c, '.' | '[' | ']' | '"' | '\'' | '\\') && !c.is_whitespace() && !c.is_control()
}

/// Whether the canonical form of a key is `["…"]`: it is not bare, or bare it would not be
/// seen as what it is, or taken for an option, a pointer or one side of `KEY=VALUE`.
fn needs_brackets(key: &str) -> bool {
    let is_shown = |c| is_bare(c) && !is_hidden_in_name(c);
    key.is_empty() || key.starts_with(['-', '/']) || key.contains('=') || !key.chars().all(is_shown)
}
