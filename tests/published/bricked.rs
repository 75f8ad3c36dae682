//! A context in which an older ctx published what no ctx reads.

use ctxfile::internals::json::patch::Patch;
use ctxfile::internals::log::digest::Digest;
use ctxfile::internals::log::entry::{Author, Change, Entry, Link, Revision};
use serde_json::json;

use super::{RESERVED, is_sound};
use crate::support::Context;

/// Its last record puts the reserved key there.
fn bricked() -> Context {
    let context = Context::with(r#"{"a":1}"#);
    let last = Entry::parse(context.log().trim_end().as_bytes()).unwrap();
    let text = format!("{{\n  \"a\": 1,\n  \"{RESERVED}\": 1\n}}\n");
    let place = format!("/{RESERVED}");
    let change = Change {
        op: "set".to_owned(),
        patch: Patch::from_json(json!([{"op": "add", "path": place, "value": 1}])).unwrap(),
        undo: Patch::from_json(json!([{"op": "remove", "path": place}])).unwrap(),
        author: Author { agent: "old".to_owned(), ..last.change.author },
        durability: "full".to_owned(),
        ..Change::default()
    };
    let link = Link { rev: Revision::new(2), prev: last.h, post: Digest::of(text.as_bytes()) };
    let line = String::from_utf8(Entry::seal(change, link).unwrap().line).unwrap();
    context.write("context.json.audit.jsonl", format!("{}{line}\n", context.log()));
    context.write("context.json", text);
    context
}

const WHY: &str = "could not read context.json: a reserved key at line 3 column 3\n\
                   hint: correct it, or move it away: `ctx verify` then tells, and the next write rebuilds revision 2\n";

#[test]
fn it_is_no_sound_context_for_anybody() {
    let context = bricked();
    context.run(&["get"]).fails(5, &format!("ctx: {WHY}"));
    context.run(&["verify"]).fails(5, &format!("ctx: {WHY}"));
    context.run(&["set", "b", "1"]).fails(5, &format!("ctx: could not set b in context.json: {WHY}"));
    let doctor = context.run(&["doctor"]);
    assert_eq!(doctor.code, 1, "{doctor:?}");
}

#[test]
fn it_is_not_published_again_and_nothing_says_that_it_was_mended() {
    let context = bricked();
    let log = context.log();
    let why = "revision 2 in the log is no document that can be read: the document would have the key \
               \"$serde_json::private::Number\", which is reserved\n\
               hint: put one that can be read in its place: the next change records it\n";
    let answer = context.run(&["repair", "--yes"]);
    assert_eq!(answer.code, 5, "{answer:?}");
    assert!(answer.stderr.ends_with(why), "{answer:?}");
    context.remove("context.json");
    context.run(&["set", "b", "1"]).fails(5, &format!("ctx: could not set b in context.json: {why}"));
    assert_eq!(context.log(), log);
    assert!(!context.path("context.json").exists());
}

#[test]
fn correcting_the_document_by_hand_mends_it() {
    let context = bricked();
    context.write("context.json", "{\n  \"a\": 1\n}\n");
    context.run(&["set", "b", "1"]).done();
    assert_eq!(context.ops(), ["merge", "set", "external", "set"]);
    is_sound(&context, &["a correction"]);
    context.remove("context.json");
    context.run(&["-q", "set", "b", "2"]).done();
    assert_eq!(context.document(), "{\n  \"a\": 1,\n  \"b\": 2\n}\n");
}
