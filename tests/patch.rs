//! `ctx patch`: RFC 6902, with its appendix A and its traps.

use serde_json::Value;

use crate::support::{Context, answer_to_input};

/// A document, a patch, and what becomes of it: the document after it, or the exit code and why.
type Row = (&'static str, &'static str, Result<&'static str, (i32, &'static str)>);

/// Runs each row in a context of its own. What fails changes nothing.
fn each(rows: &[Row]) {
    for (document, patch, wanted) in rows {
        let context = if document.contains("null") { recorded(document) } else { Context::with(document) };
        let (log, text) = (context.log(), context.document());
        let answer = context.run(&["patch", patch]).normalized(&context);
        match wanted {
            Ok(after) => {
                assert_eq!((answer.code, answer.stdout.as_str()), (0, ""), "{patch}: {}", answer.stderr);
                let [found, wanted] = [context.document(), (*after).to_owned()].map(|text| compact(&text));
                assert_eq!(found, wanted, "{patch}");
            }
            Err((code, why)) => {
                let said = answer.stderr.lines().next().unwrap_or_default().to_owned();
                let wanted = format!("ctx: could not apply the patch in context.json: {why}");
                assert_eq!((answer.code, said.as_str()), (*code, wanted.as_str()), "{patch}");
                assert_eq!((context.log(), context.document()), (log, text), "{patch}");
            }
        }
    }
}

/// A document that has a log, and may have null.
fn recorded(document: &str) -> Context {
    let context = Context::holding(document);
    context.run(&["emit", "begin"]).done();
    context
}

fn compact(text: &str) -> String {
    serde_json::from_str::<Value>(text).unwrap().to_string()
}

