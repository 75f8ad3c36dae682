//! The document: one JSON object, and the text that holds it.

mod change;
pub mod listing;
pub mod members;
mod outline;
pub(crate) mod reach;
pub mod replaced;
mod written;

use serde_json::{Map, Value};

use crate::json;
use crate::json::JsonError;
use crate::json::RESERVED_KEY;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::order::is_same;
use crate::json::pointer::Pointer;
pub use crate::json::pretty::pretty;
use crate::json::projection::Projection;
use crate::json::text::held::{Fault, FaultCell, Text, not_an_object};
use crate::json::text::indexed::Indexed;

/// A JSON object. Nobody else knows how it is held.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its text, parsed as far as somebody asks for it.
    text: Option<Box<Indexed>>,
    /// All of it, where it is not held as text.
    root: Value,
    fault: Option<Fault>,
}

impl Default for Document {
    fn default() -> Self {
        Self { text: None, root: Value::Object(Map::new()), fault: None }
    }
}

impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        let is_same_text = self.text().is_some_and(|text| other.text() == Some(text));
        is_same_text || self.tree() == other.tree()
    }
}

impl Document {
    /// Reads a document from its text.
    ///
    /// # Errors
    /// Those of [`json::parse`], and a value that is no object.
    pub fn parse(text: &[u8]) -> Result<Self, JsonError> {
        Self::try_from(json::parse(text)?)
    }

    /// Takes a document as its text, which is what ctx published, as far as is known. Nothing is parsed
    /// yet. `None` if the text is short, or plainly something else.
    #[must_use]
    pub fn of_text(text: Text) -> Option<Self> {
        Indexed::of(text).map(Self::of_indexed)
    }

    /// The same for a text in memory that is known to be what ctx published.
    ///
    /// # Errors
    /// Returns a text that is short, or plainly something else.
    pub fn of_published(text: Vec<u8>) -> Result<Self, Vec<u8>> {
        if Indexed::is_worthwhile(&text) { Ok(Self::of_indexed(Indexed::new(Text::Memory(text)))) } else { Err(text) }
    }

    fn of_indexed(indexed: Indexed) -> Self {
        Self { text: Some(Box::new(indexed)), root: Value::Null, fault: None }
    }

    /// Why the document could not be read, if that was found out when it was asked for something: then
    /// what it said is not to be used.
    #[must_use]
    pub fn fault(&self) -> Option<&Fault> {
        self.text.as_ref().map_or(self.fault.as_ref(), |indexed| indexed.fault())
    }

    /// Where a document that is read as it is asked for says later that it could not be read.
    #[must_use]
    pub fn fault_cell(&self) -> Option<FaultCell> {
        self.text.as_ref().map(|indexed| FaultCell::clone(indexed.fault_cell()))
    }

    /// The whole document as a value, with what ctx keeps in it.
    #[must_use]
    pub fn to_value(&self) -> Value {
        self.tree().clone()
    }

    /// The whole document as one tree, for walks that visit all of it. Each use says why it needs it.
    pub(crate) fn tree(&self) -> &Value {
        self.text.as_ref().map_or(&self.root, |indexed| indexed.tree())
    }

    fn root_mut(&mut self) -> &mut Value {
        if let Some(mut indexed) = self.text.take() {
            self.root = indexed.take_tree();
            self.fault = indexed.fault().cloned();
        }
        &mut self.root
    }

    /// The value at a path.
    #[must_use]
    pub fn get(&self, path: &KeyPath) -> Option<&Value> {
        match &self.text {
            None => path.get(&self.root),
            Some(indexed) => indexed.get(path.segments()),
        }
    }

    /// The value at a place.
    #[must_use]
    pub fn at(&self, place: &Pointer) -> Option<&Value> {
        match &self.text {
            None => place.get(&self.root),
            Some(indexed) => indexed.get(KeyPath::from(place).segments()),
        }
    }

    /// The value that these keys lead to, through objects only.
    #[must_use]
    pub fn at_keys(&self, keys: &[String]) -> Option<&Value> {
        let path: Vec<Segment> = keys.iter().cloned().map(Segment::Key).collect();
        self.get(&KeyPath::new(path))
    }

    /// All that ctx keeps in the document: the member `_ctx`.
    pub(crate) fn reserved(&self) -> Option<&Value> {
        self.get(&KeyPath::key(RESERVED_KEY))
    }

    /// One member of what ctx keeps: `_ctx.MEMBER`.
    #[must_use]
    pub fn kept(&self, member: &str) -> Option<&Value> {
        match &self.text {
            None => self.root.get(RESERVED_KEY)?.get(member),
            Some(_) => self.get(&KeyPath::key(RESERVED_KEY).child(Segment::Key(member.to_owned()))),
        }
    }

    /// The branches that some places lead to, as a document of its own.
    #[must_use]
    pub fn project(&self, projection: &Projection) -> Self {
        let root = match &self.text {
            None => projection.of(&self.root),
            Some(text) => projection.of_text(text),
        };
        Self { root, ..Self::default() }
    }

    /// Whether it is held as its text, of which no more is parsed than somebody asks for.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.text.is_some()
    }

    /// Whether both hold the same, their keys in the same order too.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let is_same_text = self.text().is_some_and(|text| other.text() == Some(text));
        is_same_text || is_same(self.tree(), other.tree())
    }

    /// The members at the top that are the user's: without what ctx keeps.
    pub fn members(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.tree().as_object().into_iter().flatten().filter(|(key, _)| *key != RESERVED_KEY)
    }
}

impl TryFrom<Value> for Document {
    type Error = JsonError;

    fn try_from(root: Value) -> Result<Self, JsonError> {
        if root.is_object() { Ok(Self { root, ..Self::default() }) } else { Err(not_an_object(&root)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_canonical_text_has_two_spaces_keeps_order_and_ends_with_a_newline() {
        let document = Document::parse(br#"{"b":1.10,"a":[],"c":{}}"#).unwrap();
        let text = "{\n  \"b\": 1.10,\n  \"a\": [],\n  \"c\": {}\n}\n";
        assert_eq!(String::from_utf8(document.to_text()).unwrap(), text);
    }

    #[test]
    fn a_document_is_an_object() {
        assert_eq!(
            Document::parse(b"[]").unwrap_err().to_string(),
            "an array where the document, an object, should start at line 1 column 1"
        );
    }

    #[test]
    fn the_whole_document_leaves_out_what_ctx_keeps() {
        let document = Document::parse(br#"{"a":1,"_ctx":{"handoffs":{}}}"#).unwrap();
        let view = document.visible(&KeyPath::root()).unwrap();
        assert_eq!(serde_json::to_string(&view).unwrap(), r#"{"a":1}"#);
        assert_eq!(view.to_value().to_string(), r#"{"a":1}"#);
    }
}
