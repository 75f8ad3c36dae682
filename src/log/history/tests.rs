use super::*;
use crate::json::patch::Patch;
use crate::log::digest::Digest;
use crate::log::entry::Link;
use serde_json::{Value, json};

fn record(patch: Value) -> Entry {
    let change = Change { patch: Patch::from_json(patch).unwrap(), ..Change::default() };
    let link = Link { rev: Revision::new(1), prev: Digest::NONE, post: Digest::NONE };
    Entry::seal(change, link).unwrap()
}

fn touched(patch: Value, place: &str) -> bool {
    touches(&record(patch), &place.parse().unwrap())
}

#[test]
fn a_change_touches_what_it_names_and_what_is_above_and_below() {
    let set = json!([{"op": "replace", "path": "/a/b", "value": 1}]);
    for (place, expected) in
        [("/a/b", true), ("/a", true), ("", true), ("/a/b/c", true), ("/a/c", false), ("/x", false)]
    {
        assert_eq!(touched(set.clone(), place), expected, "{place}");
    }
}

#[test]
fn inserting_an_item_touches_those_behind_it() {
    let insert = json!([{"op": "remove", "path": "/a/1"}]);
    for (place, expected) in [("/a/0", false), ("/a/1", true), ("/a/2", true), ("/a/3/x", true), ("/b/3", false)] {
        assert_eq!(touched(insert.clone(), place), expected, "{place}");
    }
}

#[test]
fn taking_over_a_whole_document_touches_everything() {
    let mut entry = record(json!([]));
    assert!(!touches(&entry, &Pointer::default()));
    entry.change.state = Some(json!({}));
    assert!(touches(&entry, &"/a".parse().unwrap()));
    entry.change.op = Message::OP.to_owned();
    assert!(!touches(&entry, &"/a".parse().unwrap()), "a message changes nothing");
}
