//! Checks what ctx keeps in a document that was edited without ctx, and keeps out what is invalid.
//!
//! A member of `_ctx` that cannot be read, or that says what ctx never does (that the whole document
//! expires), would stop every later change. So it is checked once, when the edit is recorded. A valid
//! change is admitted like the rest of the edit, and the record names it.

use serde_json::{Map, Value};

use crate::draft::expiries;
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::kept::access::Rule;
use crate::kept::authority::Authority;
use crate::kept::collection::Kept;
use crate::kept::handoff::Handoff;
use crate::kept::lease::Lease;
use crate::kept::once::Once;
use crate::kept::ownership::Ownership;
use crate::kept::policy::Declared;
use crate::kept::read_position::ReadPosition;
use crate::kept::redaction;
use crate::kept::tag::Tag;
use crate::kept::task::Task;
use crate::kept::tidied::index::Tidied;
use crate::kept::vote::Vote;
use crate::text::timestamp::Timestamp;

/// How many places a message names.
const NAMED: usize = 20;

/// Removes invalid entries of what ctx keeps, and puts back the entries that were there `before`.
/// Returns their paths below `_ctx`. Redaction marks are not put back here, but by
/// [`redaction::keep_marks`].
pub fn admit(document: &mut Document, before: &Document) -> Vec<KeyPath> {
    let (reserved, before) = ([RESERVED_KEY.to_owned()], before.reserved());
    let mut kept_out = Vec::new();
    match document.reserved().cloned() {
        None => {}
        Some(Value::Object(mut kept)) => {
            admit_members(&mut kept, before, &mut kept_out);
            if !kept_out.is_empty() {
                document.replace_at_keys(&reserved, kept.into());
            }
        }
        Some(_) => {
            kept_out.push(KeyPath::key(RESERVED_KEY));
            match before {
                Some(before) => drop(document.replace_at_keys(&reserved, before.clone())),
                None => document.hide(&[KeyPath::key(RESERVED_KEY)]),
            }
        }
    }
    kept_out
}

fn admit_members(kept: &mut Map<String, Value>, before: Option<&Value>, kept_out: &mut Vec<KeyPath>) {
    let names: Vec<String> = kept.keys().cloned().collect();
    for name in names {
        let before = before.and_then(|before| before.get(&name)).filter(|_| name != redaction::MEMBER);
        let path = KeyPath::key(&name);
        match (collection(&name), kept.get_mut(&name)) {
            (Some(holds), Some(Value::Object(entries))) => {
                let bad = entries.iter().filter(|(key, value)| !holds(key, value));
                let bad: Vec<String> = bad.map(|(key, _)| key.clone()).collect();
                for key in &bad {
                    put_back(entries, key, before.and_then(|before| before.get(key)).filter(|value| holds(key, value)));
                }
                if !bad.is_empty() && entries.is_empty() {
                    kept.shift_remove(&name);
                }
                kept_out.extend(bad.into_iter().map(|key| path.child(Segment::Key(key))));
            }
            // A member that is not known, of a newer ctx perhaps, means nothing and is admitted.
            (None, Some(value)) if name != Authority::MEMBER || Authority::holds(value) => {}
            _ => {
                kept_out.push(path);
                put_back(kept, &name, before);
            }
        }
    }
}

fn put_back(members: &mut Map<String, Value>, key: &str, before: Option<&Value>) {
    match before {
        Some(before) => drop(members.insert(key.to_owned(), before.clone())),
        None => drop(members.shift_remove(key)),
    }
}

/// The paths, below `_ctx`, where what ctx keeps differs between two documents.
#[must_use]
pub fn changed(before: &Document, after: &Document) -> Vec<KeyPath> {
    let [before, after] = [before, after].map(Document::reserved);
    let members = |kept: Option<&Value>| kept.and_then(Value::as_object).cloned().unwrap_or_default();
    let (before, after) = (members(before), members(after));
    let mut found = Vec::new();
    for name in keys_of_both(&before, &after) {
        let path = KeyPath::key(&name);
        match (before.get(&name), after.get(&name)) {
            (old, new) if old == new => {}
            (old, new) if collection(&name).is_some() => {
                let (old, new) = (members(old), members(new));
                let keys = keys_of_both(&old, &new).into_iter().filter(|key| old.get(key) != new.get(key));
                found.extend(keys.map(|key| path.child(Segment::Key(key))));
            }
            _ => found.push(path),
        }
    }
    found
}

