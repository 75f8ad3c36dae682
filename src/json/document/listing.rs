//! What an object or array has, without looking into it.

use serde_json::Value;

use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::document::reach::Reached;
use crate::json::key_path::KeyPath;

/// What is at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listing {
    /// The keys of an object, in order.
    Keys(Vec<String>),
    /// How many items an array has.
    Items(usize),
    /// The kind of a value that has neither.
    Scalar(&'static str),
}

impl Document {
    /// What the value at `path` has; `None` if there is no value. The root leaves out what ctx keeps.
    #[must_use]
    pub fn listing(&self, path: &KeyPath) -> Option<Listing> {
        Some(match self.reached(path.segments())? {
            Reached::Array(len) => Listing::Items(len),
            Reached::Scalar(kind) => Listing::Scalar(kind),
            Reached::Object | Reached::Value(_) => {
                let mut keys = self.keys(path);
                keys.retain(|key| !path.is_root() || key != RESERVED_KEY);
                Listing::Keys(keys)
            }
        })
    }

    /// The first keys of the object at `path` that begin with `prefix`, in order, and at most so many: for
    /// suggestions, since a long document is not checked. Empty if there is no object. The root leaves out what ctx
    /// keeps.
    #[must_use]
    pub fn keys_suggested(&self, path: &KeyPath, prefix: &str, most: usize) -> Vec<String> {
        let is_plain = !prefix.contains(|c: char| c == '"' || c == '\\' || c.is_control());
        let text = self.text.as_ref().filter(|_| is_plain);
        let found = text.and_then(|text| text.keys_suggested(path.segments(), prefix, most));
        let mut keys = found.unwrap_or_else(|| self.keys(path));
        keys.retain(|key| key.starts_with(prefix) && (!path.is_root() || key != RESERVED_KEY));
        keys.truncate(most);
        keys
    }

    /// Whether some object of the document may have `key`, of plain characters. Certain only if none has.
    #[must_use]
    pub fn may_have(&self, key: &str) -> bool {
        self.text.as_ref().is_none_or(|text| text.may_have(key))
    }

    fn keys(&self, path: &KeyPath) -> Vec<String> {
        if let Some(keys) = self.text.as_ref().and_then(|text| text.keys(path.segments())) {
            return keys;
        }
        let value = if path.is_root() { Some(self.tree()) } else { self.get(path) };
        value.and_then(Value::as_object).map(|members| members.keys().cloned().collect()).unwrap_or_default()
    }
}
