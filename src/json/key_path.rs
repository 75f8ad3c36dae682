//! Where a value stands in a document, as people write it: `a.b[0].c`.

use std::fmt;

use serde_json::Value;

use crate::json::RESERVED_KEY;
use crate::json::pointer::{Pointer, array_index};
use crate::text::escape::{is_hidden_in_name, quoted};

/// One step of a [`KeyPath`].
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
        self.0.iter().try_fold(root, |value, segment| segment.of(value))
    }

    /// The first array that this path leads into: one that is there, or one that a value put
    /// at the path would make.
    #[must_use]
    pub fn array_above(&self, root: &Value) -> Option<Self> {
        let mut value = Some(root);
        let is_item = |segment: &Segment| {
            let is_item = match value {
                Some(value) => value.is_array(),
                None => matches!(segment, Segment::Index(_) | Segment::FromEnd(_)),
            };
            value = value.and_then(|value| segment.of(value));
            is_item
        };
        let len = self.0.iter().position(is_item)?;
        Some(Self(self.0.iter().take(len).cloned().collect()))
    }

    /// The path of a place; what `root` holds on the way tells indices from keys.
    #[must_use]
    pub fn of(place: &Pointer, root: &Value) -> Self {
        let mut value = Some(root);
        let segment = |token: &String| {
            let segment = match value {
                Some(Value::Array(_)) => array_index(token).map(Segment::Index),
                Some(_) => Some(Segment::Key(token.clone())),
                None => None,
            };
            let segment = segment.unwrap_or_else(|| Segment::from_token(token));
            value = value.and_then(|value| segment.of(value));
            segment
        };
        Self(place.tokens().iter().map(segment).collect())
    }

    /// The same place as a pointer, for comparing with patches. Items counted
    /// from the end are looked up in `root`.
    #[must_use]
    pub fn pointer_in(&self, root: &Value) -> Pointer {
        let mut value = Some(root);
        let mut tokens = Vec::with_capacity(self.0.len());
        for segment in &self.0 {
            tokens.push(match segment {
                Segment::Key(key) | Segment::Token(key) => key.clone(),
                Segment::Index(i) => i.to_string(),
                Segment::FromEnd(n) => match value.and_then(Value::as_array) {
                    Some(items) if items.len() >= *n => (items.len() - n).to_string(),
                    _ => "-".to_owned(),
                },
            });
            value = value.and_then(|value| segment.of(value));
        }
        Pointer::new(tokens)
    }
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
