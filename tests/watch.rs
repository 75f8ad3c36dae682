use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, ChildStdout, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use crate::support::{Answer, CTX, Context, answer};

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
        assert_eq!((code, stderr.contains("any longer")), (4, true), "{stderr}");
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
                    context.run(&["--wait", "60s", "incr", "n"]).done();
                }
            });
        }
        let mut seen: Vec<u64> = vec![1];
        let mut rest = WRITERS * EACH;
        while rest > 0 {
            let number = rest.min(7);
            let since = seen.last().unwrap().to_string();
            let lines = context.run(&["--wait", "60s", "watch", "--since", &since, "-n", &number.to_string()]).done();
            seen.extend(events(&lines).iter().map(|event| event["rev"].as_u64().unwrap()));
            rest -= number;
        }
        seen
    });
    assert_eq!(revisions, (1..=61).collect::<Vec<u64>>());
}

#[test]
fn a_command_is_told_by_its_environment_and_its_standard_input() {
    let context = Context::with(r#"{"a":1}"#);
    context.run_as("coder", &["emit", "t", "[1]"]).done();
    let script = "cat; echo $CTX_EVENT $CTX_REV \"<$CTX_PATH>\" $CTX_AGENT ${CTX_TOPIC-none}";
    let mut command = context.command(&["watch", "--since", "0", "-n", "2", "--exec", script]);
    command.env("CTX_TOPIC", "of the watch");
    let log = context.log();
    let records: Vec<&str> = log.lines().collect();
    answer(command)
        .prints(&format!("{}\ncontext.updated 1 <a> planner none\n{}\nmessage 2 <> coder t\n", records[0], records[1]));
}

#[test]
fn ctx_in_a_command_acts_in_the_name_of_the_agent_of_the_event() {
    let context = Context::with(r#"{"a":1}"#);
    context.run_as("coder", &["emit", "t"]).done();
    let script = "$CTX emit seen; $CTX --agent hook emit seen";
    let mut command = context.command(&["watch", "--since", "1", "-n", "1", "--exec", script]);
    command.env("CTX", format!("{CTX} -f context.json"));
    answer(command).prints("");
    let agents: Vec<Value> = context.records().iter().map(|record| record["agent"].clone()).collect();
    assert_eq!(agents, ["planner", "coder", "coder", "hook"]);
}

#[test]
fn a_command_that_fails_or_does_not_read_is_no_reason_to_end() {
    let context = Context::empty();
    // More than a pipe holds.
    context.run_with_input(&["set", "a"], "x".repeat(200_000)).done();
    context.run(&["set", "a", "1"]).done();
    let watch = |script: &str| context.run(&["watch", "--since", "0", "-n", "2", "--exec", script]);
    watch("exec <&-; echo $CTX_REV").prints("1\n2\n");
    watch("head -c 1 | tr -d '{'; exit $CTX_REV").prints_and_says(
        "",
        "ctx: the command failed with exit code 1: context.updated of revision 1\n\
         ctx: the command failed with exit code 2: context.updated of revision 2\n",
    );
    watch("kill -9 $$").prints_and_says(
        "",
        "ctx: the command failed with exit code 137: context.updated of revision 1\n\
         ctx: the command failed with exit code 137: context.updated of revision 2\n",
    );
    let mut command = context.command(&["watch", "--since", "1", "-n", "1", "--exec", "true"]);
    command.env("PATH", "/nowhere");
    answer(command).prints_and_says(
        "",
        "ctx: could not run sh: No such file or directory (os error 2)\n\
         ctx: the command failed with exit code 127: context.updated of revision 2\n",
    );
}

#[test]
fn a_path_too_long_for_an_environment_does_not_end_the_watch() {
    let context = Context::empty();
    let key = "k".repeat(200_000);
    context.run_with_input(&["merge"], json!({key: 1}).to_string()).done();
    context.run(&["emit", "t"]).done();
    context.run(&["watch", "--since", "0", "-n", "2", "--exec", "echo $CTX_REV"]).prints_and_says(
        "2\n",
        "ctx: could not run sh: Argument list too long (os error 7)\n\
         ctx: the command failed with exit code 126: context.updated of revision 1\n",
    );
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
fn a_signal_reaches_the_command_that_runs_and_then_the_watch_ends() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "a", "2"]).done();
    for (signal, name) in [(Signal::INT, "INT"), (Signal::TERM, "TERM"), (Signal::HUP, "HUP")] {
        let script = format!("trap 'echo told; exit 0' {name}; echo running $CTX_REV; while :; do sleep 0.01; done");
        let mut watch = Watch::start(&context, &["--since", "0", "--exec", &script]);
        assert_eq!(watch.line(), "running 1\n");
        watch.signal(signal);
        let ended = Answer { code: 128 + signal.as_raw(), stdout: "told\n".to_owned(), stderr: String::new() };
        assert_eq!(watch.end(), ended);
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
fn a_context_that_is_not_there_yet_can_be_watched() {
    let context = Context::empty();
    let mut watch = Watch::start(&context, &["--since", "0", "-n", "2"]);
    context.run(&["init"]).prints_and_says("context.json\n", "ctx: made a context in context.json\n");
    context.run(&["set", "a", "1"]).done();
    assert_eq!([watch.event()["op"].clone(), watch.event()["op"].clone()], ["init", "set"]);
    watch.end().prints("");
}

#[test]
fn an_edit_by_hand_is_an_event_when_it_is_recorded() {
    let context = Context::with(r#"{"a":1}"#);
    let mut watch = Watch::start(&context, &["--since", "0", "-n", "3"]);
    assert_eq!(watch.event()["rev"], 1);
    // Another file in its place, as editors do it.
    context.write("new", "{\"a\": 2}");
    std::fs::rename(context.path("new"), context.path("context.json")).unwrap();
    context.run(&["emit", "t"]).done();
    let edited = watch.event();
    assert_eq!(
        (&edited["op"], &edited["agent"], &edited["paths"]),
        (&"external".into(), &"unknown".into(), &json!(["a"]))
    );
    assert_eq!(watch.event()["topic"], "t");
    watch.end().prints("");
}

#[test]
fn recovery_is_survived() {
    let context = Context::with(r#"{"a":1}"#);
    let mut watch = Watch::start(&context, &["--since", "0", "-n", "2"]);
    assert_eq!(watch.event()["rev"], 1);
    let log = std::fs::OpenOptions::new().append(true).open(context.path("context.json.audit.jsonl"));
    log.unwrap().write_all(b"{\"op\":\"se").unwrap();
    context.write("context.json", "");
    assert_eq!(context.run(&["set", "a", "2"]).code, 0);
    assert_eq!(kind_and_revision(&watch.event()), of_type("context.updated", 2));
    watch.end().prints("");
}

#[test]
fn a_log_that_was_removed_is_said_and_what_follows_is_told() {
    let context = Context::with(r#"{"a":1}"#);
    let mut watch = Watch::start(&context, &["--since", "0", "-n", "3"]);
    assert_eq!(watch.event()["rev"], 1);
    context.remove("context.json.audit.jsonl");
    let mut said = BufReader::new(watch.child.stderr.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    assert_eq!(line, "ctx: the log is gone; the last revision seen in it was 1\n");
    assert_eq!(context.run(&["set", "a", "2"]).code, 0);
    assert_eq!(watch.event()["op"], "gap");
    assert_eq!(kind_and_revision(&watch.event()), of_type("context.updated", 3));
    assert_eq!((watch.child.wait().unwrap().code(), said.read_line(&mut line).unwrap()), (Some(0), 0));
}

#[test]
fn a_context_that_was_made_anew_is_told_from_its_start() {
    let (context, other) = (Context::with(r#"{"a":1}"#), Context::with(r#"{"other":1}"#));
    context.run(&["set", "a", "2"]).done();
    let mut watch = Watch::start(&context, &["--since", "1", "-n", "2"]);
    assert_eq!(watch.event()["rev"], 2);
    for name in ["context.json.lock", "context.json", "context.json.audit.jsonl"] {
        std::fs::rename(other.path(name), context.path(name)).unwrap();
    }
    let told = watch.event();
    assert_eq!((&told["rev"], &told["paths"]), (&1.into(), &json!(["other"])));
    let said = "revision 2, the last one seen, is not in the log any more: all that is in it now follows";
    watch.end().prints_and_says("", &format!("ctx: {said}\n"));
    context.run(&["watch", "--since", "7", "-n", "1", "-q"]).normalized(&context).prints(concat!(
        r#"{"type":"context.updated","rev":1,"at":"TIME","agent":"planner","op":"merge","#,
        r#""paths":["other"],"args":{"path":".","strategy":"replace","arrays":"replace"}}"#,
        "\n"
    ));
}

#[test]
fn a_lock_that_is_busy_for_long_is_no_reason_to_end() {
    let context = Context::with(r#"{"a":1}"#);
    let script = "echo held; read line; $CTX set a 2";
    let mut command = context.command(&["lock", "--", "sh", "-c", script]);
    command.env("CTX", format!("{CTX} -f context.json"));
    let mut holder = Watch::of({
        command.stdin(Stdio::piped());
        command
    });
    assert_eq!(holder.line(), "held\n");
    let mut watch = Watch::start(&context, &["--since", "1", "-n", "1", "--wait", "1ms"]);
    // Who begins from now on has to know what now is.
    assert_eq!(context.run(&["watch", "--wait", "1ms"]).code, 4);
    drop(holder.child.stdin.take());
    assert_eq!(watch.event()["rev"], 2);
    assert_eq!((holder.end().code, watch.end().code), (0, 0));
}

#[test]
fn when_the_time_is_over_it_says_how_to_go_on() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["watch", "--timeout", "10ms"]).fails(
        4,
        "ctx: could not watch context.json any longer: 0 events in 10ms\n\
         hint: to go on from here: ctx -f context.json watch --since 1\n",
    );
    let Answer { code, stdout, stderr } =
        context.run(&["--error-format", "json", "watch", "--since", "0", "--timeout", "10ms"]);
    let failure: Value = serde_json::from_str(&stderr).unwrap();
    assert_eq!((code, stdout.lines().count(), &failure["rev"]), (4, 1, &1.into()));
    assert_eq!(failure["error"], "could not watch context.json any longer: 1 event in 10ms");
}

#[test]
fn what_cannot_be_watched_is_refused() {
    let context = Context::with(r#"{"a":[1]}"#);
    context.run(&["watch", "a[-1]"]).fails(
        2,
        "ctx: could not watch a[-1]: which item is counted from the end changes with every append\n\
         hint: watch the array, or an item by its index\n",
    );
    for (arguments, why) in [
        (&["a["][..], "could not read the path"),
        (&["--since", "yesterday"], "invalid value 'yesterday' for '--since <REV>'"),
        (&["-n", "-1"], "unexpected argument '-1' found"),
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
