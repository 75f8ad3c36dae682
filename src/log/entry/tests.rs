use serde_json::Map;

use super::*;
use crate::json::patch::Patch;
use serde_json::json;

fn sealed() -> Entry {
    let change = Change {
        op: "set".into(),
        args: json!({"path": "a"}),
        patch: Patch::from_json(json!([{"op": "add", "path": "/a", "value": 1.10}])).unwrap(),
        undo: Patch::from_json(json!([{"op": "remove", "path": "/a"}])).unwrap(),
        state: Some(json!({"a": 1.10})),
        author: Author { agent: "planner".into(), at: "2026-11-20T00:00:00.000Z".into(), ..Author::default() },
        durability: "full".into(),
        ..Change::default()
    };
    let link = Link { rev: Revision::new(12), prev: Digest::NONE, post: Digest::of(b"{}") };
    Entry::seal(change, link).unwrap()
}

#[test]
fn a_record_reads_back_as_it_was_written() {
    let entry = sealed();
    assert_eq!(Entry::parse(&entry.line), Ok(entry));
}

#[test]
fn the_members_of_fixed_size_come_last() {
    let entry = sealed();
    let tail = format!(
        "\"v\":1,\"rev\":12,\"prev\":\"{}\",\"post\":\"{}\",\"h\":\"{}\"}}",
        Digest::NONE,
        Digest::of(b"{}"),
        entry.h
    );
    assert!(String::from_utf8(entry.line).unwrap().ends_with(&tail));
}

#[test]
fn an_hmac_stands_before_the_digest_which_covers_it() {
    let Entry { change, link, .. } = sealed();
    let key = AuditKey::new(&[7; 32]).unwrap();
    let entry = Entry::seal_with(change, link, Some(&key)).unwrap();
    let hmac = key.hmac(entry.covered_by_hmac());
    let tail = format!(",\"post\":\"{}\",\"hmac\":\"{hmac}\",\"h\":\"{}\"}}", link.post, entry.h);
    assert!(String::from_utf8(entry.line.clone()).unwrap().ends_with(&tail));
    assert_eq!(sealed().covered_by_hmac(), entry.covered_by_hmac());
    assert_eq!(Entry::parse(&entry.line), Ok(entry));
}

#[test]
fn one_changed_byte_anywhere_breaks_the_record() {
    let line = sealed().line;
    for i in 0..line.len() {
        let mut changed = line.clone();
        changed[i] ^= 1;
        assert!(Entry::parse(&changed).is_err(), "byte {i}");
    }
    assert_eq!(Entry::parse(b""), Err(BadEntry::Broken));
}

#[test]
fn a_record_of_a_newer_format_says_so() {
    let body = r#"{"op":"set","v":3,"rev":1"#;
    let line = format!("{body},\"h\":\"{}\"}}", Digest::of(body.as_bytes()));
    let why = BadEntry::Newer(3);
    assert_eq!(Entry::parse(line.as_bytes()), Err(why));
}

fn nested(depth: usize) -> Value {
    (0..depth).fold(Value::Null, |inner, i| if i % 2 == 0 { json!([1, inner]) } else { json!({"a": inner}) })
}

fn reserved() -> Value {
    Map::from_iter([(json::NUMBER_TOKEN.to_owned(), json!(1))]).into()
}

#[test]
fn a_record_is_held_to_what_reads_it_whichever_of_its_members_breaks_it() {
    let link = Link { rev: Revision::new(1), prev: Digest::NONE, post: Digest::NONE };
    let patch = |value: Value| Patch::from_json(json!([{"op": "add", "path": "/a", "value": value}])).unwrap();
    // So deep that a record which wraps it is just read, and one more is not.
    for (value, args, put, state) in [
        (nested(RECORD_DEPTH - 3), true, true, true),
        (nested(RECORD_DEPTH - 2), true, false, true),
        (nested(RECORD_DEPTH), false, false, false),
        (reserved(), false, false, false),
    ] {
        let of_args = Change { args: value.clone(), ..Change::default() };
        let of_patch = Change { patch: patch(value.clone()), ..Change::default() };
        let of_undo = Change { undo: patch(value.clone()), ..Change::default() };
        let of_state = Change { state: Some(value), ..Change::default() };
        for (change, admitted) in [(of_args, args), (of_patch, put), (of_undo, put), (of_state, state)] {
            assert_eq!(Entry::seal(change.clone(), link).is_ok(), admitted, "{change:?}");
        }
    }
    let change = Change { args: json!({"data": [reserved()]}), ..Change::default() };
    let why = "data[0] would have the key \"$serde_json::private::Number\", which is reserved";
    assert_eq!(Entry::seal(change, link).unwrap_err().to_string(), why);
}
