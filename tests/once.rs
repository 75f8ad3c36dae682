use std::process::{Child, Stdio};

use rustix::process::{Pid, Signal, kill_process};

use crate::support::{Answer, Context};

/// `ctx once migrate OPTIONS -- sh -c SCRIPT`.
fn starting(context: &Context, options: &[&str], script: &str) -> Child {
    let mut command = context.command(&[&["once", "migrate"], options, &["--", "sh", "-c", script]].concat());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn once(context: &Context, options: &[&str], script: &str) -> Answer {
    Answer::from(starting(context, options, script).wait_with_output().unwrap()).normalized(context)
}

const WAS_RUN: &str = "ctx: migrate was run by planner until TIME: exit code 7\n";

#[test]
fn of_many_callers_one_runs_it_and_all_get_its_exit_code() {
    let context = Context::with(r#"{"a":1}"#);
    let callers: Vec<Child> = (0..16).map(|_| starting(&context, &[], "echo ran; exit 7")).collect();
    let answers: Vec<Answer> =
        callers.into_iter().map(|c| Answer::from(c.wait_with_output().unwrap()).normalized(&context)).collect();
    assert!(answers.iter().all(|answer| answer.code == 7), "{answers:?}");
    assert_eq!(answers.iter().filter(|answer| answer.stdout == "ran\n" && answer.stderr.is_empty()).count(), 1);
    assert_eq!(answers.iter().filter(|answer| answer.stdout.is_empty() && answer.stderr == WAS_RUN).count(), 15);
    assert_eq!(context.ops(), ["merge", "once.started", "once.ended"]);
}

#[test]
fn what_was_run_is_not_run_later_unless_somebody_says_so() {
    let context = Context::with(r#"{"a":1}"#);
    assert_eq!(once(&context, &[], "exit 7").code, 7);
    once(&context, &[], "echo never").fails(7, WAS_RUN);
    once(&context, &["--again"], "echo again").prints("again\n");
    once(&context, &[], "echo never").prints_and_says("", "ctx: migrate was run by planner until TIME: exit code 0\n");
}

#[test]
fn nobody_repeats_by_itself_what_was_cut_short() {
    let context = Context::with(r#"{"a":1}"#);
    let mut runner = starting(&context, &["--ttl", "1s"], "echo began; read line");
    let mut began = [0; 6];
    std::io::Read::read_exact(runner.stdout.as_mut().unwrap(), &mut began).unwrap();
    let waiter = starting(&context, &["--ttl", "1s"], "echo never");
    kill_process(Pid::from_child(&runner), Signal::KILL).unwrap();
    let abandoned = "ctx: planner began migrate at TIME and was not heard of after TIME: how far it came is not known\n\
                     hint: look, and then run it again: ctx -f context.json once --again migrate -- CMD\n";
    Answer::from(waiter.wait_with_output().unwrap()).normalized(&context).fails(3, abandoned);
    once(&context, &[], "echo never").fails(3, abandoned);
    once(&context, &["--again"], "echo again").prints("again\n");
    // What it left behind ends when nobody types any more.
    drop(runner.stdin.take());
    runner.wait().unwrap();
}

#[test]
fn who_will_not_wait_longer_is_told_who_runs_it() {
    let context = Context::with(r#"{"a":1}"#);
    let mut runner = starting(&context, &[], "echo began; read line");
    let mut began = [0; 6];
    std::io::Read::read_exact(runner.stdout.as_mut().unwrap(), &mut began).unwrap();
    once(&context, &["--timeout", "10ms"], "echo never").fails(
        4,
        "ctx: planner runs migrate since TIME, and has not ended after 10ms\nhint: wait longer with --timeout\n",
    );
    drop(runner.stdin.take());
    assert_eq!(runner.wait().unwrap().code(), Some(1));
}

#[test]
fn what_cannot_be_started_was_not_run() {
    let context = Context::with(r#"{"a":1}"#);
    context
        .run(&["once", "migrate", "--", "no-such-command"])
        .fails(127, "ctx: could not run no-such-command: No such file or directory (os error 2)\n");
    once(&context, &[], "echo ran").prints("ran\n");
}
