//! `mv` and `cp`.

use serde_json::json;

use crate::support::Context;

#[test]
fn a_value_is_moved_or_copied_in_one_revision() {
    let context = Context::with(r#"{"a":{"b":1},"c":2}"#);
    context.run(&["mv", "a.b", "x.y", "--print-rev"]).prints("2\n");
    context.run(&["cp", "x", "z", "--print-rev"]).prints("3\n");
    context
        .run(&["get", "--json"])
        .prints("{\n  \"a\": {},\n  \"c\": 2,\n  \"x\": {\n    \"y\": 1\n  },\n  \"z\": {\n    \"y\": 1\n  }\n}\n");
    assert_eq!(context.records()[1]["args"], json!({"from": "a.b", "to": "x.y"}));
    context.run(&["-q", "undo"]).done();
    context.run(&["-q", "undo"]).done();
    context.run(&["get", "--json"]).prints("{\n  \"a\": {\n    \"b\": 1\n  },\n  \"c\": 2\n}\n");
    context.run(&["verify"]).done();
}

#[test]
fn what_is_there_is_replaced_only_if_that_is_asked_for() {
    let context = Context::with(r#"{"a":1,"b":2}"#);
    for verb in ["mv", "cp"] {
        let tried = if verb == "mv" { "move" } else { "copy" };
        context.run(&[verb, "a", "b"]).normalized(&context).fails(
            3,
            &format!(
                "ctx: could not {tried} a to b in context.json: b exists already; \
                 last changed by planner at TIME in revision 1\n\
                 hint: to replace it: ctx -c context.json {verb} --replace a b\n"
            ),
        );
    }
    context.run(&["mv", "--replace", "a", "b"]).done();
    context.run(&["get", "--json"]).prints("{\n  \"b\": 1\n}\n");
}

#[test]
fn what_cannot_be_moved_is_refused() {
    let context = Context::with(r#"{"a":{"b":1},"l":[1,2]}"#);
    context.run(&["mv", "none", "x"]).fails(1, "ctx: could not move none to x in context.json: there is no none\nhint: to see what is there: ctx -c context.json overview\n");
    for (from, to) in [("a", "a.b.c"), ("a.b", "a"), ("a", "a")] {
        context.run(&["mv", from, to]).fails(
            2,
            &format!(
                "ctx: could not move {from} to {to} in context.json: {to} and {from} are the same place, or one is a part \
                 of the other\nhint: choose a path beside it\n"
            ),
        );
    }
    assert_eq!(context.run(&["mv", "_ctx", "x"]).code, 7);
    assert_eq!(context.run(&["cp", "a", "_ctx.tasks"]).code, 7);
    context.run(&["mv", "l[0]", "first"]).done();
    context.run(&["get", "l", "first"]).prints("[2]\n1\n");
}

#[test]
fn the_time_at_which_a_value_expires_goes_with_it() {
    let context = Context::with(r#"{"a":{"b":1}}"#);
    context.run(&["set", "a.b", "2", "--ttl", "1h"]).done();
    context.run(&["mv", "a", "x"]).done();
    context.run(&["cp", "x", "y"]).done();
    let document: serde_json::Value = serde_json::from_str(&context.document()).unwrap();
    let ends = document["_ctx"]["expiries"].as_object().unwrap();
    assert_eq!(ends.keys().collect::<Vec<_>>(), ["x.b", "y.b"]);
    assert_eq!(ends["x.b"], ends["y.b"]);
}

#[test]
fn a_redacted_value_stays_redacted_where_it_is_moved_and_copied() {
    let context = Context::with(r#"{"a":1}"#);
    context.run_with_input(&["set", "--redact", "key", "-"], "hunter2").done();
    context.run(&["mv", "key", "secret.key"]).done();
    assert!(!context.log().contains("hunter2"), "{}", context.log());
    context.run(&["get", "secret.key"]).prints("hunter2\n");
    context.run(&["cp", "secret.key", "copy"]).prints("");
    context.run(&["set", "key", "other-secret"]).done();
    context.run(&["set", "copy", "third-secret"]).done();
    for secret in ["hunter2", "other-secret", "third-secret"] {
        assert!(!context.log().contains(secret), "{secret}: {}", context.log());
    }
}

#[test]
fn a_part_of_a_redacted_value_stays_redacted_and_the_rest_of_an_object_is_not() {
    let context = Context::with(r#"{"o":{"plain":1}}"#);
    context.run(&["set", "--redact", "o.k", r#"{"in":"long-secret-1","j":"long-secret-2"}"#]).done();
    context.run(&["mv", "o.k.in", "out"]).done();
    context.run(&["cp", "o", "p"]).done();
    context.run(&["set", "p.plain", "visible"]).done();
    assert!(!context.log().contains("long-secret"), "{}", context.log());
    assert!(context.log().contains("visible"));
    context.run(&["verify"]).done();
}

#[test]
fn an_item_is_not_moved_within_its_array() {
    let context = Context::with(r#"{"l":["a","b","c"]}"#);
    context.run(&["mv", "l[0]", "l[2]", "--replace"]).fails(
        2,
        "ctx: could not move l[0] to l[2] in context.json: l[0] is an item of an array, and moving it would move l[2]\n\
         hint: to copy it: ctx -c context.json cp 'l[0]' 'l[2]'\n",
    );
    // A member of an item moves nothing.
    let items = Context::with(r#"{"l":[{"k":1},{"z":2}]}"#);
    items.run(&["mv", "l[0].k", "l[0].y"]).done();
    items.run(&["mv", "l[1].z", "l[0].z"]).done();
    items.run(&["get", "l[0]", "l[1]"]).prints("{\"y\":1,\"z\":2}\n{}\n");
    context.run(&["cp", "l[0]", "l[2]", "--replace"]).done();
    context.run(&["get", "l", "--json"]).prints("[\n  \"a\",\n  \"b\",\n  \"a\"\n]\n");
}
