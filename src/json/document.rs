//! The document: one JSON object, and the text that holds it.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use crate::json;
use crate::json::RESERVED_KEY;
use crate::json::key_path::KeyPath;
use crate::json::order::is_same;
use crate::json::patch::{Operation, Patch, PatchError};
use crate::json::pointer::Pointer;
use crate::json::{JsonError, kind_of};

/// A JSON object. Nobody else knows how its text is held.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    root: Value,
}

impl Default for Document {
    fn default() -> Self {
        Self { root: Value::Object(Map::new()) }
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

    /// The canonical text: two spaces, key order kept, a final newline.
    #[must_use]
    pub fn to_text(&self) -> Vec<u8> {
        pretty(self.root())
    }

    /// The whole document as a value, with what ctx keeps in it.
    #[must_use]
    pub fn to_value(&self) -> Value {
        self.root.clone()
    }

    fn root(&self) -> &Value {
        &self.root
    }

    fn root_mut(&mut self) -> &mut Value {
        &mut self.root
    }

    /// The whole document as one tree, for walks that visit all of it. Each use says why it needs it.
    pub(crate) fn tree(&self) -> &Value {
        self.root()
    }

    /// Applies a patch, all or nothing.
    ///
    /// # Errors
    /// A patch that does not fit, or that would leave something other than an object.
    pub fn apply(&mut self, patch: &Patch) -> Result<Patch, PatchError> {
        let undo = patch.apply(self.root_mut())?;
        if self.root().is_object() {
            return Ok(undo);
        }
        undo.apply(self.root_mut())?;
        Err(PatchError("the document would be no object".to_owned()))
    }

    /// Applies one operation. Applying what it returns, in reverse order, takes it back.
    ///
    /// # Errors
    /// An operation that does not fit; the document is then unchanged.
    pub(crate) fn perform(&mut self, operation: &Operation) -> Result<Vec<Operation>, PatchError> {
        operation.apply(self.root_mut())
    }

    /// Replaces the value that these keys lead to, objects only; `false` if there is none.
    pub(crate) fn replace_at_keys(&mut self, keys: &[String], value: Value) -> bool {
        let found = keys.iter().try_fold(self.root_mut(), |value, key| value.as_object_mut()?.get_mut(key));
        found.map(|found| *found = value).is_some()
    }

    /// Leaves out what is at `path`, for a reader.
    pub(crate) fn hide(&mut self, path: &KeyPath) {
        let place = self.pointer(path);
        let Some((parents, token)) = place.split_last() else { return };
        if let Some(Value::Object(members)) = Pointer::get_mut(parents, self.root_mut()) {
            members.shift_remove(token);
        }
    }

    /// The value at a path.
    #[must_use]
    pub fn get(&self, path: &KeyPath) -> Option<&Value> {
        path.get(self.root())
    }

    /// The value at a place.
    #[must_use]
    pub fn at(&self, place: &Pointer) -> Option<&Value> {
        place.get(self.root())
    }

    /// The value that these keys lead to, through objects only.
    #[must_use]
    pub fn at_keys(&self, keys: &[String]) -> Option<&Value> {
        keys.iter().try_fold(self.root(), |value, key| value.as_object()?.get(key))
    }

    /// How many steps of `path` lead to something, and the value there; `None` for the document
    /// itself.
    pub(crate) fn reach(&self, path: &KeyPath) -> (usize, Option<&Value>) {
        let (mut steps, mut found) = (0, None);
        for segment in path.segments() {
            let Some(next) = segment.of(found.unwrap_or(self.root())) else { break };
            (steps, found) = (steps + 1, Some(next));
        }
        (steps, found)
    }

    /// All that ctx keeps in the document: the member `_ctx`.
    pub(crate) fn reserved(&self) -> Option<&Value> {
        self.root().get(RESERVED_KEY)
    }

    /// One member of what ctx keeps: `_ctx.MEMBER`.
    #[must_use]
    pub fn kept(&self, member: &str) -> Option<&Value> {
        self.reserved()?.get(member)
    }

    /// The place that a path leads to. Items counted from the end are looked up.
    #[must_use]
    pub fn pointer(&self, path: &KeyPath) -> Pointer {
        path.pointer_in(self.root())
    }

    /// The path of a place, with indices where the document has arrays.
    #[must_use]
    pub fn path(&self, place: &Pointer) -> KeyPath {
        KeyPath::of(place, self.root())
    }

    /// The first array that a path leads into: one that is there, or one that setting a value at
    /// the path would make.
    #[must_use]
    pub fn array_above(&self, path: &KeyPath) -> Option<KeyPath> {
        path.array_above(self.root())
    }

    /// Whether both hold the same, their keys in the same order too.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        is_same(self.root(), other.root())
    }

    /// The members at the top that are the user's: without what ctx keeps.
    pub fn members(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.root().as_object().into_iter().flatten().filter(|(key, _)| *key != RESERVED_KEY)
    }

    /// What the document shows of itself at `path`; the root leaves out what ctx keeps.
    #[must_use]
    pub fn view(&self, path: &KeyPath) -> Option<View<'_>> {
        if path.is_root() { Some(View::Whole(self)) } else { self.get(path).map(View::Value) }
    }
}

impl TryFrom<Value> for Document {
    type Error = JsonError;

    fn try_from(root: Value) -> Result<Self, JsonError> {
        if root.is_object() {
            return Ok(Self { root });
        }
        let reason = format!("{} where the document, an object, should start", kind_of(&root));
        Err(JsonError { line: 1, column: 1, reason })
    }
}

/// A value as a reader sees it.
#[derive(Clone, Copy, Debug)]
pub enum View<'d> {
    Whole(&'d Document),
    Value(&'d Value),
}

impl View<'_> {
    /// The text of a string, which is printed without quotes.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Whole(_) => None,
            Self::Value(value) => value.as_str(),
        }
    }

    #[must_use]
    pub fn to_value(&self) -> Value {
        match self {
            Self::Whole(document) => {
                document.members().map(|(k, v)| (k.clone(), v.clone())).collect::<Map<_, _>>().into()
            }
            Self::Value(value) => (*value).clone(),
        }
    }
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::Whole(document) => {
                let mut map = serializer.serialize_map(None)?;
                for (key, value) in document.members() {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

/// JSON over several lines, as the document is written, with a final newline.
#[must_use]
pub fn pretty(value: &impl Serialize) -> Vec<u8> {
    // Values have string keys only, and memory does not fail to be written to.
    let mut text = serde_json::to_vec_pretty(value).unwrap_or_default();
    text.push(b'\n');
    text
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
        let view = document.view(&KeyPath::root()).unwrap();
        assert_eq!(serde_json::to_string(&view).unwrap(), r#"{"a":1}"#);
        assert_eq!(view.to_value().to_string(), r#"{"a":1}"#);
    }
}