fn keys_of_both(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<String> {
    before.keys().chain(after.keys().filter(|key| !before.contains_key(*key))).cloned().collect()
}

/// Lists paths in a sentence.
#[must_use]
pub fn named(places: &[KeyPath]) -> String {
    let named: Vec<String> = places.iter().take(NAMED).map(KeyPath::to_string).collect();
    match places.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

/// Whether ctx itself could have put a value under a key of a collection.
type Holds = fn(&str, &Value) -> bool;

/// The members of `_ctx` that are collections.
const COLLECTIONS: [(&str, Holds); 13] = [
    (Rule::MEMBER, Rule::holds),
    (Handoff::MEMBER, Handoff::holds),
    (Task::MEMBER, Task::holds),
    (Lease::MEMBER, Lease::holds),
    (Once::MEMBER, Once::holds),
    (Vote::MEMBER, Vote::holds),
    (ReadPosition::MEMBER, ReadPosition::holds),
    (Tidied::MEMBER, Tidied::holds),
    (Tag::MEMBER, Tag::holds),
    (Ownership::MEMBER, Ownership::holds),
    (Declared::MEMBER, Declared::holds),
    (expiries::MEMBER, holds_expiry),
    (redaction::MEMBER, holds_mark),
];

fn collection(name: &str) -> Option<Holds> {
    COLLECTIONS.iter().find(|(member, _)| *member == name).map(|(_, holds)| *holds)
}

fn holds_expiry(key: &str, value: &Value) -> bool {
    is_place(key) && value.as_str().is_some_and(|time| time.parse::<Timestamp>().is_ok())
}

/// A short salt could be guessed, and would give the value away.
fn holds_mark(key: &str, value: &Value) -> bool {
    let is_salt = |salt: &Value| {
        salt.is_null() || salt.as_str().is_some_and(|s| s.len() == 32 && s.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    is_place(key) && value.is_object() && value.get("salt").is_none_or(is_salt)
}

/// Whether a key is the canonical path of a value of the user's.
fn is_place(key: &str) -> bool {
    let Ok(path) = key.parse::<KeyPath>() else { return false };
    let canonical = KeyPath::from(&path.pointer_in(&Value::Null));
    canonical.to_string() == key && !path.is_reserved() && !path.is_root()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn admitted(kept: &Value, before: &Value) -> (Value, Vec<String>) {
        let mut document = Document::try_from(json!({"a": 1, "_ctx": kept})).unwrap();
        let before = Document::try_from(json!({"_ctx": before})).unwrap();
        let kept_out = admit(&mut document, &before);
        (document.to_value()["_ctx"].clone(), kept_out.iter().map(KeyPath::to_string).collect())
    }

    #[test]
    fn what_does_not_hold_is_kept_out_member_by_member() {
        let time = "2026-11-20T00:00:00.000Z";
        for (kept, out) in [
            (json!({"expiries": {".": time}}), "expiries[\".\"]"),
            (json!({"expiries": {"a": 1}}), "expiries.a"),
            (json!({"expiries": {"_ctx.tags": time}}), "expiries[\"_ctx.tags\"]"),
            (json!({"expiries": {"a": "soon"}}), "expiries.a"),
            (json!({"policies": {"a": {"merge": "shuffle"}}}), "policies.a"),
            (json!({"policies": {"a b": {"merge": "deny"}}}), "policies[\"a b\"]"),
            (json!({"leases": {"x": {"name": "x"}}}), "leases.x"),
            (json!({"tasks": {"x": 1}}), "tasks.x"),
            (json!({"handoffs": {"h1": {}}}), "handoffs.h1"),
            (json!({"once": {"x": null}}), "once.x"),
            (json!({"votes": {"x": {"topic": "x"}}}), "votes.x"),
            (json!({"tags": {"x": []}}), "tags.x"),
            (json!({"owners": {"a": {"path": "a"}}}), "owners.a"),
            (json!({"redacted": {".": {}}}), "redacted[\".\"]"),
            (json!({"redacted": {"a": {"salt": "1"}}}), "redacted.a"),
            (json!({"authority": ["a", "a"]}), "authority"),
            (json!({"tasks": []}), "tasks"),
        ] {
            assert_eq!(admitted(&kept, &json!({})), (json!({}), vec![out.to_owned()]));
        }
        assert_eq!(admitted(&json!(7), &json!({"new": 1})), (json!({"new": 1}), vec!["_ctx".to_owned()]));
    }

    #[test]
    fn what_was_there_before_is_put_back_and_what_holds_comes_in() {
        let (was, time) = ("2026-11-19T00:00:00.000Z", "2026-11-20T00:00:00.000Z");
        let kept = json!({"expiries": {"a": 1, "b": time}, "policies": {"x": {"merge": "deny"}}, "later": [1]});
        let (kept, out) = admitted(&kept, &json!({"expiries": {"a": was}}));
        let expected = json!({"expiries": {"a": was, "b": time}, "policies": {"x": {"merge": "deny"}}, "later": [1]});
        assert_eq!((kept, out), (expected, vec!["expiries.a".to_owned()]));
    }

    #[test]
    fn what_is_another_than_before_is_named() {
        let document = |kept: Value| Document::try_from(json!({"_ctx": kept})).unwrap();
        let before = document(json!({"leases": {"x": 1, "y": 1}, "authority": ["a"]}));
        let after = document(json!({"leases": {"x": 2}, "tags": {"v": 1}, "authority": ["b"]}));
        assert_eq!(named(&changed(&before, &after)), "leases.x, leases.y, authority, tags.v");
        assert_eq!(named(&vec![KeyPath::key("a"); 22]).split(" and ").nth(1), Some("2 more"));
    }
}
