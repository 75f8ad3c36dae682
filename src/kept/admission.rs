//! What ctx keeps in a document that was changed without ctx: what does not hold is kept out.
//!
//! A member of `_ctx` that cannot be read, or that means what ctx never lets anybody say (a document
//! that ends), would stop every later change; so it is looked at when it comes in, once. What holds
//! and is another than before comes in as everything in such an edit does, and the record names it.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::draft::expiries;
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::key_path::{KeyPath, Segment};
use crate::kept::authority::Authority;
use crate::kept::handoff::Handoff;
use crate::kept::lease::Lease;
use crate::kept::once::Once;
use crate::kept::ownership::Owners;
use crate::kept::policy::Policies;
use crate::kept::redaction;
use crate::kept::tag::Tag;
use crate::kept::task::Task;
use crate::text::timestamp::Timestamp;

/// So many are named; whoever reads more than that reads the record.
const NAMED: usize = 20;

/// Takes out of a document what does not hold of what ctx keeps, and puts back what was there
/// `before`; the places, below `_ctx`. Marks of redaction are not put back here: see
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
                None => document.hide(&KeyPath::key(RESERVED_KEY)),
            }
        }
    }
    kept_out
}

fn admit_members(kept: &mut Map<String, Value>, before: Option<&Value>, kept_out: &mut Vec<KeyPath>) {
    let names: Vec<String> = kept.keys().cloned().collect();
    for name in names {
        let before = before.and_then(|before| before.get(&name));
        let path = KeyPath::key(&name);
        match (is_collection(&name), kept.get_mut(&name)) {
            (true, Some(Value::Object(entries))) => {
                let bad = entries.iter().filter(|(key, value)| !holds(&name, key, value));
                let bad: Vec<String> = bad.map(|(key, _)| key.clone()).collect();
                for key in &bad {
                    let before = before.and_then(|before| before.get(key)).filter(|value| holds(&name, key, value));
                    put_back(entries, key, before.filter(|_| name != redaction::MEMBER));
                }
                if !bad.is_empty() && entries.is_empty() {
                    kept.shift_remove(&name);
                }
                kept_out.extend(bad.into_iter().map(|key| path.child(Segment::Key(key))));
            }
            (false, Some(value)) if name != Authority::MEMBER || is_authority(value) => {}
            _ => {
                kept_out.push(path);
                put_back(kept, &name, before.filter(|_| name != redaction::MEMBER));
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

/// What ctx keeps that is another in one document than in the other; the places, below `_ctx`.
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
            (old, new) if is_collection(&name) => {
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

/// Places, as a sentence names them.
#[must_use]
pub fn named(places: &[KeyPath]) -> String {
    let named: Vec<String> = places.iter().take(NAMED).map(KeyPath::to_string).collect();
    match places.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

/// Whether a member of `_ctx` is an object of many things of one kind.
fn is_collection(name: &str) -> bool {
    ["handoffs", "tasks", "leases", "once", "tags", "owners", "policies", expiries::MEMBER, redaction::MEMBER]
        .contains(&name)
}

/// Whether what is kept under a key is what ctx would keep there. Members of `_ctx` that are not
/// known, a newer ctx's perhaps, mean nothing and hold.
fn holds(member: &str, key: &str, value: &Value) -> bool {
    let Ok(alone) = Document::try_from(json!({RESERVED_KEY: {member: {key: value}}})) else { return false };
    let is_time = |text: &str| text.parse::<Timestamp>().is_ok();
    match member {
        "handoffs" => Handoff::all(&alone).is_ok_and(|all| all.iter().all(|handoff| handoff.id.to_string() == key)),
        "tasks" => Task::all(&alone).is_ok_and(|all| all.iter().all(|task| task.id.as_str() == key)),
        "leases" => Lease::all(&alone)
            .is_ok_and(|all| all.iter().all(|lease| lease.name.as_str() == key && is_time(&lease.until))),
        "once" => Once::deserialize(value).is_ok_and(|once| once.name.as_str() == key),
        "tags" => Tag::all(&alone).is_ok_and(|all| all.iter().all(|tag| tag.name.as_str() == key)),
        "owners" => Owners::of(&alone).is_ok() && value.get("path").and_then(Value::as_str) == Some(key),
        "policies" => Policies::of(&alone).is_ok() && is_place(key),
        expiries::MEMBER => value.as_str().is_some_and(is_time) && is_place(key) && key != ".",
        redaction::MEMBER => is_place(key) && key != "." && is_mark(value),
        _ => true,
    }
}

/// Whether a key is the canonical path of something that is the user's.
fn is_place(key: &str) -> bool {
    let Ok(path) = key.parse::<KeyPath>() else { return false };
    let canonical = KeyPath::from(&path.pointer_in(&Value::Null)).to_string();
    canonical == key && !path.is_reserved()
}

/// A salt that is short enough to be guessed would give the value away.
fn is_mark(value: &Value) -> bool {
    let is_salt = |salt: &Value| {
        salt.is_null() || salt.as_str().is_some_and(|s| s.len() == 32 && s.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    value.is_object() && value.get("salt").is_none_or(is_salt)
}

fn is_authority(value: &Value) -> bool {
    let alone = Document::try_from(json!({RESERVED_KEY: {Authority::MEMBER: value}}));
    let agents = alone.ok().and_then(|alone| Authority::of(&alone).ok());
    agents.is_some_and(|authority| Authority::new(authority.agents().to_vec()).is_ok())
}

#[cfg(test)]
mod tests {
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
