//! Where a document has values that are redacted.

use serde_json::{Value, json};

use crate::draft::Draft;
use crate::json::RESERVED_KEY;
use crate::json::concealed::{HASH, is_hash};
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::patch::Operation;
use crate::json::pointer::Pointer;
use crate::log::digest::Digest;
use crate::log::redacted::MEMBER;

/// Random bytes, as hexadecimal digits.
pub type Salt = String;

/// A place whose value is redacted.
pub(crate) struct Mark {
    /// The key under which `_ctx.redacted` has it.
    pub name: String,
    /// Keys from the top: nothing in an array is ever redacted, since items move.
    pub keys: Vec<String>,
    pub salt: Option<Salt>,
}

impl Mark {
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

    /// Whether a step is about this place, or one above or below it.
    pub fn meets(&self, step: &Operation) -> bool {
        self.is_on_the_way_to(step.path())
    }

    /// Whether `place` is this one, or one above or below it.
    pub fn is_on_the_way_to(&self, place: &Pointer) -> bool {
        place.tokens().iter().zip(&self.keys).all(|(token, key)| token == key)
    }

    /// Replaces the salt, where the mark has one.
    pub fn set_salt(&self, document: &mut Document, salt: Value) {
        document.replace_at_keys(self.kept_at().child("salt").tokens(), salt);
    }

    /// Whether another value has the place than `before`, and still the salt of that one.
    pub fn is_stale(&self, before: &Document, draft: &Draft<'_>) -> bool {
        let kept_salt = marks(before).iter().any(|mark| mark.name == self.name && mark.salt == self.salt);
        kept_salt && self.value_in(before) != self.value_in(draft.document())
    }

    /// What stands for `value` in the log.
    pub fn conceal(&self, value: &Value) -> Value {
        match &self.salt {
            Some(salt) => json!({HASH: Digest::of(format!("{salt}{value}").as_bytes()).to_string()}),
            None if is_hash(value) => value.clone(),
            // Somebody put it there without ctx, and without salt a hash would say too much.
            None => json!({HASH: null}),
        }
    }
}

/// Where the marks are kept.
pub(crate) fn kept_in() -> Pointer {
    Pointer::default().child(RESERVED_KEY).child(MEMBER)
}

/// All places, those above others first.
pub(crate) fn marks(document: &Document) -> Vec<Mark> {
    let kept = document.kept(MEMBER).and_then(Value::as_object);
    let mark = |(name, mark): (&String, &Value)| {
        let path: KeyPath = name.parse().ok()?;
        let key = |segment: &Segment| match segment {
            Segment::Key(key) => Some(key.clone()),
            _ => None,
        };
        let keys = path.segments().iter().map(key).collect::<Option<Vec<String>>>()?;
        let salt = mark.get("salt").and_then(Value::as_str).map(str::to_owned);
        Some(Mark { name: name.clone(), keys, salt })
    };
    let mut marks: Vec<Mark> = kept.into_iter().flatten().filter_map(mark).collect();
    marks.sort_by_key(|mark| mark.keys.len());
    marks
}

pub(crate) fn collection() -> KeyPath {
    KeyPath::key(RESERVED_KEY).child(Segment::Key(MEMBER.to_owned()))
}

/// Where these steps put a hash in the place of a value; `document` is what they led to.
#[must_use]
pub fn hashes_put(document: &Document, steps: &[Operation]) -> Vec<KeyPath> {
    let is_touched = |mark: &Mark| steps.iter().any(|step| mark.meets(step));
    let is_hashed = |mark: &Mark| mark.value_in(document).is_some_and(is_hash);
    marks(document).iter().filter(|mark| is_touched(mark) && is_hashed(mark)).map(Mark::path).collect()
}
