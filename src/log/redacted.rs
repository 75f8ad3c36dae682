//! Redacted values, as the log shows them.

use serde_json::Value;

use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::patch::Operation;
use crate::json::redaction_hash::is_hash;

/// The member of `_ctx` that says which values are redacted, by canonical path.
pub const MEMBER: &str = "redacted";

/// The paths that an operation in the log marks as redacted.
#[must_use]
pub fn marked_by(step: &Operation) -> Vec<KeyPath> {
    let value = match step {
        Operation::Add { value, .. } | Operation::Replace { value, .. } => Some(value),
        _ => None,
    };
    let names_in = |value: Option<&Value>| -> Vec<String> {
        value.and_then(Value::as_object).into_iter().flat_map(|members| members.keys().cloned()).collect()
    };
    let names = match step.path().tokens() {
        [first] if first == RESERVED_KEY => names_in(value.and_then(|kept| kept.get(MEMBER))),
        [first, second] if first == RESERVED_KEY && second == MEMBER => names_in(value),
        [first, second, name, ..] if first == RESERVED_KEY && second == MEMBER => vec![name.clone()],
        _ => Vec::new(),
    };
    names.iter().filter_map(|name| name.parse().ok()).collect()
}

/// Whether an operation in the log only changes redaction marks.
#[must_use]
pub fn is_of_marks(step: &Operation) -> bool {
    match (step.path().tokens(), step) {
        ([first, second, ..], _) => first == RESERVED_KEY && second == MEMBER,
        ([first], Operation::Add { value, .. }) if first == RESERVED_KEY => {
            value.as_object().is_some_and(|members| members.keys().all(|name| name == MEMBER))
        }
        _ => false,
    }
}

/// The redacted values of which a document has only the hash that the log has, since its own value was
/// lost: their paths, and the keys that lead there.
#[must_use]
pub fn lost(document: &Document) -> Vec<(KeyPath, Vec<String>)> {
    let marks = document.kept(MEMBER).and_then(Value::as_object);
    let lost = |(name, mark): (&String, &Value)| {
        let (path, keys) = keys_of(name)?;
        let has_salt = mark.get("salt").is_some_and(Value::is_string);
        (!has_salt && document.at_keys(&keys).is_some_and(is_hash)).then_some((path, keys))
    };
    marks.into_iter().flatten().filter_map(lost).collect()
}

/// The path that is the key of a mark, and the keys that lead there; nothing in an array is redacted.
#[must_use]
pub fn keys_of(name: &str) -> Option<(KeyPath, Vec<String>)> {
    let path: KeyPath = name.parse().ok()?;
    let key = |segment: &Segment| match segment {
        Segment::Key(key) => Some(key.clone()),
        _ => None,
    };
    let keys = path.segments().iter().map(key).collect::<Option<_>>()?;
    Some((path, keys))
}
