//! The files that handoffs and their results refer to.

use serde_json::{Value, json};

use super::{by, shown};
use crate::support::{Answer, Context, answer};

/// The SHA-256 of `hello` and a line break.
const HELLO: &str = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

fn handed_over() -> Context {
    let context = Context::empty();
    std::fs::create_dir(context.path("sub")).unwrap();
    context.write("sub/report.txt", "hello\n");
    by(&context, "planner", "create * -m x --artifact sub/report.txt").prints("h1\n");
    context
}

/// The warning about the artifact of h1.
fn warning(how: &str) -> String {
    format!("ctx: warning: artifact DIR/sub/report.txt of h1 {how}\n")
}

const HINT: &str = "hint: to tell its sender: ctx -c context.json handoff note h1 -m TEXT\n";

fn state(answer: &Answer) -> Value {
    serde_json::from_str::<Value>(&answer.stdout).unwrap()["artifacts"][0]["state"].clone()
}

#[test]
fn an_artifact_is_stored_relative_to_the_context_with_its_digest_and_size() {
    let context = handed_over();
    let create = |directory: &str, words: &[&str]| {
        let mut command = Context::bare(&context.path(directory));
        command.args(["handoff", "create", "qa", "-m", "x"]).args(words).env("CTX_AGENT", "planner");
        answer(command).normalized(&context)
    };
    std::fs::create_dir_all(context.path("project/.ctx")).unwrap();
    std::fs::create_dir_all(context.path("project/src")).unwrap();
    context.write("project/src/a b.txt", "hello\n");
    std::os::unix::fs::symlink("src", context.path("project/link")).unwrap();
    for (directory, words, path) in [
        ("sub", &["-c", "../context.json", "--artifact", "report.txt"][..], "sub/report.txt"),
        ("sub", &["-c", "../context.json", "--artifact", "../project/src/a b.txt"], "project/src/a b.txt"),
        ("project/src", &["-c", "../.ctx/context.json", "--artifact", "a b.txt"], "../src/a b.txt"),
        ("project", &["-c", ".ctx/context.json", "--artifact", "link/a b.txt"], "../src/a b.txt"),
    ] {
        let id = create(directory, words).done();
        let file = if directory.starts_with("project") { "project/.ctx/context.json" } else { "context.json" };
        let document: Value = serde_json::from_str(&context.read(file)).unwrap();
        let artifact = &document["_ctx"]["handoffs"][id.trim_end()]["artifacts"][0];
        assert_eq!(artifact, &json!({"path": path, "sha256": HELLO, "size": 6}), "{words:?}");
    }
    // The same context by another name.
    std::os::unix::fs::symlink("../context.json", context.path("sub/other.json")).unwrap();
    let mut command = Context::bare(&context.path("sub"));
    command.args(["-c", "other.json", "handoff", "show", "h1", "--raw"]);
    assert_eq!(state(&answer(command)), "unchanged");
}

#[test]
fn who_gets_it_is_told_whether_it_is_what_was_handed_over() {
    let context = handed_over();
    assert_eq!(state(&by(&context, "qa", "accept h1 --raw")), "unchanged");
    by(&context, "qa", "release h1").prints("");
    context.write("sub/report.txt", "hello, you\n");
    let longer = warning("differs: it has 11 bytes, not 6");
    for (step, said) in [
        ("show h1 --raw", ""),
        ("wait --json", ""),
        ("accept h1 --raw", ""),
        ("accept h1 --raw", "ctx: unchanged: revision 4\n"),
        ("show h1 --raw", ""),
    ] {
        let answer = by(&context, "qa", step);
        assert_eq!((answer.code, &answer.stderr), (0, &format!("{said}{longer}{HINT}")), "{step}");
        assert_eq!(state(&answer), "differs", "{step}");
    }
    context.write("sub/report.txt", "HELLO\n");
    let answer = by(&context, "qa", "show h1 --raw");
    assert_eq!((state(&answer), answer.stderr), (json!("differs"), warning("differs: its SHA-256 is another") + HINT));
    context.remove("sub/report.txt");
    let answer = by(&context, "qa", "show h1 --raw");
    assert_eq!((state(&answer), answer.stderr), (json!("missing"), warning("is missing") + HINT));
    by(&context, "qa", "complete h1").prints_and_says("", &warning("is missing"));
    assert_eq!(by(&context, "qa", "-q show h1 --raw").stderr, "");
    context.run(&["verify"]).done();
}

