//! An environment and a clock that nobody would set on purpose.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::process::Command;

use super::refused;
use crate::support::needs::{Need, missing};
use crate::support::{Answer, CTX, Context, answer};

const LATIN_1: &[u8] = b"caf\xe9";

fn with(context: &Context, name: &str, arguments: &[&str]) -> Answer {
    let mut command = context.command(arguments);
    command.env_remove("CTX_AGENT").env(name, OsStr::from_bytes(LATIN_1));
    let output = command.output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    Answer { code: output.status.code().unwrap(), stdout: String::from_utf8(output.stdout).unwrap(), stderr }
}

#[test]
fn a_variable_that_is_not_utf_8_is_refused_by_its_name() {
    let context = Context::with(r#"{"a":1}"#);
    for (name, of_readers) in [
        ("CTX_NAMESPACE", true),
        ("CTX_AGENT", true),
        ("AI_AGENT", true),
        ("CTX_WAIT", true),
        ("CTX_DURABILITY", true),
        ("CTX_MAX_SIZE", true),
        ("CTX_LOG_MAX", true),
        ("CTX_NOTIFY", true),
        ("CTX_LOCK_FD", true),
        // These are asked for a change alone.
        ("CTX_SESSION", false),
        ("CTX_SECRETS", false),
    ] {
        let why = format!("{name} is caf\u{fffd}, which is not UTF-8\nhint: unset {name}\n");
        let change = with(&context, name, &["set", "a", "2"]);
        assert!(change.stderr.ends_with(&why), "{change:?}");
        refused(&context, || with(&context, name, &["set", "a", "2"]), 2, &change.stderr);
        if of_readers {
            refused(&context, || with(&context, name, &["get", "a"]), 2, &format!("ctx: {why}"));
        }
    }
    // What only has to be there may hold anything.
    with(&context, "NO_COLOR", &["get", "a"]).prints("1\n");
    with(&context, "USER", &["get", "a"]).prints("1\n");
}

#[test]
fn a_file_may_have_any_name() {
    let context = Context::empty();
    let name = OsStr::from_bytes(b"caf\xe9.json");
    for (arguments, printed) in [(&["set", "a", "1"][..], ""), (&["get", "a"], "1\n")] {
        let mut command = Context::bare(context.directory());
        command.env("CTX_FILE", name).args(arguments);
        answer(command).prints(printed);
    }
    assert!(context.directory().join(name).is_file());
}

#[test]
fn before_1970_everything_goes_on() {
    if missing(&[Need::Program("faketime")]) {
        return;
    }
    let context = Context::empty();
    let then = |arguments: &[&str]| {
        let mut command = Command::new("faketime");
        command.args(["1960-01-01 00:00:00", CTX, "-c", "context.json"]).args(arguments);
        answer({
            command.current_dir(context.directory()).env("CTX_AGENT", "planner").stdin(std::process::Stdio::null());
            command
        })
    };
    then(&["set", "a", "1", "--ttl", "1h"]).prints("");
    then(&["get", "a"]).prints("1\n");
    then(&["task", "add", "one"]).prints("one\n");
    assert!(then(&["task", "claim"]).done().contains("\"claimed_at\":\"1960-01-01T00:00:0"));
    assert!(then(&["log", "--since", "10m"]).done().starts_with("1  1960-01-01T00:00:0"));
    context.run(&["set", "b", "1"]).done();
    context.run(&["get", "a", "--default", "over"]).prints("over\n");
    context.run(&["verify"]).done();
}

#[test]
fn a_path_of_any_length_is_shown_around_its_fault() {
    let context = Context::with(r#"{"a":1}"#);
    let (long, left, right) = ("a".repeat(65_536), "a".repeat(199), "a".repeat(199));
    let said = format!(
        "ctx: could not read the path: in brackets stands an index or a key in double quotes\n  …{left}[x{right}…\n{}^\n\
         hint: use a.b[0].c, [\"any key\"] or a JSON Pointer such as /a/b/0/c\n",
        " ".repeat(203),
    );
    refused(&context, || context.run(&["get", &format!("{long}[x{}", "a".repeat(1000))]), 2, &said);
    assert_eq!(context.run(&["get", &format!("{long} x")]).code, 2);
    assert_eq!(context.run(&["get", &long]).code, 1);
}

#[test]
fn an_artifact_is_a_file_that_ends() {
    let context = Context::with(r#"{"a":1}"#);
    assert!(Command::new("mkfifo").arg(context.path("fifo")).status().unwrap().success());
    for (file, code, why) in [
        ("/dev/zero", 7, "could not use /dev/zero: it is not a regular file\nhint: ls -ld /dev/zero\n"),
        ("fifo", 7, "could not use fifo: it is not a regular file\nhint: ls -ld fifo\n"),
        (".", 7, "could not use .: it is not a regular file\nhint: ls -ld .\n"),
        ("missing", 6, "could not read missing: No such file or directory (os error 2)\n"),
    ] {
        let create = ["handoff", "create", "qa", "-m", "it", "--artifact", file];
        refused(&context, || context.run(&create), code, &format!("ctx: {why}"));
    }
    std::os::unix::fs::symlink("context.json", context.path("link")).unwrap();
    context.run(&["handoff", "create", "qa", "-m", "it", "--artifact", "link"]).prints("h2\n");
    // A value may come from what is no file, as long as it ends.
    let script = "cat context.json | \"$CTX\" -c context.json set copy --from-file /dev/stdin";
    super::sh(&context, script).prints("");
    let said = "ctx: /dev/zero is longer than 10MiB\n\
                hint: CTX_MAX_SIZE, or `ctx policy limit` for all, sets the limit; keep large values in separate files\n";
    refused(&context, || context.run(&["set", "a", "--from-file", "/dev/zero"]), 5, said);
}

#[test]
fn where_there_is_no_memory_for_the_document_that_is_said() {
    let context = Context::with(r#"{"a":1}"#);
    let text = format!("{{\"a\":\"{}\"}}", "x".repeat(9_000_000));
    context.write("big.json", text);
    // The program itself takes some of it: so the first limits at which it runs at all are tried.
    let script = "for kilobytes in $(seq 4000 500 60000); do \
                  out=$(ulimit -v $kilobytes; \"$CTX\" -c big.json get a 2>&1 >/dev/null) && continue; \
                  case $out in *'out of memory'*) echo \"$out\"; exit 0;; esac; done";
    super::sh(&context, &format!("{{ {script}; }} 2>/dev/null"))
        .prints("ctx: could not read big.json: out of memory\n");
}
