//! The marks that say which values are redacted.

use serde_json::{Value, json};

use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::pointer::Pointer;
use crate::json::redaction_hash::{HASH, is_hash};
use crate::log::digest::Digest;
use crate::log::redacted::{MEMBER, keys_of};

/// Random bytes, as hexadecimal digits.
pub type Salt = String;

/// The mark of a redacted value.
pub(crate) struct Mark {
    /// Its key in `_ctx.redacted`: the path of the value.
    pub name: String,
    /// The keys that lead to the value. Nothing in an array is ever redacted, since items move.
    pub keys: Vec<String>,
    pub salt: Option<Salt>,
}

impl Mark {
    /// The mark with this name.
    pub fn of(document: &Document, name: &str) -> Option<Self> {
        Self::read(name, document.kept(MEMBER)?.get(name)?)
    }

    fn read(name: &str, value: &Value) -> Option<Self> {
        let (_, keys) = keys_of(name)?;
        let salt = value.get("salt").and_then(Value::as_str).map(str::to_owned);
        Some(Self { name: name.to_owned(), keys, salt })
    }

    pub fn path(&self) -> KeyPath {
        KeyPath::new(self.keys.iter().cloned().map(Segment::Key).collect())
    }

    pub fn place(&self) -> Pointer {
        Pointer::new(self.keys.clone())
    }

    pub fn kept_at(&self) -> Pointer {
        kept_in().child(self.name.clone())
    }

    pub fn value_in<'d>(&self, document: &'d Document) -> Option<&'d Value> {
        document.at_keys(&self.keys)
    }

    /// Replaces the salt, if the mark has one.
    pub fn set_salt(&self, document: &mut Document, salt: Value) {
        document.replace_at_keys(self.kept_at().child("salt").tokens(), salt);
    }

    /// What stands for `value` in the log.
    pub fn hash_of(&self, value: &Value) -> Value {
        match &self.salt {
            Some(salt) => json!({HASH: Digest::of(format!("{salt}{value}").as_bytes()).to_string()}),
            None if is_hash(value) => value.clone(),
            // It was put there without ctx. A hash without a salt would say too much.
            None => json!({HASH: null}),
        }
    }
}

/// Where the marks are kept.
pub(crate) fn kept_in() -> Pointer {
    Pointer::default().child(RESERVED_KEY).child(MEMBER)
}

/// All marks of a document, those of values above others first.
pub(crate) fn marks(document: &Document) -> Vec<Mark> {
    let kept = document.kept(MEMBER).and_then(Value::as_object);
    let mut marks: Vec<Mark> = kept.into_iter().flatten().filter_map(|(name, value)| Mark::read(name, value)).collect();
    marks.sort_by_key(|mark| mark.keys.len());
    marks
}
