//! `ctx task work`: a worker that runs a command for each task.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use crate::support::{Answer, CTX, Context, answer};

/// A context with tasks of these names.
fn queue(names: &[&str]) -> Context {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&[&["task", "add"], names].concat()).done();
    context
}

fn work(context: &Context, options: &[&str], script: &str) -> Answer {
    let mut command = context.command(&[&["task", "work"], options, &["--", "sh", "-c", script]].concat());
    command.env("CTX", CTX);
    answer(command).normalized(context)
}

fn task(context: &Context, id: &str) -> Value {
    serde_json::from_str(&context.run(&["task", "show", id]).done()).unwrap()
}

#[test]
fn each_task_is_completed_with_what_the_command_prints() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["task", "add", "text", "--payload", "some text"]).done();
    context.run(&["task", "add", "object", "--payload", r#"{"n": 1}"#]).done();
    context.run(&["task", "add", "none"]).done();
    let script = "cat; echo $CTX_TASK_ID $CTX_TASK_TOKEN $CTX_TASK_ATTEMPT ${CTX_TASK_MEMBER-alone}";
    work(&context, &[], script).prints("");
    assert_eq!(task(&context, "text")["result"], "some text\ntext 5 1 alone");
    assert_eq!(task(&context, "object")["result"], "{\n  \"n\": 1\n}\nobject 7 1 alone");
    assert_eq!(task(&context, "none")["result"], "none 9 1 alone");
    assert_eq!(context.files().len(), 3, "{:?}", context.files());

    let context = queue(&["json", "nothing"]);
    work(&context, &[], r#"[ $CTX_TASK_ID = nothing ] || echo '{"words": 1.50}'"#).prints("");
    assert_eq!(task(&context, "json")["result"].to_string(), r#"{"words":1.50}"#);
    assert_eq!(task(&context, "nothing").get("result"), None);
    work(&context, &["--queue", "empty"], "echo never")
        .prints_and_says("", "ctx: there is no task in the queue empty yet\n");
}

#[test]
fn a_task_fails_with_the_exit_code_and_the_end_of_what_was_said() {
    let context = queue(&["a"]);
    let says = format!("yes line | head -n 2000 >&2; echo out of disk >&2; exit {}", "$((CTX_TASK_ATTEMPT + 3))");
    let answer = work(&context, &["--retry", "1"], &says);
    assert_eq!((answer.code, answer.stdout.as_str()), (0, ""));
    assert_eq!(answer.stderr.lines().filter(|line| *line == "out of disk").count(), 2, "it is passed on");
    let failed = task(&context, "a");
    let reason = failed["reason"].as_str().unwrap();
    assert!(reason.starts_with("exit code 5: ") && reason.ends_with("line\nout of disk"), "{reason}");
    assert!(reason.len() < 2100 && failed["status"] == "failed" && failed["attempts"] == 2, "{failed}");

    let context = queue(&["a"]);
    work(&context, &[], "kill -9 $$").prints("");
    assert_eq!(task(&context, "a")["reason"], "signal 9");
}

#[test]
fn output_that_is_too_long_for_a_result_is_kept_beside_the_context() {
    let context = queue(&["long"]);
    work(&context, &[], "head -c 100000000 /dev/zero | tr '\\0' x").prints("");
    assert_eq!(task(&context, "long")["result"], json!({"output": "context.json.task-3.out", "bytes": 100_000_000}));
    assert_eq!(std::fs::metadata(context.path("context.json.task-3.out")).unwrap().len(), 100_000_000);
}

#[test]
fn output_that_is_no_text_is_kept_as_it_is() {
    let context = queue(&["raw"]);
    work(&context, &[], "printf 'a\\377b'").prints("");
    assert_eq!(task(&context, "raw")["result"], json!({"output": "context.json.task-3.out", "bytes": 3}));
    assert_eq!(std::fs::read(context.path("context.json.task-3.out")).unwrap(), b"a\xffb");
}

#[test]
fn a_command_that_cannot_be_started_gives_the_task_back() {
    let context = queue(&["a"]);
    let said = "ctx: could not run no-such-command: No such file or directory (os error 2)\n";
    context.run(&["task", "work", "--", "no-such-command"]).fails(127, said);
    assert_eq!(task(&context, "a")["status"], "pending");
}

#[test]
fn a_signal_stops_the_command_and_gives_the_task_back() {
    let context = queue(&["a"]);
    let script = "echo ready >&2; sleep 1000 & wait";
    let mut command = context.command(&["task", "work", "--", "sh", "-c", script]);
    let mut worker = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(worker.stderr.as_mut().unwrap()).read_line(&mut line).unwrap();
    kill_process(Pid::from_child(&worker), Signal::TERM).unwrap();
    assert_eq!((worker.wait().unwrap().code(), line.as_str()), (Some(128 + 15), "ready\n"));
    assert_eq!(task(&context, "a")["status"], "pending");
}

#[test]
fn a_worker_that_loses_its_claim_stops_the_command_and_takes_the_next_task() {
    let context = queue(&["a", "b"]);
    // Nobody else wants it, but somebody removes the claim: the log says so at once.
    let script = "[ $CTX_TASK_ID = b ] || { $CTX -q -c context.json task release a >/dev/null; exec sleep 1000; }";
    let answer = work(&context, &["--ttl", "1h"], &format!("[ -e once ] && exit 0; touch once; {script}"));
    assert_eq!(answer.code, 0, "{answer:?}");
    assert!(answer.stderr.starts_with("ctx: the claim of a was lost, so its command was stopped (exit code 143): "));
    assert_eq!(
        (task(&context, "a")["status"].as_str(), task(&context, "b")["status"].as_str()),
        (Some("completed"), Some("completed"))
    );
}

#[test]
fn a_worker_waits_for_what_others_may_give_back() {
    let context = queue(&["a"]);
    context.run_as("dead", &["task", "claim", "--ttl", "1s"]).done();
    let until_drained = ["task", "claim", "--ttl", "1s", "--until-drained"];
    let again: Value = serde_json::from_str(&context.run_as("other", &until_drained).done()).unwrap();
    assert_eq!((&again["claimed_by"], &again["attempts"]), (&json!("other"), &json!(2)));
    work(&context, &[], "echo done").prints("");
    assert_eq!((&task(&context, "a")["result"], &task(&context, "a")["attempts"]), (&json!("done"), &json!(3)));
    let answer = context.run(&until_drained);
    answer.fails(
        1,
        "ctx: all tasks have ended: could not claim a task in context.json: no task was ready: 0 running, 0 pending\n\
         hint: use --wait 1m to wait for one; see ctx task list\n",
    );
}

#[test]
fn several_jobs_run_at_once_and_end_together() {
    let context = queue(&["a", "b", "c", "d"]);
    // Each waits for the other: so two run at once.
    let script = "touch began.$CTX_TASK_ID; until [ $(ls began.* | wc -l) -ge 2 ]; do :; done; echo $CTX_TASK_ID";
    work(&context, &["--jobs", "2"], script).prints("");
    context.run(&["task", "collect"]).prints("\"a\"\n\"b\"\n\"c\"\n\"d\"\n");
}
