//! Checks that what ctx is about to write can be read again, by the rules of reading.
//!
//! Reading parses a text; this checks the tree that the text is made from, which takes a fraction
//! of the time and no memory. The result is the same:
//!
//! - A key that is reserved, and a depth over the limit, are looked for here as
//!   [`json`](crate::json) does while it parses, with the same constants.
//! - That a text is UTF-8, has no byte order mark, no lone surrogate, no key twice, no number
//!   that is none and nothing behind its value, holds for every text that is made of a
//!   [`Value`]: neither a [`String`], a [`Map`](serde_json::Map) nor a
//!   [`Number`](serde_json::Number) can hold what would make it untrue.
//!
//! With assertions on, as in tests and in the proof, short texts are parsed too.

use std::fmt;
use std::io;

use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::pointer::Pointer;
use crate::json::{MAX_DEPTH, NUMBER_TOKEN};
use crate::platform::content::{Content, Sink};
use crate::text::size::{MOST, Size};

/// Up to this length, in bytes, assertions parse the text.
pub const ASSERTED: usize = 1 << 20;

/// Why something could not be read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// An object at this place has a reserved key.
    Reserved { place: String },
    /// Arrays and objects are nested deeper than this.
    TooDeep(usize),
    /// The text has this many bytes.
    TooLong(u64),
    /// It cannot be written.
    Unwritable(String),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reserved { place } => {
                write!(f, "{place} would have the key \"{NUMBER_TOKEN}\", which is reserved")
            }
            Self::TooDeep(limit) => write!(f, "the result would be nested more than {limit} levels deep"),
            Self::TooLong(size) => {
                write!(f, "the result has {size} bytes, and nobody reads more than {}", Size::new(MOST))
            }
            Self::Unwritable(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Unreadable {}

impl From<Unreadable> for Failure {
    fn from(unreadable: Unreadable) -> Self {
        let failure = Self::new(Kind::BadData, unreadable.to_string());
        match unreadable {
            Unreadable::Reserved { place } => {
                failure.fact("path", place).fact("key", NUMBER_TOKEN).hint("choose another key")
            }
            Unreadable::TooDeep(limit) => failure.fact("limit", limit),
            Unreadable::TooLong(size) => {
                failure.fact("size", size).fact("limit", MOST).hint("keep large values in separate files")
            }
            Unreadable::Unwritable(_) => failure,
        }
    }
}

/// A document that can be read again once it is written. [`Readable::of`] is the only way to get
/// one.
#[derive(Clone, Copy, Debug)]
pub struct Readable<'d>(&'d Document);

impl<'d> Readable<'d> {
    /// # Errors
    /// Fails on what reading would refuse.
    pub fn of(document: &'d Document) -> Result<Self, Unreadable> {
        if let Some(fault) = document.fault() {
            return Err(Unreadable::Unwritable(format!("the document cannot be read: {fault}")));
        }
        // All of it is going to be written. A document held as text was read before, and values put
        // since were checked then.
        if document.text_len().is_none() {
            check_value(document.tree(), (MAX_DEPTH, 0), "the document")?;
        }
        Ok(Self(document))
    }

    #[must_use]
    pub fn document(self) -> &'d Document {
        self.0
    }
}

/// A document and its text, which can be read again once it is published. [`Publishable::of`] is the
/// only way to get one, and nothing else is published.
#[derive(Clone, Debug)]
pub struct Publishable {
    document: Document,
    /// Its text, if the document does not hold that itself.
    text: Option<Vec<u8>>,
    /// The length of the text, in bytes.
    size: u64,
}

impl Publishable {
    /// # Errors
    /// Fails on what reading would refuse.
    pub fn of(document: Document) -> Result<Self, Unreadable> {
        Readable::of(&document)?;
        let text = if document.text_len().is_some() { None } else { Some(document.to_text()) };
        let len = text.as_ref().map(Vec::len).or(document.text_len()).unwrap_or_default();
        let size = u64::try_from(len).unwrap_or(u64::MAX);
        if size > MOST {
            return Err(Unreadable::TooLong(size));
        }
        debug_assert!(len > ASSERTED || Document::parse(&document.to_text()).as_ref() == Ok(&document));
        Ok(Self { document, text, size })
    }

    #[must_use]
    pub fn document(&self) -> Readable<'_> {
        Readable(&self.document)
    }

    /// The length of the text, in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }
}

impl Content for Publishable {
    fn pass_on(&self, sink: &mut Sink<'_>) -> io::Result<()> {
        match &self.text {
            Some(text) => sink(text),
            None => self.document.pass_on(sink),
        }
    }
}

/// Checks a value that is `above` levels deep in a `whole` with this depth limit.
///
/// # Errors
/// Fails on what reading would refuse.
pub fn check_value(value: &Value, (limit, above): (usize, usize), whole: &str) -> Result<(), Unreadable> {
    check(value, limit - above).map_err(|broken| broken.told(limit, whole, value))
}

/// A rule that a value breaks, and where, as tokens from the last to the first.
struct Broken {
    rule: Rule,
    at: Vec<String>,
}

enum Rule {
    Reserved,
    TooDeep,
}

impl Broken {
    fn within(mut self, token: impl Into<String>) -> Self {
        self.at.push(token.into());
        self
    }

    fn told(self, limit: usize, whole: &str, root: &Value) -> Unreadable {
        match self.rule {
            Rule::TooDeep => Unreadable::TooDeep(limit),
            Rule::Reserved => {
                let place = Pointer::new(self.at.into_iter().rev().collect());
                let path = KeyPath::of(&place, root);
                Unreadable::Reserved { place: if path.is_root() { whole.to_owned() } else { path.to_string() } }
            }
        }
    }
}

/// Checks a value that may nest this many more arrays and objects.
fn check(value: &Value, room: usize) -> Result<(), Broken> {
    match value {
        Value::Array(items) => {
            let room = deeper(room)?;
            let mut nested = items.iter().enumerate().filter(|(_, item)| is_nested(item));
            nested.try_for_each(|(i, item)| check(item, room).map_err(|broken| broken.within(i.to_string())))
        }
        Value::Object(members) => {
            let room = deeper(room)?;
            members.iter().try_for_each(|(key, value)| {
                if is_reserved(key) {
                    return Err(Broken { rule: Rule::Reserved, at: Vec::new() });
                }
                if is_nested(value) { check(value, room).map_err(|broken| broken.within(key)) } else { Ok(()) }
            })
        }
        _ => Ok(()),
    }
}

fn deeper(room: usize) -> Result<usize, Broken> {
    room.checked_sub(1).ok_or(Broken { rule: Rule::TooDeep, at: Vec::new() })
}

fn is_nested(value: &Value) -> bool {
    matches!(value, Value::Array(_) | Value::Object(_))
}

/// Whether a key is reserved: reading would take its object for a number.
#[must_use]
pub fn is_reserved(key: &str) -> bool {
    key == NUMBER_TOKEN
}

#[cfg(test)]
mod tests;
