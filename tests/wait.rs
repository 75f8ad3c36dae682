use std::process::{Child, Stdio};

use rustix::process::{Pid, Signal, kill_process};

use crate::support::Context;

/// A command that waits, in the background.
fn waiting(context: &Context, arguments: &[&str]) -> Child {
    context.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn printed(child: Child) -> String {
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_is_so_already_is_printed_at_once_with_its_revision() {
    let context = Context::with(r#"{"a":{"b":1},"s":"text"}"#);
    context.run(&["wait", "a.b"]).prints("{\"path\":\"a.b\",\"value\":1,\"rev\":1}\n");
    context.run(&["wait", "a", "--value"]).prints("{\n  \"b\": 1\n}\n");
    context.run(&["wait", "s", "--eq", "text", "--value"]).prints("text\n");
    context.run(&["wait", "a.b", "--ne", "2"]).prints("{\"path\":\"a.b\",\"value\":1,\"rev\":1}\n");
    context.run(&["wait", "a.c", "--absent"]).prints("{\"path\":\"a.c\",\"rev\":1}\n");
    context.run(&["wait", "s", "--changed-since", "0", "--value"]).prints("text\n");
}

#[test]
fn a_writer_wakes_those_who_wait() {
    let context = Context::with(r#"{"n":0}"#);
    let waits = [
        &["wait", "new"][..],
        &["wait", "n", "--eq", "1"],
        &["wait", "n", "--ne", "0"],
        &["wait", "n", "--changed-since", "1"],
    ];
    let children: Vec<Child> = waits.iter().map(|arguments| waiting(&context, arguments)).collect();
    context.run(&["set", "n=1", "new=here"]).done();
    let answers: Vec<String> = children.into_iter().map(printed).collect();
    let n = "{\"path\":\"n\",\"value\":1,\"rev\":2}\n";
    assert_eq!(answers, ["{\"path\":\"new\",\"value\":\"here\",\"rev\":2}\n", n, n, n]);
}

#[test]
fn a_context_that_is_not_there_yet_can_be_waited_for() {
    let context = Context::empty();
    let child = waiting(&context, &["wait", "a", "--value"]);
    context.run(&["set", "a", "1"]).done();
    assert_eq!(printed(child), "1\n");
}

#[test]
fn a_handoff_wakes_whom_it_is_for() {
    let context = Context::with(r#"{"a":1}"#);
    let child = waiting(&context, &["wait", "--handoff", "--to", "coder", "--json"]);
    context.run(&["handoff", "create", "somebody-else", "-m", "no"]).done();
    context.run(&["handoff", "create", "coder", "-m", "yes"]).done();
    let answer: serde_json::Value = serde_json::from_str(&printed(child)).unwrap();
    assert_eq!((&answer["handoff"]["summary"], &answer["handoff"]["to"]), (&"yes".into(), &"coder".into()));
}

#[test]
fn what_is_missing_is_not_there_yet_until_the_time_is_over() {
    let context = Context::with(r#"{"a":1}"#);
    let hint = "hint: use a longer --timeout; `ctx log` shows recent changes\n";
    for (arguments, what) in [
        (&["wait", "b"][..], "a value at b"),
        (&["wait", "a", "--absent"], "the removal of a"),
        (&["wait", "b", "--ne", "1"], "a value other than 1 at b"),
        (&["wait", "a", "--eq", "2"], "2 at a"),
        (&["wait", "a", "--changed-since", "1"], "a change of a after revision 1"),
        (&["wait", "--handoff"], "a handoff to planner"),
    ] {
        let arguments = [arguments, &["--timeout", "10ms"]].concat();
        let why = format!("ctx: could not wait for {what} in context.json: timed out after 10ms\n{hint}");
        context.run(&arguments).fails(4, &why);
    }
}

#[test]
fn a_signal_ends_the_wait() {
    use std::os::unix::process::ExitStatusExt as _;
    let context = Context::with(r#"{"a":1}"#);
    for signal in [Signal::INT, Signal::TERM] {
        let mut child = waiting(&context, &["wait", "never"]);
        kill_process(Pid::from_child(&child), signal).unwrap();
        assert_eq!(child.wait().unwrap().signal(), Some(signal.as_raw()));
    }
}

#[test]
fn what_time_alone_or_an_editor_changes_ends_the_wait() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "short", "x", "--ttl", "1ms"]).done();
    context.run(&["wait", "short", "--absent", "--timeout", "1m"]).prints("{\"path\":\"short\",\"rev\":2}\n");
    context.run(&["set", "short", "x", "--ttl", "300ms"]).done();
    context.run(&["wait", "short", "--absent", "--timeout", "1m"]).prints("{\"path\":\"short\",\"rev\":3}\n");
    context.run(&["task", "add", "a"]).done();
    context.run_as("dead", &["task", "claim", "--ttl", "300ms"]).done();
    let claimed = context.run(&["task", "claim", "--wait", "1m"]);
    assert_eq!((claimed.code, claimed.stderr.as_str()), (0, ""));
    let child = waiting(&context, &["wait", "edited", "--value", "--timeout", "1m"]);
    context.write("edited.json", r#"{"edited":"by hand"}"#);
    std::fs::rename(context.path("edited.json"), context.path("context.json")).unwrap();
    assert_eq!(printed(child), "by hand\n");
}

#[test]
fn a_change_above_below_or_before_an_item_wakes_those_who_wait() {
    let context = Context::with(r#"{"l":[{"n":0},{"n":0}]}"#);
    let waits = [
        &["wait", "l[-1].n", "--eq", "1", "--value"][..],
        &["wait", "l[2].n", "--eq", "1", "--value"],
        &["wait", "l", "--eq", r#"[{"n":0},{"n":0},{"n":1}]"#, "--value"],
    ];
    let children: Vec<Child> = waits.iter().map(|arguments| waiting(&context, arguments)).collect();
    context.run(&["append", "l", r#"{"n":1}"#]).done();
    let answers: Vec<String> = children.into_iter().map(printed).collect();
    let list = "[\n  {\n    \"n\": 0\n  },\n  {\n    \"n\": 0\n  },\n  {\n    \"n\": 1\n  }\n]\n";
    assert_eq!(answers, ["1\n", "1\n", list]);
}
