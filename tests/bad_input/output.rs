//! Standard output that is closed, full, or read by nobody.

use super::{refused, sh};
use crate::support::Context;

#[test]
fn a_closed_or_full_standard_output_is_no_error_of_the_change() {
    let context = Context::with(r#"{"a":1}"#);
    sh(&context, "\"$CTX\" -f context.json incr a >&-").prints("");
    let why = "could not write to standard output: No space left on device (os error 28)\n";
    for script in ["incr a", "set b 1 --print-rev", "set b 1 --print-rev", "handoff create coder -m go"] {
        let answer = sh(&context, &format!("\"$CTX\" -q -f context.json {script} >/dev/full"));
        answer.prints("");
    }
    sh(&context, "\"$CTX\" -f context.json incr a >/dev/full")
        .prints_and_says("", &format!("ctx: the change is made, but {why}"));
    context.run(&["get", "a", "b"]).prints("4\n1\n");
    assert_eq!(context.ops(), ["merge", "incr", "incr", "set", "handoff.created", "incr"]);
    context.run(&["verify"]).normalized(&context).prints("context.json: revisions 1 to 6 are sound, 6:DIGEST\n");
}

#[test]
fn a_full_standard_output_is_an_error_of_reading_and_a_closed_one_is_what_was_asked_for() {
    let context = Context::with(r#"{"a":1}"#);
    let why = "ctx: could not write to standard output: No space left on device (os error 28)\n";
    for verb in ["get", "get a", "keys", "log", "status", "verify", "head", "set a 2 --dry-run", "man"] {
        let run = |redirect: &str| sh(&context, &format!("\"$CTX\" -f context.json {verb} {redirect}"));
        refused(&context, || run(">/dev/full"), 6, why);
        run(">&-").prints("");
        run("2>&- >/dev/null").prints("");
    }
}

#[test]
fn a_pipe_that_nobody_reads_any_more_is_no_error() {
    let context = Context::with(r#"{"a":1}"#);
    context.run_with_input(&["set", "big", "--string"], "x".repeat(1_000_000)).done();
    for command in ["get", "get big", "log", "log --json", "incr a"] {
        // `true` may end before or after it is written to: both must do.
        let script = format!("{{ \"$CTX\" -f context.json {command}; echo code $? >&2; }} | true");
        sh(&context, &script).prints_and_says("", "code 0\n");
    }
    let script = "{ \"$CTX\" -f context.json get big; echo code $? >&2; } | head -c 3";
    sh(&context, script).prints_and_says("xxx", "code 0\n");
    context.run(&["get", "a"]).prints("2\n");
}