#[test]
fn the_examples_of_rfc_6902_appendix_a() {
    each(&[
        (r#"{"foo":"bar"}"#, r#"[{"op":"add","path":"/baz","value":"qux"}]"#, Ok(r#"{"foo":"bar","baz":"qux"}"#)),
        (
            r#"{"foo":["bar","baz"]}"#,
            r#"[{"op":"add","path":"/foo/1","value":"qux"}]"#,
            Ok(r#"{"foo":["bar","qux","baz"]}"#),
        ),
        (r#"{"baz":"qux","foo":"bar"}"#, r#"[{"op":"remove","path":"/baz"}]"#, Ok(r#"{"foo":"bar"}"#)),
        (r#"{"foo":["bar","qux","baz"]}"#, r#"[{"op":"remove","path":"/foo/1"}]"#, Ok(r#"{"foo":["bar","baz"]}"#)),
        (
            r#"{"baz":"qux","foo":"bar"}"#,
            r#"[{"op":"replace","path":"/baz","value":"boo"}]"#,
            Ok(r#"{"baz":"boo","foo":"bar"}"#),
        ),
        (
            r#"{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}"#,
            r#"[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]"#,
            Ok(r#"{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}"#),
        ),
        (
            r#"{"foo":["all","grass","cows","eat"]}"#,
            r#"[{"op":"move","from":"/foo/1","path":"/foo/3"}]"#,
            Ok(r#"{"foo":["all","cows","eat","grass"]}"#),
        ),
        (
            r#"{"baz":"qux","foo":["a",2,"c"]}"#,
            r#"[{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}]"#,
            Ok(r#"{"baz":"qux","foo":["a",2,"c"]}"#),
        ),
        (
            r#"{"baz":"qux"}"#,
            r#"[{"op":"test","path":"/baz","value":"bar"}]"#,
            Err((
                3,
                "operation [0], test \"/baz\": baz: expected \"bar\", found \"qux\"; last changed by planner at TIME in revision 1",
            )),
        ),
        (
            r#"{"foo":"bar"}"#,
            r#"[{"op":"add","path":"/child","value":{"grandchild":{}}}]"#,
            Ok(r#"{"foo":"bar","child":{"grandchild":{}}}"#),
        ),
        (
            r#"{"foo":"bar"}"#,
            r#"[{"op":"add","path":"/baz","value":"qux","xyz":123}]"#,
            Ok(r#"{"foo":"bar","baz":"qux"}"#),
        ),
        (
            r#"{"foo":"bar"}"#,
            r#"[{"op":"add","path":"/baz/bat","value":"qux"}]"#,
            Err((5, "operation [0], add \"/baz/bat\": there is nothing at \"/baz\"")),
        ),
        (r#"{"/":9,"~1":10}"#, r#"[{"op":"test","path":"/~01","value":10}]"#, Ok(r#"{"/":9,"~1":10}"#)),
        (
            r#"{"/":9,"~1":10}"#,
            r#"[{"op":"test","path":"/~01","value":"10"}]"#,
            Err((
                3,
                "operation [0], test \"/~01\": ~1: expected \"10\", found 10; last changed by planner at TIME in revision 1",
            )),
        ),
        (
            r#"{"foo":["bar"]}"#,
            r#"[{"op":"add","path":"/foo/-","value":["abc","def"]}]"#,
            Ok(r#"{"foo":["bar",["abc","def"]]}"#),
        ),
    ]);
    Context::with(r#"{"foo":"bar"}"#)
        .run(&["patch", r#"[{"op":"add","path":"/baz","value":"qux","op":"remove"}]"#])
        .fails(5, "ctx: the patch is not valid JSON: the key \"op\" a second time at line 1 column 45\n");
}

#[test]
fn the_root_is_replaced_and_what_ctx_keeps_stays() {
    each(&[
        (
            r#"{"a":1,"b":2}"#,
            r#"[{"op":"replace","path":"","value":{"b":2,"c":3,"a":4}}]"#,
            Ok(r#"{"b":2,"c":3,"a":4}"#),
        ),
        (r#"{"a":1}"#, r#"[{"op":"add","path":"","value":{}}]"#, Ok("{}")),
        (r#"{"a":{"b":1}}"#, r#"[{"op":"move","from":"/a","path":""}]"#, Ok(r#"{"b":1}"#)),
        (r#"{"a":1}"#, r#"[{"op":"copy","from":"","path":"/b"}]"#, Ok(r#"{"a":1,"b":{"a":1}}"#)),
        (r#"{"a":1}"#, r#"[{"op":"move","from":"","path":""}]"#, Ok(r#"{"a":1}"#)),
        (
            r#"{"a":1}"#,
            r#"[{"op":"move","from":"","path":"/b"}]"#,
            Err((5, "operation [0], move \"/b\": a value cannot be moved into itself, from \"\"")),
        ),
        (
            r#"{"a":1}"#,
            r#"[{"op":"remove","path":""}]"#,
            Err((5, "operation [0], remove \"\": the document cannot be removed: it is always an object")),
        ),
        (
            r#"{"a":1}"#,
            r#"[{"op":"replace","path":"","value":[1]}]"#,
            Err((5, "operation [0], replace \"\": the document would be an array: it is always an object")),
        ),
        (
            r#"{"a":1}"#,
            r#"[{"op":"add","path":"","value":{"_ctx":{}}}]"#,
            Err((7, "operation [0], add \"\": _ctx is kept by ctx itself")),
        ),
        (
            r#"{"a":1}"#,
            r#"[{"op":"copy","from":"/_ctx","path":"/b"}]"#,
            Err((7, "operation [0], copy \"/b\": _ctx is kept by ctx itself")),
        ),
    ]);
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["tag", "first"]).done();
    context
        .run(&["patch", r#"[{"op":"test","path":"","value":{"a":1}},{"op":"add","path":"","value":{"z":1}}]"#])
        .done();
    context.run(&["get"]).prints("{\n  \"z\": 1\n}\n");
    context.run(&["get", "z", "--at", "HEAD"]).prints("1\n");
    assert_eq!(context.run(&["tag", "list"]).stdout.lines().count(), 2);
}

#[test]
fn places_in_arrays_are_indices_without_leading_zeros() {
    each(&[
        (r#"{"l":[]}"#, r#"[{"op":"add","path":"/l/0","value":1}]"#, Ok(r#"{"l":[1]}"#)),
        (r#"{"l":[1,2]}"#, r#"[{"op":"add","path":"/l/2","value":3}]"#, Ok(r#"{"l":[1,2,3]}"#)),
        (
            r#"{"l":[1]}"#,
            r#"[{"op":"add","path":"/l/2","value":3}]"#,
            Err((5, "operation [0], add \"/l/2\": the index 2 is out of range: the array has 1 item")),
        ),
        (
            r#"{"l":[1,2]}"#,
            r#"[{"op":"replace","path":"/l/01","value":3}]"#,
            Err((5, "operation [0], replace \"/l/01\": \"/l\" is an array of 2, and \"01\" is no index in it")),
        ),
        (
            r#"{"l":[1,2]}"#,
            r#"[{"op":"add","path":"/l/-1","value":3}]"#,
            Err((5, "operation [0], add \"/l/-1\": \"-1\" is not an index, and \"/l\" is an array")),
        ),
        (
            r#"{"l":[1,2]}"#,
            r#"[{"op":"test","path":"/l/1e0","value":2}]"#,
            Err((
                3,
                "operation [0], test \"/l/1e0\": l.1e0: expected 2, found nothing; last changed by planner at TIME in revision 1",
            )),
        ),
        (
            r#"{"l":[1,2]}"#,
            r#"[{"op":"remove","path":"/l/-"}]"#,
            Err((5, "operation [0], remove \"/l/-\": there is nothing at \"/l/-\"")),
        ),
        (r#"{"l":{"-":1,"01":2}}"#, r#"[{"op":"remove","path":"/l/-"}]"#, Ok(r#"{"l":{"01":2}}"#)),
        (r#"{"l":[1,2,3]}"#, r#"[{"op":"copy","from":"/l/0","path":"/l/-"}]"#, Ok(r#"{"l":[1,2,3,1]}"#)),
        (r#"{"l":[[1],2]}"#, r#"[{"op":"replace","path":"/l/0/0","value":null}]"#, Ok(r#"{"l":[[null],2]}"#)),
    ]);
}

#[test]
fn null_empty_and_escaped_keys_are_keys_and_values() {
    each(&[
        (r#"{"a":null}"#, r#"[{"op":"test","path":"/a","value":null}]"#, Ok(r#"{"a":null}"#)),
        (r#"{"a":null}"#, r#"[{"op":"replace","path":"/a","value":1}]"#, Ok(r#"{"a":1}"#)),
        (r#"{"a":null}"#, r#"[{"op":"move","from":"/a","path":"/b"}]"#, Ok(r#"{"b":null}"#)),
        (r#"{"a":1}"#, r#"[{"op":"add","path":"/a","value":null}]"#, Ok(r#"{"a":null}"#)),
        (r#"{"a":1}"#, r#"[{"op":"add","path":"/","value":2}]"#, Ok(r#"{"a":1,"":2}"#)),
        (r#"{"":{"":1}}"#, r#"[{"op":"replace","path":"//","value":2}]"#, Ok(r#"{"":{"":2}}"#)),
        (r#"{"m~n":1}"#, r#"[{"op":"move","from":"/m~0n","path":"/a~1b"}]"#, Ok(r#"{"a/b":1}"#)),
        (r#"{"a":1}"#, r#"[{"op":"test","path":"/a","value":1.0}]"#, Ok(r#"{"a":1}"#)),
        (
            r#"{"a":{"x":1,"y":[2]}}"#,
            r#"[{"op":"test","path":"/a","value":{"y":[20e-1],"x":1}}]"#,
            Ok(r#"{"a":{"x":1,"y":[2]}}"#),
        ),
        (
            r#"{"a":9007199254740993}"#,
            r#"[{"op":"test","path":"/a","value":9007199254740992}]"#,
            Err((
                3,
                "operation [0], test \"/a\": a: expected 9007199254740992, found 9007199254740993; \
                 last changed by planner at TIME in revision 1",
            )),
        ),
    ]);
    // Numbers keep their digits.
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["patch", r#"[{"op":"add","path":"/n","value":[1.10,1e5,123456789012345678901234567890]}]"#]).done();
    context.run(&["get", "n", "--json"]).prints("[\n  1.10,\n  1e5,\n  123456789012345678901234567890\n]\n");
}

#[test]
fn the_operation_at_fault_is_named_and_nothing_is_changed() {
    each(&[
        (
            r#"{"a":1}"#,
            r#"[{"op":"add","path":"/b","value":1},{"op":"remove","path":"/a"},{"op":"remove","path":"/a"}]"#,
            Err((5, "operation [2], remove \"/a\": there is nothing at \"/a\"")),
        ),
        (
            r#"{"a":1}"#,
            r#"[{"op":"add","path":"/b","value":1},{"op":"test","path":"/b","value":2}]"#,
            Err((3, "operation [1], test \"/b\": b: expected 2, found 1")),
        ),
        (
            r#"{"a":1}"#,
            r#"[{"op":"add","path":"/a/b","value":1}]"#,
            Err((5, "operation [0], add \"/a/b\": \"/a\" is a number, which holds nothing")),
        ),
        (
            r#"{"a":{"b":1}}"#,
            r#"[{"op":"move","from":"/a","path":"/a/b/c"}]"#,
            Err((5, "operation [0], move \"/a/b/c\": a value cannot be moved into itself, from \"/a\"")),
        ),
        (r#"{"a":{"b":1}}"#, r#"[{"op":"move","from":"/a/b","path":"/a"}]"#, Ok(r#"{"a":1}"#)),
        (r#"{"a":{"b":1}}"#, r#"[{"op":"move","from":"/a","path":"/a"}]"#, Ok(r#"{"a":{"b":1}}"#)),
        (
            r#"{"a":1}"#,
            r#"[{"op":"copy","from":"/x","path":"/a"}]"#,
            Err((5, "operation [0], copy \"/a\": there is nothing at \"/x\"")),
        ),
    ]);
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["patch", r#"[{"op":"add","path":"/b","value":1},{"op":"spam","path":"/b"}]"#]).fails(
        5,
        "ctx: operation [1], spam \"/b\": its op \"spam\" is not one of add, remove, replace, move, copy, test\n",
    );
    context
        .run(&["patch", r#"[{"op":"add","path":"/b"}]"#])
        .fails(5, "ctx: operation [0], add \"/b\": it has no \"value\"\n");
    context.run(&["patch", "[1]"]).fails(5, "ctx: operation [0]: it is a number, not an object\n");
    context.run(&["patch", "{}"]).fails(
        5,
        "ctx: a patch is an array of operations, not an object\n\
         hint: for example: ctx -c context.json patch '[{\"op\":\"replace\",\"path\":\"/build/status\",\"value\":\"green\"}]'\n",
    );
    context.run(&["patch"]).fails(
        2,
        "ctx: no patch given\nhint: to read it from a file: ctx -c context.json patch -f FILE\n\
         hint: to read it from standard input: ctx -c context.json patch -\n",
    );
    assert_eq!(context.ops(), ["merge"]);
}

#[test]
fn a_patch_is_one_revision_and_may_come_from_a_file_or_standard_input() {
    let context = Context::with(r#"{"a":1}"#);
    let patch = r#"[{"op":"add","path":"/b","value":1},{"op":"remove","path":"/a"}]"#;
    context.run_with_input(&["patch", "-", "--print-rev"], patch).prints("2\n");
    context.write("changes.json", patch.replace("/b", "/c").replace("/a", "/b"));
    context.run(&["patch", "-f", "changes.json", "--print-rev", "-m", "why"]).prints("3\n");
    context.run(&["get"]).prints("{\n  \"c\": 1\n}\n");
    context.run(&["patch", "[]"]).prints_and_says("", "ctx: unchanged: revision 3\n");
    assert_eq!(context.ops(), ["merge", "patch", "patch"]);
    context.run(&["restore", "2"]).done();
    context.run(&["get", "b"]).prints("1\n");
}

#[test]
fn pointers_begin_at_the_document_and_a_namespace_is_refused() {
    let context = Context::with(r#"{"app":{"color":"red","app":{"color":"blue"}}}"#);
    let patch = context.run(&["-N", "app", "set", "color", "green", "--dry-run"]).done();
    let mut command = context.command(&["patch", "-"]);
    command.env("CTX_NAMESPACE", "app");
    let why = "ctx: the pointers of a JSON Patch begin at the document, and the namespace app is set\n\
               hint: leave -N out, and CTX_NAMESPACE: env -u CTX_NAMESPACE ctx patch -\n";
    answer_to_input(command, patch.as_bytes()).fails(2, why);
    context.run_with_input(&["patch", "-"], &patch).done();
    context.run(&["get", "app.color"]).prints("green\n");
    context.run(&["get", "app.app.color"]).prints("blue\n");
}

#[test]
fn the_hash_of_a_redacted_value_is_no_value() {
    let source = Context::empty();
    source.run_with_input(&["set", "--redact", "token", "-"], "hunter2").done();
    let patch = source.run(&["diff", "0", "--json"]).done();
    let target = Context::with(r#"{"token":"mine"}"#);
    let answer = target.run_with_input(&["patch", "-"], &patch);
    let why = "its value has only the hash of a redacted value (\"$redacted\"), not the value";
    assert!(answer.code == 5 && answer.stderr.contains(why), "{answer:?}");
    target.run(&["get", "token"]).prints("mine\n");
}

#[test]
fn what_diff_and_dry_run_print_goes_back_in() {
    let context = Context::with(r#"{"a":1,"l":[1,2,3],"o":{"x":1,"y":2,"z":3}}"#);
    context.run(&["merge", r#"{"o":{"y":null,"w":4},"l":[1,3],"n":1.50}"#]).done();
    context.run(&["unset", "a"]).done();
    context.run(&["restore", "1"]).done();
    for (from, to) in [("1", "3"), ("3", "1")] {
        context.run(&["restore", from]);
        let patch = context.run(&["diff", from, to, "--json"]).done();
        context.run_with_input(&["patch", "-"], &patch).done();
        context.run(&["diff", to, "HEAD"]).prints("");
    }
    let patch = context.run(&["merge", r#"{"o":{"x":null},"k":[{"m":1}]}"#, "--dry-run"]).done();
    context.run_with_input(&["patch", "-"], &patch).done();
    context.run(&["get", "o", "k"]).prints("{\"z\":3,\"y\":2}\n[{\"m\":1}]\n");
    let again = context.run(&["restore", "1", "--dry-run"]).done();
    context.run_with_input(&["batch", "-"], &again).done();
    context.run(&["diff", "1", "HEAD"]).prints("");
}

#[test]
fn batch_takes_these_operations_beside_its_own() {
    let context = Context::with(r#"{"a":[1],"n":1}"#);
    let lines = r#"{"op":"add","path":"/a/0","value":0}
{"op":"incr","path":"n"}
{"op":"copy","from":"/n","path":"/a/-"}
{"op":"test","path":"/a","value":[0,1.0,2]}
{"op":"move","from":"/n","path":"/m","more":1}
"#;
    context.run_with_input(&["batch", "-"], lines).done();
    context.run(&["get", "--json", "a", "m"]).prints("{\n  \"a\": [\n    0,\n    1,\n    2\n  ],\n  \"m\": 2\n}\n");
    context
        .run_with_input(
            &["batch", "-"],
            "{\"op\":\"set\",\"path\":\"x\",\"value\":1}\n{\"op\":\"replace\",\"path\":\"/y\",\"value\":1}\n",
        )
        .fails(5, "ctx: could not apply the batch in context.json: line 2: there is nothing at \"/y\"\n");
    context
        .run_with_input(&["batch", "-"], "{\"op\":\"add\",\"path\":\"a.b\",\"value\":1}\n")
        .fails(5, "ctx: standard input, line 1: its \"path\" is \"a.b\": a JSON Pointer is empty or starts with /\n");
}

#[test]
fn copies_cannot_double_a_document_without_end() {
    let copy = r#"{"op":"copy","from":"","path":"/l/-"}"#;
    let patch = format!("[{}]", vec![copy; 60].join(","));
    let context = Context::with(&format!(r#"{{"l":["{}"]}}"#, "x".repeat(1000)));
    let answer = context.run(&["patch", &patch]);
    let why = "the copies come to more than the limit of 10MiB\n";
    assert_eq!(answer.code, 5);
    assert!(answer.stderr.ends_with(why), "{}", answer.stderr);
}

#[test]
fn what_moves_keeps_the_time_at_which_it_expires_and_stays_redacted() {
    let context = Context::with(r#"{"o":{}}"#);
    context.run(&["set", "t", "1", "--ttl", "1h"]).done();
    context.run_with_input(&["set", "--redact", "s", "-"], "hunter2hunter2").done();
    context
        .run(&["patch", r#"[{"op":"move","from":"/t","path":"/o/t"},{"op":"move","from":"/s","path":"/o/s"}]"#])
        .done();
    assert!(context.document().contains("\"o.t\": \"2"), "{}", context.document());
    assert!(!context.log().contains("hunter2"), "{}", context.log());
    context.run(&["set", "u", "1", "--ttl", "1h"]).done();
    context.run(&["set", "l", "[]"]).done();
    context.run(&["patch", r#"[{"op":"move","from":"/u","path":"/l/-"}]"#]).fails(
        5,
        "ctx: could not apply the patch in context.json: operation [0], move \"/l/-\": \
         the value expires, and /l/- is an item of an array, which does not\n\
         hint: `ctx set --ttl` sets when a value expires\n",
    );
}
