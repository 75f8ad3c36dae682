mod addressed;
mod exec;
mod file;
mod turn;

use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, ChildStdout, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use crate::support::{Answer, Context};

/// A watch in the background.
struct Watch {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Watch {
    fn start(context: &Context, arguments: &[&str]) -> Self {
        Self::of(context.command(&[&["watch"], arguments].concat()))
    }

    fn of(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        Self { child, lines }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        line
    }

    fn event(&mut self) -> Value {
        serde_json::from_str(&self.line()).unwrap()
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// What it said and printed until it ended, and its exit code.
    fn end(mut self) -> Answer {
        let (mut stdout, mut stderr) = (String::new(), String::new());
        self.lines.read_to_string(&mut stdout).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        Answer { code: self.child.wait().unwrap().code().unwrap_or(-1), stdout, stderr }
    }
}

/// The types of the first N events that a watch of these arguments prints, and their revisions.
fn types(context: &Context, number: &str, arguments: &[&str]) -> Vec<(String, u64)> {
    let all = [&["watch", "--since", "0", "-n", number], arguments].concat();
    events(&context.run(&all).done()).iter().map(kind_and_revision).collect()
}

fn events(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn kind_and_revision(event: &Value) -> (String, u64) {
    (event["type"].as_str().unwrap().to_owned(), event["rev"].as_u64().unwrap())
}

fn of_type(kind: &str, rev: u64) -> (String, u64) {
    (kind.to_owned(), rev)
}

#[test]
fn each_event_is_one_line_that_says_what_happened() {
    let context = Context::with(r#"{"a":1}"#);
    context.run_as("coder", &["set", "b.c=1", "a=2", "-m", "why"]).done();
    context.run(&["handoff", "create", "coder", "-m", "work", "--set", "d=1"]).done();
    context.run(&["emit", "build.done", r#"{"ok":true}"#]).done();
    context.run(&["watch", "--json", "--since", "1", "-n", "3"]).normalized(&context).prints(concat!(
        r#"{"type":"context.updated","rev":2,"at":"TIME","agent":"coder","op":"set","#,
        r#""paths":["b","a"],"args":{"paths":["b.c","a"]},"message":"why"}"#,
        "\n",
        r#"{"type":"handoff.requested","rev":3,"at":"TIME","agent":"planner","op":"handoff.created","#,
        r#""paths":["d","_ctx"],"args":{"id":"h3","to":"coder"},"message":"work"}"#,
        "\n",
        r#"{"type":"message","rev":4,"at":"TIME","agent":"planner","op":"message","#,
        r#""paths":[],"topic":"build.done","data":{"ok":true}}"#,
        "\n",
    ));
}

#[test]
fn what_is_written_is_told_at_once() {
    let context = Context::with(r#"{"a":1}"#);
    let mut watch = Watch::start(&context, &["--since", "0", "-n", "3"]);
    assert_eq!(kind_and_revision(&watch.event()), of_type("context.updated", 1));
    context.run(&["set", "a", "2"]).done();
    assert_eq!(watch.event()["paths"], json!(["a"]));
    context.run(&["emit", "t"]).done();
    assert_eq!(watch.event()["topic"], "t");
    watch.end().prints("");
}

#[test]
fn without_a_revision_only_what_is_written_from_now_on_is_told() {
    let context = Context::with(r#"{"n":0}"#);
    let mut watch = Watch::start(&context, &["-n", "1"]);
    // Until it is there, nobody can say from when on it watches.
    while watch.child.try_wait().unwrap().is_none() {
        context.run(&["incr", "n"]).done();
    }
    assert_eq!(watch.event()["op"], "incr");
    watch.end().prints("");
}

#[test]
fn events_are_chosen_by_type_topic_agent_and_path() {
    let context = Context::with(r#"{"a":{"b":1}}"#);
    context.run_as("one", &["set", "a.b", "2"]).done();
    context.run_as("two", &["set", "c", "3"]).done();
    context.run_as("two", &["emit", "build.done"]).done();
    context.run_as("one", &["lease", "acquire", "l", "--ttl", "1m"]).done();
    context.run_as("one", &["lease", "renew", "l", "--token", "5", "--ttl", "2m"]).done();
    context.run_as("one", &["emit", "end"]).done();
    let revisions = |arguments: &[&str]| {
        let arguments = [&["watch", "--since", "0", "--type", "end"], arguments].concat();
        let number = ["-n", "99", "--timeout", "1ms"];
        let Answer { code, stdout, stderr } = context.run(&[&arguments[..], &number].concat());
        assert_eq!((code, stderr.contains("timed out after")), (4, true), "{stderr}");
        events(&stdout).iter().map(|event| event["rev"].as_u64().unwrap()).collect::<Vec<u64>>()
    };
    assert_eq!(revisions(&[]), [7]);
    assert_eq!(revisions(&["--type", "lease.*"]), [5, 6, 7]);
    assert_eq!(revisions(&["--type", "lease.renewed", "--type", "build.done"]), [4, 6, 7]);
    assert_eq!(revisions(&["--type", "message"]), [4, 7]);
    assert_eq!(revisions(&["--type", "*", "--agent", "two"]), [3, 4]);
    assert_eq!(revisions(&["--type", "*", "a.b"]), [1, 2]);
    assert_eq!(revisions(&["--type", "*", "a", "--path", "c"]), [1, 2, 3]);
    assert_eq!(revisions(&["--type", "*", "/a/b/x", "--agent", "one"]), [2]);
    assert_eq!(revisions(&["--type", "*", "-N", "a", "b"]), [1, 2]);
    assert_eq!(revisions(&["--type", "*", "x"]), Vec::<u64>::new());
}

#[test]
fn the_events_of_one_revision_are_not_torn_apart() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["handoff", "create", "coder", "-m", "work"]).done();
    context.run(&["handoff", "create", "coder", "-m", "work", "--expires", "1ns"]).done();
    context.run_as("coder", &["handoff", "accept", "h2"]).done();
    let both = [of_type("handoff.expired", 4), of_type("handoff.accepted", 4)];
    assert_eq!(types(&context, "1", &["--type", "handoff.expired", "--type", "handoff.accepted"]), both);
    let told = context.run(&["watch", "--since", "3", "-n", "1"]).done();
    let told = &events(&told)[0];
    assert_eq!((&told["args"], &told["paths"][0]), (&json!({"id": "h3"}), &"_ctx.handoffs.h3.status".into()));
    assert_eq!(types(&context, "0", &[]), []);
}

#[test]
fn between_two_runs_nothing_is_missed_and_nothing_comes_twice() {
    const WRITERS: usize = 4;
    const EACH: usize = 15;
    let context = Context::with(r#"{"n":0}"#);
    let revisions = std::thread::scope(|scope| {
        for _ in 0..WRITERS {
            scope.spawn(|| {
                for _ in 0..EACH {
                    context.run(&["-q", "--wait", "60s", "incr", "n"]).done();
                }
            });
        }
        let mut seen: Vec<u64> = vec![1];
        let mut rest = WRITERS * EACH;
        while rest > 0 {
            let number = rest.min(7);
            let since = seen.last().unwrap().to_string();
            let number = number.to_string();
            let lines = context.run(&["-q", "--wait", "60s", "watch", "--since", &since, "-n", &number]).done();
            let told = events(&lines);
            rest -= told.len();
            seen.extend(told.iter().map(|event| event["rev"].as_u64().unwrap()));
        }
        seen
    });
    assert_eq!(revisions, (1..=61).collect::<Vec<u64>>());
}

#[test]
fn records_too_long_to_be_held_at_once_are_told_one_by_one() {
    let context = Context::empty();
    let text = format!("\"{}\"", "long".repeat(25_000));
    for n in 1..=12 {
        context.run(&["-q", "set", "n", &n.to_string()]).done();
        context.run(&["emit", "long", &text]).done();
    }
    let kind = |rev: &u64| if rev.is_multiple_of(2) { "message" } else { "context.updated" };
    let all: Vec<(String, u64)> = (1..=24).map(|rev| of_type(kind(&rev), rev)).collect();
    assert_eq!(types(&context, "24", &[]), all);
    assert_eq!(types(&context, "3", &[]), all[..3]);
    assert_eq!(types(&context, "2", &["--type", "long"]), [all[1].clone(), all[3].clone()]);
    let mut watch = Watch::start(&context, &["--since", "0", "-n", "25"]);
    let told: Vec<(String, u64)> = (0..24).map(|_| kind_and_revision(&watch.event())).collect();
    assert_eq!(told, all);
    context.run(&["set", "n", "0"]).done();
    assert_eq!(kind_and_revision(&watch.event()), of_type("context.updated", 25));
    let ended = watch.end();
    assert_eq!((ended.code, ended.stderr.as_str()), (0, ""));
}

#[test]
fn a_signal_ends_the_watch_at_once() {
    let context = Context::with(r#"{"a":1}"#);
    for (signal, arguments) in [
        (Signal::INT, &["--since", "0"][..]),
        (Signal::TERM, &["--since", "0"]),
        (Signal::INT, &["--since", "0", "--exec", "echo $CTX_REV"]),
        (Signal::TERM, &["--since", "0", "--exec", "echo $CTX_REV"]),
    ] {
        let mut watch = Watch::start(&context, arguments);
        assert_ne!(watch.line(), "");
        watch.signal(signal);
        // Either nothing runs any more, or the signal is what the command ended by.
        let status = watch.child.wait().unwrap();
        let ended = status.signal().or(status.code().map(|code| code - 128));
        assert_eq!(ended, Some(signal.as_raw()), "{arguments:?}");
    }
}

#[test]
fn a_reader_that_is_gone_ends_the_watch() {
    let context = Context::with(r#"{"a":1}"#);
    let gone = |while_idle: bool| {
        let mut watch = Watch::start(&context, &["--since", "0"]);
        assert_ne!(watch.line(), "");
        let Watch { mut child, lines } = watch;
        drop(lines);
        if !while_idle {
            context.run(&["set", "a", "2"]).done();
        }
        let mut stderr = String::new();
        child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        assert_eq!((child.wait().unwrap().code(), stderr.as_str()), (Some(0), ""));
    };
    gone(true);
    gone(false);
}

#[test]
fn when_the_time_is_over_it_says_how_to_go_on() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["watch", "--timeout", "10ms"]).fails(
        4,
        "ctx: could not watch context.json: timed out after 10ms with 0 events\n\
         hint: to continue from here: ctx -c context.json watch --since 1\n",
    );
    let Answer { code, stdout, stderr } =
        context.run(&["--error-format", "json", "watch", "--since", "0", "--timeout", "10ms"]);
    let failure: Value = serde_json::from_str(&stderr).unwrap();
    assert_eq!((code, stdout.lines().count(), &failure["rev"]), (4, 1, &1.into()));
    assert_eq!(failure["error"], "could not watch context.json: timed out after 10ms with 1 event");
}

#[test]
fn what_cannot_be_watched_is_refused() {
    let context = Context::with(r#"{"a":[1]}"#);
    context.run(&["watch", "a[-1]"]).fails(
        2,
        "ctx: could not watch a[-1]: an index from the end refers to another item after each append\n\
         hint: watch the array, or an item by its index\n",
    );
    for (arguments, why) in [
        (&["a["][..], "could not read the path"),
        (&["--since", "yesterday"], "invalid value 'yesterday' for '--since <REV>'"),
        (&["-n", "-1"], "invalid value '-1' for '--number <N>'"),
        (&["--type", ""], "a value is required for '--type <TYPE>'"),
        (&["--timeout", "soon"], "invalid value 'soon' for '--timeout <DURATION>'"),
    ] {
        let Answer { code, stdout, stderr } = context.run(&[&["watch"], arguments].concat());
        assert_eq!((code, stdout.as_str(), stderr.contains(why)), (2, "", true), "{stderr}");
    }
    let log = context.log();
    context.write("context.json.audit.jsonl", log.replace("\"rev\":1", "\"rev\":9"));
    let Answer { code, stderr, .. } = context.run(&["watch", "--since", "0"]);
    assert!(code == 5 && stderr.contains("could not watch context.json: could not trust"), "{stderr}");
}
