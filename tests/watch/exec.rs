//! Commands that a watch runs for each event.

use rustix::process::Signal;
use serde_json::{Value, json};

use super::Watch;
use crate::support::{Answer, CTX, Context, answer};

#[test]
fn a_command_is_told_by_its_environment_and_its_standard_input() {
    let context = Context::with(r#"{"a":1}"#);
    context.run_as("coder", &["emit", "t", "[1]"]).done();
    let script = "cat; echo $CTX_EVENT $CTX_REV \"<$CTX_PATH>\" $CTX_EVENT_AGENT ${CTX_TOPIC-none}";
    let mut command = context.command(&["watch", "--since", "0", "-n", "2", "--exec", script]);
    command.env("CTX_TOPIC", "of the watch");
    let log = context.log();
    let records: Vec<&str> = log.lines().collect();
    answer(command)
        .prints(&format!("{}\ncontext.updated 1 <a> planner none\n{}\nmessage 2 <> coder t\n", records[0], records[1]));
}

#[test]
fn ctx_in_a_command_acts_in_its_own_name_on_behalf_of_the_agent_of_the_event() {
    let context = Context::with(r#"{"a":1}"#);
    context.run_as("coder", &["emit", "t"]).done();
    let script = "$CTX emit seen; $CTX --agent hook emit seen";
    let mut command = context.command(&["watch", "--since", "1", "-n", "1", "--exec", script]);
    command.env("CTX", format!("{CTX} -c context.json"));
    answer(command).prints("");
    let agents: Vec<Value> = context.records().iter().map(|record| record["agent"].clone()).collect();
    assert_eq!(agents, ["planner", "coder", "planner", "hook"]);
    let behalf: Vec<Value> = context.records().iter().map(|record| record["on_behalf_of"].clone()).collect();
    assert_eq!(behalf, [Value::Null, Value::Null, "coder".into(), "coder".into()]);
    let shown = context.run(&["show", "3"]).done();
    assert!(shown.contains("\non_behalf_of: coder\n"), "{shown}");
}

#[test]
fn a_command_that_fails_or_does_not_read_is_no_reason_to_end() {
    let context = Context::empty();
    // More than a pipe holds.
    context.run_with_input(&["set", "a", "-"], "x".repeat(200_000)).done();
    context.run(&["set", "a", "1"]).done();
    let watch = |script: &str| context.run(&["watch", "--since", "0", "-n", "2", "--exec", script]);
    watch("exec <&-; echo $CTX_REV").prints("1\n2\n");
    watch("head -c 1 | tr -d '{'; exit $CTX_REV").prints_and_fails(
        2,
        "",
        "ctx: the command failed with exit code 1: context.updated of revision 1\n\
         ctx: the command failed with exit code 2: context.updated of revision 2\n",
    );
    watch("kill -9 $$").prints_and_fails(
        137,
        "",
        "ctx: the command failed with exit code 137: context.updated of revision 1\n\
         ctx: the command failed with exit code 137: context.updated of revision 2\n",
    );
    let mut command = context.command(&["watch", "--since", "1", "-n", "1", "--exec", "true"]);
    command.env("PATH", "/nowhere");
    answer(command).prints_and_fails(
        127,
        "",
        "ctx: could not run sh: No such file or directory (os error 2)\n\
         ctx: the command failed with exit code 127: context.updated of revision 2\n",
    );
}

#[test]
fn a_path_too_long_for_an_environment_does_not_end_the_watch() {
    let context = Context::empty();
    let key = "k".repeat(200_000);
    context.run_with_input(&["merge", "-"], json!({key: 1}).to_string()).done();
    context.run(&["emit", "t"]).done();
    context.run(&["watch", "--since", "0", "-n", "2", "--exec", "echo $CTX_REV"]).prints_and_fails(
        126,
        "2\n",
        "ctx: could not run sh: Argument list too long (os error 7)\n\
         ctx: the command failed with exit code 126: context.updated of revision 1\n",
    );
}

#[test]
fn a_signal_reaches_the_command_that_runs_and_then_the_watch_ends() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "a", "2"]).done();
    for (signal, name) in [(Signal::INT, "INT"), (Signal::TERM, "TERM"), (Signal::HUP, "HUP")] {
        let script = format!("trap 'echo told; exit 0' {name}; echo running $CTX_REV; while :; do :; done");
        let mut watch = Watch::start(&context, &["--since", "0", "--exec", &script]);
        assert_eq!(watch.line(), "running 1\n");
        watch.signal(signal);
        let ended = Answer { code: 128 + signal.as_raw(), stdout: "told\n".to_owned(), stderr: String::new() };
        assert_eq!(watch.end(), ended);
    }
}
