//! `undo --path` and `redo`.

use serde_json::json;

use crate::support::Context;

#[test]
fn what_a_change_did_at_one_path_is_taken_back_and_nothing_else() {
    let context = Context::with(r#"{"a":1,"b":1}"#);
    context.run(&["set", "a=2", "b=2", "c=3"]).done();
    context
        .run(&["undo", "--path", "a"])
        .normalized(&context)
        .prints_and_says("", "ctx: revision 3 undoes a of 2 (set by planner at TIME)\n");
    context.run(&["-q", "undo", "2", "--path", "c"]).done();
    context.run(&["get", "--json"]).prints("{\n  \"a\": 1,\n  \"b\": 2\n}\n");
    assert_eq!(context.records()[2]["args"], json!({"rev": 2, "path": "a"}));
    // The rest of the change is still there to undo.
    context.run(&["-q", "undo", "--path", "b"]).done();
    context.run(&["get", "b"]).prints("1\n");
    context.run(&["undo", "2", "--path", "zz"]).fails(
        1,
        "ctx: could not undo revision 2 of zz in context.json: revision 2 did not change zz\n\
         hint: ctx -c context.json show 2\n",
    );
    context.run(&["verify"]).done();
}

#[test]
fn repeated_undos_of_a_path_go_further_back() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "a", "2"]).done();
    context.run(&["set", "b", "9"]).done();
    context.run(&["set", "a", "3"]).done();
    context.run(&["-q", "undo", "--path", "a"]).done();
    context.run(&["get", "a"]).prints("2\n");
    context.run(&["-q", "undo", "--path", "a"]).done();
    context.run(&["get", "a", "b"]).prints("1\n9\n");
}

#[test]
fn a_part_that_somebody_changed_since_is_a_conflict() {
    let context = Context::with(r#"{"a":1,"b":1}"#);
    context.run(&["set", "a=2", "b=2"]).done();
    context.run_as("qe", &["set", "a", "5"]).done();
    context.run(&["undo", "--path", "a"]).normalized(&context).fails(
        3,
        "ctx: could not undo the last change of a of planner in context.json: a: revision 2 left 2, found 5; \
         last changed by qe at TIME in revision 3\nhint: ctx -c context.json log --since 2 --path a\n",
    );
    context.run(&["-q", "undo", "--path", "b"]).done();
    context.run(&["get", "a", "b"]).prints("5\n1\n");
}

#[test]
fn a_redo_takes_back_the_last_undo_that_still_stands() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "a", "2"]).done();
    context.run(&["set", "a", "3"]).done();
    context.run(&["-q", "undo"]).done();
    context.run(&["-q", "undo"]).done();
    context.run(&["get", "a"]).prints("1\n");
    context
        .run(&["redo"])
        .normalized(&context)
        .prints_and_says("", "ctx: revision 6 undoes 5 (undo by planner at TIME)\n");
    context.run(&["get", "a"]).prints("2\n");
    context.run(&["-q", "redo"]).done();
    context.run(&["get", "a"]).prints("3\n");
    context.run(&["redo"]).fails(
        1,
        "ctx: could not redo the last undo of planner in context.json: there is no undo left to take back\n\
         hint: ctx -c context.json log --op undo\n",
    );
    assert_eq!(context.ops(), ["merge", "set", "set", "undo", "undo", "redo", "redo"]);
    // A redo is undone like every change.
    context.run(&["-q", "undo"]).done();
    context.run(&["get", "a"]).prints("2\n");
}
