//! The document: one JSON object, and the text that holds it.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use crate::json;
use crate::json::RESERVED_KEY;
use crate::json::key_path::KeyPath;
use crate::json::patch::{Patch, PatchError};
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
        pretty(&self.root)
    }

    #[must_use]
    pub fn root(&self) -> &Value {
        &self.root
    }

    pub(crate) fn root_mut(&mut self) -> &mut Value {
        &mut self.root
    }

    /// Applies a patch, all or nothing.
    ///
    /// # Errors
    /// A patch that does not fit, or that would leave no object.
    pub fn apply(&mut self, patch: &Patch) -> Result<Patch, PatchError> {
        let undo = patch.apply(&mut self.root)?;
        if self.root.is_object() {
            return Ok(undo);
        }
        undo.apply(&mut self.root)?;
        Err(PatchError("the document would be no object".to_owned()))
    }

    /// Leaves out what is at `path`, for a reader.
    pub(crate) fn hide(&mut self, path: &KeyPath) {
        let place = path.pointer_in(&self.root);
        let Some((parents, token)) = place.split_last() else { return };
        if let Some(Value::Object(members)) = Pointer::get_mut(parents, &mut self.root) {
            members.shift_remove(token);
        }
    }

    #[must_use]
    pub fn get(&self, path: &KeyPath) -> Option<&Value> {
        path.get(&self.root)
    }

    /// The members at the top that are the user's: without what ctx keeps.
    pub fn members(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.root.as_object().into_iter().flatten().filter(|(key, _)| *key != RESERVED_KEY)
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
