use super::*;
use crate::json::pretty::pretty;
use serde_json::{Value, json};

fn of(value: &Value) -> Outline {
    let text = pretty(value);
    outline(text.strip_suffix(b"\n").unwrap(), 0).unwrap()
}

#[test]
fn it_counts_and_measures_what_the_text_has() {
    let value = json!({"a": {"b\": ": [1, {}, [], {"c": null}]}, "{": "}", "t": "x\\", "e": {}});
    let found = of(&value);
    assert_eq!((found.kind, found.count, found.bytes), ("object", 4, pretty(&value).len() - 1));
    let keys: Vec<&Segment> = found.members.iter().map(|(segment, _)| segment).collect();
    assert_eq!(keys, ["a", "{", "t", "e"].map(|key| Segment::Key(key.to_owned())).iter().collect::<Vec<_>>());
    let (key, array) = &found.members[0].1.members[0];
    assert_eq!((key, array.kind, array.count), (&Segment::Key("b\": ".to_owned()), "array", 4));
    let items: Vec<_> = array.members.iter().map(|(_, o)| (o.kind, o.count, o.text.as_str())).collect();
    assert_eq!(items, [("number", 0, "1"), ("object", 0, "{}"), ("array", 0, "[]"), ("object", 1, "")]);
    assert_eq!(found.members[1].1.text, "\"}\"");
}

#[test]
fn the_largest_are_named_wherever_they_stand() {
    let long = |i: usize| if i % 100 == 7 { "x".repeat(2000 + i) } else { "y".to_owned() };
    let value: Value = (0..2000).map(|i| json!(long(i))).collect();
    let found = of(&value);
    assert_eq!((found.count, found.members.len()), (2000, NAMED[0] + LARGEST));
    let last: Vec<&Segment> = found.members.iter().skip(NAMED[0]).map(|(segment, _)| segment).collect();
    assert_eq!(last.first(), Some(&&Segment::Index(1207)));
    let objects: Value = (0..200).map(|i| json!({"k": [long(i)]})).collect();
    let found = of(&objects);
    assert_eq!(found.members.last().map(|(segment, o)| (segment.clone(), o.count)), Some((Segment::Index(107), 1)));
}

#[test]
fn a_text_that_is_not_canonical_is_not_guessed_at() {
    for text in ["{\n  \"a\": 1\n]", "{\n \"a\": 1\n}", "{\n  \"a\": 1\n}\n", "{\n  \"a\": {\n  }\n}", "{\n"] {
        assert_eq!(outline(text.as_bytes(), 0), None, "{text}");
    }
    assert_eq!(outline(b"{\n      \"a\": 1\n    }", 2).unwrap().count, 1);
}
