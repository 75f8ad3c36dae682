//! Standard output that is closed, full, or read by nobody.

use super::{refused, sh};
use crate::support::{Answer, Context};

/// Answers into a pipe that nobody reads from the start.
fn unread(context: &Context, arguments: &[&str]) -> Answer {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = context.command(arguments);
    command.stdout(writer).stderr(std::process::Stdio::piped());
    command.spawn().unwrap().wait_with_output().unwrap().into()
}

fn lost(rev: u64, why: &str) -> String {
    format!("ctx: committed as revision {rev}, but {why}\nhint: to see the change: ctx -c context.json show {rev}\n")
}

#[test]
fn a_change_whose_answer_is_lost_stands_and_is_no_success() {
    let context = Context::with(r#"{"a":1}"#);
    sh(&context, "\"$CTX\" -c context.json incr a >&-").prints("");
    let full = "could not write to standard output: No space left on device (os error 28)";
    let gone = "standard output was closed, so the output is lost";
    let changes: [&[&str]; 12] = [
        &["incr", "a"],
        &["set", "b", "1", "--print-rev"],
        &["task", "add", "one"],
        &["task", "add", "two", "--json"],
        &["task", "claim"],
        &["lease", "acquire", "l", "--ttl", "1h"],
        &["lease", "steal", "l", "--ttl", "1h", "-m", "dead"],
        &["handoff", "create", "planner", "-m", "go"],
        &["handoff", "accept", "--next"],
        &["emit", "topic", "--json"],
        &["tag", "one", "--print-rev"],
        &["unset", "b", "--print-rev"],
    ];
    for (arguments, rev) in changes.into_iter().zip(3..) {
        let words = arguments.join(" ");
        let answer = sh(&context, &format!("\"$CTX\" -q -c context.json {words} >/dev/full"));
        answer.fails(6, &lost(rev, full));
        assert_eq!(context.records().len(), usize::try_from(rev).unwrap(), "{words}");
    }
    unread(&context, &["incr", "a"]).fails(6, &lost(15, gone));
    unread(&context, &["task", "claim"]).fails(6, &lost(16, gone));
    // What prints nothing loses nothing, and what changed nothing says only that.
    unread(&context, &["set", "a", "9"]).prints("");
    let unchanged = format!("ctx: unchanged: revision 17\nctx: {full}\n");
    sh(&context, "\"$CTX\" -c context.json set a 9 --print-rev >/dev/full").fails(6, &unchanged);
    unread(&context, &["set", "a", "9", "--print-rev"]).prints_and_says("", "ctx: unchanged: revision 17\n");
    context.run(&["verify"]).normalized(&context).prints("context.json: revisions 1 to 17 are sound, 17:DIGEST\n");
}

#[test]
fn a_full_standard_output_is_an_error_of_reading_and_a_closed_one_is_what_was_asked_for() {
    let context = Context::with(r#"{"a":1}"#);
    let why = "ctx: could not write to standard output: No space left on device (os error 28)\n";
    for verb in ["get", "get a", "keys", "log", "status", "verify", "status --head", "set a 2 --dry-run", "man"] {
        let run = |redirect: &str| sh(&context, &format!("\"$CTX\" -c context.json {verb} {redirect}"));
        refused(&context, || run(">/dev/full"), 6, why);
        run(">&-").prints("");
        run("2>&- >/dev/null").prints("");
    }
}

#[test]
fn who_only_reads_may_stop_at_any_time() {
    let context = Context::with(r#"{"a":1}"#);
    context.run_with_input(&["set", "big", "--string", "-"], "x".repeat(1_000_000)).done();
    for arguments in [&["get"][..], &["get", "big"], &["log"], &["log", "--json"], &["set", "a", "2", "--dry-run"]] {
        unread(&context, arguments).prints("");
    }
    let script = "{ \"$CTX\" -c context.json get big; echo code $? >&2; } | head -c 3";
    sh(&context, script).prints_and_says("xxx", "code 0\n");
    context.run(&["get", "a"]).prints("1\n");
}
