//! What is said about a redacted value does not show it.

use std::io::Read as _;
use std::process::Stdio;

use crate::redact::{SECRET, is_nowhere_else, redacted};
use crate::support::Context;

#[test]
fn whoever_waits_for_the_lock_is_not_shown_the_value() {
    let context = redacted();
    let mut hold = context.command(&["lock", "--", "sh", "-c", "echo held; cat", "set", "--redact", "k", SECRET]);
    let mut holder = hold.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut said = [0; 5];
    holder.stdout.as_mut().unwrap().read_exact(&mut said).unwrap();
    let answer = context.run(&["--no-wait", "set", "a", "2"]);
    assert_eq!(answer.code, 4);
    assert!(answer.stderr.contains("`ctx lock`)") && !answer.stderr.contains(SECRET), "{answer:?}");
    assert!(!context.read("context.json.lock").contains(SECRET));
    drop(holder.stdin.take());
    holder.wait().unwrap();
    is_nowhere_else(&context, SECRET);
}

#[test]
fn no_way_out_of_the_lock_leaves_a_value_or_a_holder_in_its_file() {
    let context = redacted();
    let before = context.log();
    for (arguments, code) in [
        (&["set", "api.key", SECRET, "--if-value", "nope"][..], 3),
        (&["set", "api.key", SECRET], 0),
        (&["set", "api.key.below", SECRET], 5),
        (&["set", "api.key", "other", "-m", SECRET, "--if-rev", "99"], 3),
    ] {
        assert_eq!(context.run(arguments).code, code, "{arguments:?}");
        assert_eq!(context.lock_line(1), "null", "{arguments:?}");
        is_nowhere_else(&context, SECRET);
    }
    assert_eq!(context.log(), before);
}

/// It failed with this code, in both forms of an error; what it said.
#[track_caller]
fn refused(context: &Context, arguments: &[&str], input: &str, code: i32) -> String {
    let said = [&[][..], &["--error-format", "json"]].map(|form| {
        let answer = context.run_with_input(&[form, arguments].concat(), input);
        assert!(answer.code == code && !answer.stderr.contains(SECRET), "{answer:?}");
        answer.normalized(context).stderr
    });
    said.concat().lines().next().unwrap().to_owned()
}

#[test]
fn a_guard_that_failed_does_not_show_it() {
    let context = redacted();
    let last = "last changed by planner at TIME in revision 2";
    let found = |tried: &str, path: &str, expected: &str| {
        format!("ctx: could not {tried} in context.json: {path}: expected {expected}, found (redacted); {last}")
    };
    for (arguments, tried, path, expected) in [
        (&["set", "api.key", "x", "--if-value", "hunter2-old"][..], "set api.key", "api.key", "(redacted)"),
        (&["set", "api.key", "x", "--if-absent"], "set api.key", "api.key", "nothing"),
        (&["unset", "api", "--if-value", "x"], "unset api", "api", "(redacted)"),
        (&["merge", "{}", "--if-absent"], "merge into .", ".", "nothing"),
    ] {
        assert_eq!(refused(&context, arguments, "", 3), found(tried, path, expected));
    }
    let test = r#"{"op":"test","path":"api.key","value":1}"#;
    let said = refused(&context, &["batch", "-"], test, 3);
    assert_eq!(said, found("apply the batch", "line 1: api.key", "(redacted)"));
    // What is beside it is shown.
    let said = refused(&context, &["set", "a", "x", "--if-value", "2"], "", 3);
    assert!(said.contains("a: expected 2, found 1;"), "{said}");
}

#[test]
fn a_conflict_or_a_value_of_another_kind_does_not_show_it() {
    let context = redacted();
    context.run(&["set", "api.key", "hunter2-b"]).done();
    for arguments in [
        &["merge", "--base", "2", r#"{"api":{"key":"hunter2-c"}}"#][..],
        &["set", "--base", "2", "api.key", "hunter2-c"],
    ] {
        let said = refused(&context, arguments, "", 3);
        assert!(said.ends_with(": 1 conflict with what changed since revision 2"), "{said}");
        let said = context.run(arguments).normalized(&context).stderr;
        let by = "(by planner at TIME in revision 3)";
        assert!(
            said.contains(&format!("  api.key: base (redacted), present (redacted) {by}, input (redacted)\n")),
            "{said}"
        );
    }
    refused(&context, &["incr", "api.key"], "", 5);
    context.run(&["policy", "merge", "api.key", "sum"]).done();
    let said = refused(&context, &["merge", r#"{"api":{"key":3}}"#], "", 3);
    assert!(said.ends_with("api.key: the policy sum cannot combine (redacted) and (redacted)"), "{said}");
}

#[test]
fn files_that_are_merged_do_not_show_it_either() {
    let context = redacted();
    let with = |value: &str| context.document().replace(SECRET, value);
    context.write("base", context.document());
    context.write("ours", with("hunter2-b"));
    context.write("theirs", with("hunter2-c"));
    let said = refused(&context, &["merge-file", "base", "ours", "theirs"], "", 1);
    assert_eq!(said, "ctx: could not merge theirs into ours: 1 conflict where ours stands");
}

#[test]
fn show_tells_the_hash_and_not_what_ctx_keeps_of_it() {
    let context = redacted();
    for arguments in [&["show"][..], &["log", "-n", "1"]] {
        let shown = context.run(arguments).done();
        assert!(shown.contains("    api: {\"key\":{\"$redacted\":\"") && !shown.contains("_ctx"), "{shown}");
    }
}
