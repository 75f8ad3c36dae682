use super::*;
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
