//! Redacting a value that was made of an older revision.

use super::{SECRET, is_nowhere_else};
use crate::support::Context;

#[test]
fn a_value_that_was_made_of_an_older_revision_stays_out_of_the_log_too() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "--redact", "--base", "1", "api.key", SECRET]).done();
    context.run(&["set", "--redact", "--base", "2", "api.key=hunter2-b", "b=hunter2-c", "-m", "keys"]).done();
    context.run(&["set", "--base", "3", "b", "hunter2-d"]).done();
    context.run(&["get", "api.key", "b"]).prints("hunter2-b\nhunter2-d\n");
    is_nowhere_else(&context, SECRET);
    let args = &context.records()[2]["args"];
    assert_eq!(*args, serde_json::json!({"paths": ["api.key", "b"], "redact": true, "base": 2}));
    context.run(&["verify"]).normalized(&context).prints("context.json: revisions 1 to 4 are sound, 4:DIGEST\n");
    context
        .run(&["set", "--redact", "--base", "4", "b", "hunter2-d"])
        .prints_and_says("", "ctx: unchanged: revision 4\n");
}

#[test]
fn what_both_changed_is_a_conflict_and_what_is_settled_stays_out_of_the_log() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "--redact", "key", SECRET]).done();
    context.run_as("coder", &["set", "key", "hunter2-b"]).done();
    let set = ["set", "--redact", "--base", "2", "key", "hunter2-c"];
    assert_eq!(context.run(&set).code, 3);
    context.run(&[&["-q"], &set[..], &["--on-conflict", "replace"]].concat()).done();
    context.run(&["get", "key"]).prints("hunter2-c\n");
    is_nowhere_else(&context, SECRET);
    context.run(&["verify"]).normalized(&context).prints("context.json: revisions 1 to 4 are sound, 4:DIGEST\n");
}

#[test]
fn nothing_is_redacted_in_an_array_that_is_was_or_would_be_there() {
    let context = Context::with(r#"{"is":["a"],"was":["a"]}"#);
    context.run(&["unset", "was"]).done();
    for path in ["is[0]", "/is/0", "would[0]", "/was/0", "was[0]"] {
        context.run(&["set", "--redact", "--base", "1", "--on-conflict", "replace", path, SECRET]).fails(
            2,
            &format!(
                "ctx: could not set {path} in context.json: {path} is an item of an array, and items move\n\
                 hint: redact the whole array, or keep the secret in an object\n"
            ),
        );
    }
    context.run(&["set", "--redact", "--base", "1", ".", "{}"]).fails(
        2,
        "ctx: could not set . in context.json: the whole document cannot be redacted\n\
         hint: keep the secret under its own key\n",
    );
    // A pointer's number is a key where there is no array.
    context.run(&["set", "--redact", "/would/0", SECRET]).done();
    context.run(&["get", "--json", "would"]).prints("{\n  \"0\": \"hunter2\"\n}\n");
    is_nowhere_else(&context, SECRET);
}
