//! What readers see of a document.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use crate::json::document::Document;
use crate::json::key_path::KeyPath;

impl Document {
    /// What the document shows of itself at `path`; the root leaves out what ctx keeps.
    #[must_use]
    pub fn visible(&self, path: &KeyPath) -> Option<Visible<'_>> {
        if path.is_root() { Some(Visible::Whole(self)) } else { self.get(path).map(Visible::Value) }
    }
}

/// A value as a reader sees it.
#[derive(Clone, Copy, Debug)]
pub enum Visible<'d> {
    Whole(&'d Document),
    Value(&'d Value),
}

impl Visible<'_> {
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

impl Serialize for Visible<'_> {
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