#[test]
fn what_is_planted_in_the_place_of_an_artifact_is_not_read() {
    let context = handed_over();
    let file = context.path("sub/report.txt");
    context.remove("sub/report.txt");
    assert!(std::process::Command::new("mkfifo").arg(&file).status().unwrap().success());
    let unread = warning("could not be compared: it is not a regular file") + HINT;
    let answer = by(&context, "qa", "accept h1 --raw");
    assert_eq!((answer.code, state(&answer), answer.stderr), (0, json!("unreadable"), unread.clone()));
    context.remove("sub/report.txt");
    std::os::unix::fs::symlink("/dev/zero", &file).unwrap();
    assert_eq!(by(&context, "qa", "show h1 --raw").stderr, unread);
    context.remove("sub/report.txt");
    // A link to the same content is the same content.
    context.write("elsewhere", "hello\n");
    std::os::unix::fs::symlink("../elsewhere", &file).unwrap();
    assert_eq!(state(&by(&context, "qa", "show h1 --raw")), "unchanged");
}

#[test]
fn the_name_of_a_file_is_data() {
    use std::os::unix::ffi::OsStrExt as _;
    let context = Context::empty();
    context.write("a\n\u{1b}[31m", "x");
    context.run(&["handoff", "create", "qa", "-m", "x", "--artifact", "a\n\u{1b}[31m"]).prints("h1\n");
    context.remove("a\n\u{1b}[31m");
    let shown = context.run(&["handoff", "show", "h1"]).normalized(&context);
    assert_eq!(
        shown.stderr,
        "ctx: warning: artifact DIR/a\\u000a\\u001b[31m of h1 is missing\n\
         hint: to tell its sender: ctx -c context.json handoff note h1 -m TEXT\n"
    );
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9");
    std::fs::write(context.directory().join(name), "x").unwrap();
    let words: Vec<&std::ffi::OsStr> = ["handoff", "create", "qa", "-m", "x", "--artifact"]
        .map(std::ffi::OsStr::new)
        .into_iter()
        .chain([name])
        .collect();
    context.run(&words).fails(
        2,
        "ctx: could not use caf\u{fffd}: its path is not UTF-8, as a handoff holds it\n\
         hint: rename it, or refer to a copy with another name\n",
    );
}

#[test]
fn older_records_with_plain_paths_are_read() {
    let context = Context::empty();
    let handoff = json!({
        "id": "h1", "from": "planner", "to": "qa", "status": "pending", "priority": "normal", "summary": "x", "key": "k",
        "artifacts": [{"path": "plan.txt", "sha256": HELLO}], "created": "2026-11-20T00:00:00.000Z",
    });
    context.write("context.json", json!({"_ctx": {"handoffs": {"h1": handoff}}}).to_string());
    // Nobody knows to which directory the path is relative.
    let printed = by(&context, "qa", "accept h1 --raw");
    assert_eq!((printed.code, state(&printed)), (0, Value::Null));
    context.write("plan.txt", "hello\n");
    let again = by(&context, "planner", "create qa -m x --key k --artifact plan.txt");
    assert_eq!((again.code, again.stdout.as_str()), (0, "h1\n"), "{again:?}");
    context.write("plan.txt", "another\n");
    assert_eq!(by(&context, "planner", "create qa -m x --key k --artifact plan.txt").code, 3);
}

#[test]
fn a_result_has_files_too_and_others_are_another_result() {
    let context = handed_over();
    context.write("answer", "hello\n");
    by(&context, "qa", "accept h1 --raw").done();
    assert_eq!(by(&context, "qa", "complete h1 --artifact missing").code, 6);
    by(&context, "qa", "complete h1 --result done --artifact answer").prints("");
    by(&context, "qa", "complete h1 --result done --artifact answer")
        .prints_and_says("", "ctx: unchanged: revision 3\n");
    by(&context, "qa", "complete h1").prints_and_says("", "ctx: unchanged: revision 3\n");
    let file = context.directory().canonicalize().unwrap().join("answer");
    let artifact = json!({"path": "answer", "sha256": HELLO, "size": 6, "file": file, "state": "unchanged"});
    assert_eq!(shown(&context, "h1")["result_artifacts"], json!([artifact]));
    by(&context, "qa", "complete h1 --result done").fails(
        3,
        "ctx: could not complete h1 in context.json: qa ended it first at TIME: completed: \"done\", \
         answer (SHA-256 5891b5b522d5df086d0ff0b11…; not recorded: completed: \"done\"\n\
         hint: ctx -c context.json handoff show h1\n",
    );
    context.write("answer", "other\n");
    assert_eq!(by(&context, "qa", "complete h1 --result done --artifact answer").code, 3);
    let answer = by(&context, "planner", "show h1 --raw");
    assert_eq!(answer.stderr, "ctx: warning: artifact DIR/answer of h1 differs: its SHA-256 is another\n");
}

#[test]
fn the_files_of_a_late_result_are_kept() {
    let context = handed_over();
    context.write("answer", "hello\n");
    by(&context, "qa", "accept h1 --raw").done();
    by(&context, "eve", "steal h1 -m dead --raw").done();
    assert_eq!(by(&context, "qa", "complete h1 --artifact answer").code, 3);
    let late = &shown(&context, "h1")["late_results"][0];
    assert_eq!(late["artifacts"], json!([{"path": "answer", "sha256": HELLO, "size": 6}]));
    assert_eq!(late["result"], Value::Null);
}
