//! The order of keys: what comes back stands where it stood, and an order of its own is a change.

use serde_json::json;

use crate::support::Context;

/// The document on one line.
fn compact(context: &Context) -> String {
    context.document().chars().filter(|c| !c.is_whitespace()).collect()
}

/// A context of this document, with these commands behind it, each of words between spaces.
fn after(object: &str, commands: &[&str]) -> Context {
    let context = Context::with(object);
    for command in commands {
        let answer = context.run(&command.split(' ').collect::<Vec<_>>());
        assert_eq!(answer.code, 0, "{command}: {answer:?}");
    }
    context.run(&["-q", "verify"]).done();
    context
}

#[test]
fn a_restored_state_is_that_state_byte_for_byte() {
    let before = r#"{"a":1,"o":{"x":[{"p":1,"q":2}],"y":2,"z":3},"c":3}"#;
    for commands in [
        &["unset a", "restore 1"][..],
        &["unset a", "unset o.x", "unset o", "restore 1"],
        &["unset o.y", "set new 1", "restore 1"],
        &["unset o.x", "restore 1 --path o.x"],
        &["unset o", "restore 1 --path o.x", "restore 1"],
        &[r#"set o {"z":3,"x":[{"q":2,"p":1}],"y":2}"#, "restore 1"],
        &["unset a", "restore 1", "undo", "undo 2"],
    ] {
        let context = after(before, commands);
        assert_eq!(compact(&context), before, "{commands:?}");
        assert_eq!(context.run(&["get"]).done(), context.run(&["get", "--at", "1"]).done());
    }
}

#[test]
fn what_is_undone_stands_where_it_stood_among_what_others_added_since() {
    for (object, commands, expected) in [
        (r#"{"a":1,"b":2,"c":3}"#, &["unset a", "undo"][..], r#"{"a":1,"b":2,"c":3}"#),
        (r#"{"a":1,"b":2,"c":3}"#, &["unset b", "undo"], r#"{"a":1,"b":2,"c":3}"#),
        (r#"{"a":1,"b":2,"c":3}"#, &["unset a b", "undo"], r#"{"a":1,"b":2,"c":3}"#),
        (r#"{"a":1,"b":2,"c":3}"#, &["unset b", "set x 1", "undo 2"], r#"{"a":1,"b":2,"c":3,"x":1}"#),
        (r#"{"a":1,"b":2,"c":3}"#, &["unset a", "unset b", "undo 2"], r#"{"a":1,"c":3}"#),
        (r#"{"o":{"a":1,"b":2},"p":1}"#, &["unset o.a", "set o.x 1", "undo 2"], r#"{"o":{"a":1,"b":2,"x":1},"p":1}"#),
        (r#"{"a":1,"b":2}"#, &["unset a", "undo", "undo 3"], r#"{"b":2}"#),
        (r#"{"a":1,"b":2}"#, &["unset a", "undo", "undo 3", "undo 4"], r#"{"a":1,"b":2}"#),
    ] {
        assert_eq!(compact(&after(object, commands)), expected, "{object} {commands:?}");
    }
}

#[test]
fn another_order_of_keys_is_a_change_that_can_be_undone() {
    let context = Context::with(r#"{"o":{"b":1,"a":2},"l":[{"b":1,"a":2}]}"#);
    context.run(&["set", "o", r#"{"a":2,"b":1}"#, "--print-rev"]).prints("2\n");
    assert_eq!(compact(&context), r#"{"o":{"a":2,"b":1},"l":[{"b":1,"a":2}]}"#);
    context.run(&["set", "o", r#"{"a":2,"b":1}"#]).prints_and_says("", "ctx: unchanged: revision 2\n");
    context.run(&["merge", r#"{"o":{"b":1,"a":2}}"#]).prints_and_says("", "ctx: unchanged: revision 2\n");
    context.run(&["merge", r#"{"l":[{"a":2,"b":1}]}"#]).done();
    assert_eq!(compact(&context), r#"{"o":{"a":2,"b":1},"l":[{"a":2,"b":1}]}"#);
    context.run(&["-q", "undo"]).done();
    context.run(&["-q", "undo"]).done();
    assert_eq!(compact(&context), r#"{"o":{"b":1,"a":2},"l":[{"b":1,"a":2}]}"#);
    context.run(&["-q", "verify"]).done();
}

#[test]
fn keys_that_are_only_moved_are_nobodys_change() {
    let context = after(r#"{"a":1,"b":2}"#, &["set b 3"]);
    context.run_as("other", &["-q", "unset", "a"]).done();
    context.run_as("other", &["-q", "undo"]).done();
    let last = context.records().pop().unwrap();
    let moved = json!({"op": "move", "from": "/a", "path": "/a", "before": "b"});
    assert_eq!((&last["patch"][1], &last["v"]), (&moved, &2.into()));
    let blamed = context.run(&["blame", "b", "--json"]).done();
    assert!(blamed.contains("\"rev\": 2"), "{blamed}");
    context.run(&["set", "b", "4", "--if-unchanged-since", "2"]).done();
    context.write("context.json", "{\n  \"b\": 4,\n  \"a\": 1\n}\n");
    context.run(&["emit", "t"]).done();
    let edit = &context.records()[5];
    assert_eq!((&edit["op"], edit["patch"].as_array().unwrap().len()), (&"external".into(), 1));
    assert!(context.run(&["blame", "b", "--json"]).done().contains("\"rev\": 5"));
    context.run(&["-q", "undo", "6"]).done();
    assert_eq!(compact(&context), r#"{"a":1,"b":4}"#);
    context.run(&["-q", "verify"]).done();
}

#[test]
fn the_order_of_what_a_policy_denies_is_not_changed() {
    let context = after(r#"{"o":{"b":1,"a":2}}"#, &["policy merge o deny"]);
    let answer = context.run(&["set", "o", r#"{"a":2,"b":1}"#]);
    assert!(answer.code == 3 && answer.stderr.contains("o: the value may not be changed"), "{answer:?}");
}

#[test]
fn redacted_values_come_back_in_their_order_too() {
    let context = Context::with(r#"{"a":1,"b":2,"c":3}"#);
    context.run_with_input(&["set", "--redact", "k", "-"], "secret").done();
    context.run(&["unset", "a"]).done();
    context.run(&["-q", "undo"]).done();
    context.run(&["get"]).prints("{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3,\n  \"k\": \"secret\"\n}\n");
    assert!(context.records().pop().unwrap()["state"].is_null());
    context.run(&["-q", "verify"]).done();
}
