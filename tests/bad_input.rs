//! What nobody should have to fear: bad input, bad files, bad moments. Nothing
//! panics, nothing hangs, nothing is changed or lost.

mod disk;
mod document;
mod environment;
mod held_lock;
mod json;
mod limits;
mod output;
mod permission;
mod planted;

use std::collections::BTreeMap;
use std::process::{Command, Stdio};

use crate::support::{Answer, CTX, Context, answer};

/// What every file but the lock is: its bytes, or its kind.
fn contents(context: &Context) -> BTreeMap<String, Vec<u8>> {
    let names = context.files().into_iter().filter(|name| name != "context.json.lock");
    let content = |name: &str| match std::fs::symlink_metadata(context.path(name)).unwrap().file_type() {
        kind if kind.is_file() => std::fs::read(context.path(name)).unwrap(),
        kind => format!("{kind:?}").into_bytes(),
    };
    names.map(|name| (name.clone(), content(&name))).collect()
}

/// The command fails like this and leaves document and log as they were.
#[track_caller]
fn refused(context: &Context, answer: impl FnOnce() -> Answer, code: i32, stderr: &str) {
    let before = contents(context);
    answer().fails(code, stderr);
    assert_eq!(contents(context), before);
}

fn sh(context: &Context, script: &str) -> Answer {
    let mut command = Command::new("sh");
    command.args(["-c", script]).current_dir(context.directory()).env("CTX", CTX).env("CTX_AGENT", "planner");
    command.stdin(Stdio::null());
    answer(command)
}

#[test]
fn a_path_that_does_not_parse_is_shown_with_a_caret() {
    let context = Context::with(r#"{"a":1}"#);
    let hint = "hint: use a.b[0].c, [\"any key\"] or a JSON Pointer such as /a/b/0/c\n";
    for (path, place) in [
        ("a..b", format!("a key is missing here\n  a..b\n    ^\n{hint}")),
        ("", format!("the path is empty; use . for the whole document\n  \n  ^\n{hint}")),
        ("a[x]", format!("in brackets stands an index or a key in double quotes\n  a[x]\n    ^\n{hint}")),
        ("/a~2", format!("in a JSON Pointer ~ is written ~0 and / in a key is written ~1\n  /a~2\n    ^\n{hint}")),
        (
            "my key.x",
            "a key with white space in it is written in brackets\n  my key.x\n    ^\n\
             hint: write '[\"my key\"].x', or use --literal for a single key\n"
                .to_owned(),
        ),
    ] {
        refused(&context, || context.run(&["get", path]), 2, &format!("ctx: could not read the path: {place}"));
        refused(&context, || context.run(&["set", path, "1"]), 2, &format!("ctx: could not read the path: {place}"));
    }
}

const LOCK: &str = "context.json.lock";
const LOG: &str = "context.json.audit.jsonl";
const TEMPORARY: &str = ".context.json.tmp";

#[test]
fn a_command_line_that_is_not_understood_says_what_to_do() {
    let context = Context::with(r#"{"a":1}"#);
    context.run::<&str>(&[]).fails(2, "ctx: no command given\nhint: ctx --help\n");
    context.run(&["stet", "a", "1"]).fails(
        2,
        "ctx: unknown command \"stet\"\nhint: to list the commands: ctx help\nhint: a similar command: ctx set\n",
    );
    context.run(&["set", "a", "1", "--if-revision", "1"]).fails(
        2,
        "ctx: unexpected argument '--if-revision' found\nhint: did you mean: ctx -c context.json set a 1 --if-rev 1\n",
    );
    assert_eq!(context.run(&["--wait", "soon", "get", "a"]).code, 2);
    context.run(&["--wait", "10", "get", "a"]).prints("1\n");
}

#[test]
fn a_verb_that_needs_another_word_hints_at_its_own_help() {
    let context = Context::empty();
    for verb in ["policy", "lease", "task", "handoff"] {
        let said = format!("ctx: no command given\nhint: ctx {verb} --help\n");
        context.run(&[verb]).fails(2, &said);
        context.run(&["--wait", "1s", verb]).fails(2, &said);
    }
}

#[test]
fn an_option_that_is_spelled_as_others_do_is_named_as_ctx_does() {
    let context = Context::with(r#"{"a":1}"#);
    for option in ["--gte", "--lte"] {
        let why = format!("ctx: unexpected argument '{option}' found\n");
        let hint = "hint: the comparisons are --ge, --gt, --le and --lt\n";
        context.run(&["wait", "a", option, "5"]).fails(2, &format!("{why}{hint}"));
    }
}
