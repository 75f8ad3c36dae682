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
    context.run(&["wait", "--json", "a.b"]).prints("{\"path\":\"a.b\",\"value\":1,\"rev\":1}\n");
    context.run(&["wait", "a", "--value"]).prints("{\n  \"b\": 1\n}\n");
    context.run(&["wait", "s", "--eq", "text", "--value"]).prints("text\n");
    context.run(&["wait", "--json", "a.b", "--ne", "2"]).prints("{\"path\":\"a.b\",\"value\":1,\"rev\":1}\n");
    context.run(&["wait", "--json", "a.c", "--absent"]).prints("{\"path\":\"a.c\",\"rev\":1}\n");
    context.run(&["wait", "s", "--changed-since", "0", "--value"]).prints("text\n");
}

#[test]
fn numbers_and_lengths_are_compared() {
    let context = Context::with(r#"{"n":5,"d":1.50,"text":"ümlaut","list":[1,2],"object":{"a":1},"no":null}"#);
    for (path, test, value) in [
        ("n", ["--ge", "5"], "5"),
        ("n", ["--ge", "5.0"], "5"),
        ("n", ["--gt", "-1"], "5"),
        ("n", ["--le", "5"], "5"),
        ("n", ["--lt", "1e1"], "5"),
        ("d", ["--ge", "1.5"], "1.50"),
        ("d", ["--le", "1.5"], "1.50"),
        ("text", ["--length-ge", "6"], "\"ümlaut\""),
        ("list", ["--length-ge", "2"], "[1,2]"),
        ("object", ["--length-ge", "1"], "{\"a\":1}"),
    ] {
        let line = format!("{{\"path\":\"{path}\",\"value\":{value},\"rev\":1}}\n");
        context.run(&[&["wait", "--json", path][..], &test].concat()).prints(&line);
    }
    let hint = "hint: use a longer --timeout; `ctx log` shows recent changes\n";
    for (path, test, what) in [
        ("n", ["--gt", "5"], "a number > 5 at n"),
        ("n", ["--lt", "5"], "a number < 5 at n"),
        ("n", ["--le", "4.9"], "a number <= 4.9 at n"),
        ("text", ["--ge", "0"], "a number >= 0 at text"),
        ("no", ["--length-ge", "0"], "a length >= 0 at no"),
        ("text", ["--length-ge", "7"], "a length >= 7 at text"),
    ] {
        let why = format!("ctx: could not wait for {what} in context.json: timed out after 10ms\n{hint}");
        context.run(&[&["wait", path][..], &test, &["--timeout", "10ms"]].concat()).fails(4, &why);
    }
    let why = "ctx: invalid value 'five' for '--ge <N>': not a number";
    let answer = context.run(&["wait", "n", "--ge", "five"]);
    assert_eq!((answer.code, answer.stderr.lines().next()), (2, Some(why)));
}

#[test]
fn a_barrier_that_is_overshot_opens() {
    let context = Context::with(r#"{"barrier":0}"#);
    let child = waiting(&context, &["wait", "barrier", "--ge", "5", "--value"]);
    for _ in 0..2 {
        context.run(&["-q", "incr", "barrier", "3"]).done();
    }
    assert_eq!(printed(child), "6\n");
}

#[test]
fn several_paths_are_waited_for_together_or_for_the_first() {
    let context = Context::with(r#"{"a":1}"#);
    let all = [waiting(&context, &["wait", "a", "b", "--json"]), waiting(&context, &["wait", "--all", "a", "b"])];
    context.run(&["wait", "--json", "--any", "b", "a"]).prints("{\"path\":\"a\",\"value\":1,\"rev\":1}\n");
    context.run(&["set", "b", r#"{"c": "d"}"#]).done();
    let lines = "{\"path\":\"a\",\"value\":1,\"rev\":2}\n{\"path\":\"b\",\"value\":{\"c\":\"d\"},\"rev\":2}\n";
    assert_eq!(all.map(printed), [lines, "1\n{\"c\":\"d\"}\n"]);
    let hint = "hint: use a longer --timeout; `ctx log` shows recent changes\n";
    for (word, paths) in [("--all", "a and x"), ("--any", "x or y")] {
        let names: Vec<&str> = paths.split(' ').filter(|word| !["and", "or"].contains(word)).collect();
        let why = format!("ctx: could not wait for a value at {paths} in context.json: timed out after 1ms\n{hint}");
        context.run(&[&["wait", word, "--timeout", "1ms"][..], &names].concat()).fails(4, &why);
    }
}

#[test]
fn a_wait_for_what_a_task_makes_ends_when_the_task_fails() {
    let context = Context::empty();
    context.run(&["-q", "task", "add", "fetch"]).done();
    let child = waiting(&context, &["wait", "page", "--or-failed", "fetch"]);
    assert_eq!(context.run(&["-q", "task", "claim"]).code, 0);
    context.run(&["-q", "task", "fail", "fetch", "-m", "no network"]).done();
    let output = child.wait_with_output().unwrap();
    let why = "ctx: could not wait for a value at page in context.json: the task fetch failed: no network\n\
               hint: ctx -c context.json task show fetch\n";
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(1), why));
    assert_eq!(output.stdout, b"");
    context.run(&["-q", "task", "add", "other"]).done();
    context.run(&["-q", "task", "cancel", "other", "-m", "not needed"]).done();
    let why = "ctx: could not wait for a value at page in context.json: the task other was cancelled: not needed\n\
               hint: ctx -c context.json task show other\n";
    context.run(&["wait", "page", "--or-failed", "other"]).fails(1, why);
    let answer = context.run(&["wait", "--task", "other"]);
    let why =
        "ctx: the task other in context.json was cancelled: not needed\nhint: ctx -c context.json task show other\n";
    assert_eq!((answer.code, answer.stderr.as_str()), (1, why));
    context.run(&["set", "page", "1"]).done();
    context.run(&["wait", "page", "--or-failed", "fetch", "--value"]).prints("1\n");
    context.run(&["wait", "page", "--or-failed", "no-such-task", "--value"]).prints("1\n");
}

#[test]
fn a_condition_in_the_path_is_refused_and_the_option_named() {
    let context = Context::with(r#"{"a=b":1,"n":5}"#);
    for (word, option) in [
        ("fetch.status=done", "fetch.status --eq done"),
        ("fetch.status==done", "fetch.status --eq done"),
        ("n>=5", "n --ge 5"),
        ("n >= 5", "n --ge 5"),
        ("n<5", "n --lt 5"),
        ("n!=two words", "n --ne 'two words'"),
    ] {
        let why = format!("ctx: could not wait for {word}: a condition is an option, not a part of the path\n");
        context.run(&["wait", word]).fails(2, &format!("{why}hint: ctx -c context.json wait {option}\n"));
    }
    let refused =
        |word: &str| format!("ctx: could not wait for {word}: a condition is an option, not a part of the path\n");
    context
        .run(&["-N", "team", "wait", "x", "y>=1"])
        .fails(2, &format!("{}hint: ctx -c context.json wait team.x team.y --ge 1\n", refused("y>=1")));
    context
        .run(&["wait", "--any", "x=1", "y=1"])
        .fails(2, &format!("{}hint: ctx -c context.json wait --any x y --eq 1\n", refused("x=1")));
    context.run(&["wait", "x=1", "y=2"]).fails(
        2,
        &format!("{}hint: one condition is for all paths; wait for each of the others on its own\n", refused("x=1")),
    );
    for word in ["[\"a=b\"]", "/a=b"] {
        context.run(&["wait", word, "--value"]).prints("1\n");
    }
    context.run(&["--literal", "wait", "a=b", "--value"]).prints("1\n");
}

#[test]
fn a_writer_wakes_those_who_wait() {
    let context = Context::with(r#"{"n":0}"#);
    let waits = [
        &["wait", "new"][..],
        &["wait", "n", "--eq", "1"],
        &["wait", "n", "--ne", "0", "--value"],
        &["wait", "n", "--changed-since", "1", "--json"],
    ];
    let children: Vec<Child> = waits.iter().map(|arguments| waiting(&context, arguments)).collect();
    context.run(&["set", "n=1", "new=here"]).done();
    let answers: Vec<String> = children.into_iter().map(printed).collect();
    let n = "{\"path\":\"n\",\"value\":1,\"rev\":2}\n";
    assert_eq!(answers, ["here\n", "1\n", "1\n", n]);
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
    context.run(&["wait", "--json", "short", "--absent", "--timeout", "1m"]).prints("{\"path\":\"short\",\"rev\":2}\n");
    context.run(&["set", "short", "x", "--ttl", "300ms"]).done();
    context.run(&["wait", "--json", "short", "--absent", "--timeout", "1m"]).prints("{\"path\":\"short\",\"rev\":3}\n");
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
