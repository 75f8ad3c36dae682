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

const WAS_RUN: &str = "ctx: migrate was already run by planner until TIME: exit code 7\n";

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
    once(&context, &[], "echo never")
        .prints_and_says("", "ctx: migrate was already run by planner until TIME: exit code 0\n");
}

#[test]
fn what_a_signal_killed_came_to_no_known_end() {
    let context = Context::with(r#"{"a":1}"#);
    assert_eq!(once(&context, &[], "kill -TERM $$").code, 143);
    let unknown = "ctx: could not run migrate once in context.json: planner ran it until TIME, when signal 15 \
                   killed it: it may have run in part\n\
                   hint: check what it did, then run it again: ctx -c context.json once --again migrate -- CMD\n";
    once(&context, &[], "echo never").fails(3, unknown);
    once(&context, &["--retry-failed"], "echo never").fails(3, unknown);
    once(&context, &["--again"], "echo again").prints("again\n");
}

#[test]
fn what_failed_is_run_again_for_those_who_say_so() {
    let context = Context::with(r#"{"a":1}"#);
    assert_eq!(once(&context, &["--retry-failed"], "exit 7").code, 7);
    once(&context, &[], "echo never").fails(7, WAS_RUN);
    once(&context, &["--retry-failed"], "echo again").prints("again\n");
    once(&context, &["--retry-failed"], "echo never")
        .prints_and_says("", "ctx: migrate was already run by planner until TIME: exit code 0\n");
}

#[test]
fn nobody_repeats_by_itself_what_was_cut_short() {
    let context = Context::with(r#"{"a":1}"#);
    let mut runner = starting(&context, &["--ttl", "1s"], "echo began; read line");
    let mut began = [0; 6];
    std::io::Read::read_exact(runner.stdout.as_mut().unwrap(), &mut began).unwrap();
    let waiter = starting(&context, &["--ttl", "1s"], "echo never");
    kill_process(Pid::from_child(&runner), Signal::KILL).unwrap();
    let abandoned = "ctx: could not run migrate once in context.json: planner started it at TIME \
                     and its lease expired at TIME: it may have run in part\n\
                     hint: check what it did, then run it again: ctx -c context.json once --again migrate -- CMD\n";
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
        "ctx: could not run migrate once in context.json: planner has been running it since TIME and has not finished after 10ms\n\
         hint: use a longer --timeout\n",
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

#[test]
fn whose_turn_was_taken_before_it_ended_is_stopped_and_told_who_has_it() {
    let context = Context::with(r#"{"a":1}"#);
    let ctx = format!("{} -c context.json --agent thief", crate::support::CTX);
    let answer = once(&context, &[], &format!("{ctx} lease steal once:migrate -m x; exec {ctx} wait never"));
    let why = "ctx: could not run migrate once: the lease was lost, so the command was stopped (exit code 143): could \
               not renew once:migrate in context.json: fenced: token 2 of the lease once:migrate is out of date; \
               3 is of thief\n\
               hint: ctx -c context.json lease list\n";
    assert_eq!(answer, Answer { code: 3, stdout: "3\n".to_owned(), stderr: why.to_owned() });
}

#[test]
fn a_name_that_is_too_long_and_a_result_that_somebody_spoiled_are_refused() {
    let context = Context::with(r#"{"a":1}"#);
    let name = "n".repeat(124);
    context.run(&["once", &name, "--", "true"]).fails(
        2,
        &format!(
            "ctx: could not run {name} once in context.json: the name {name} is longer than 123 bytes\n\
             hint: use a shorter name: it becomes the lease once:NAME, which is limited to 128 bytes\n"
        ),
    );
    context.write("context.json", r#"{"_ctx":{"once":{"it's":7}}}"#);
    context.run(&["once", "it's", "--", "true"]).fails(
        5,
        "ctx: could not run it's once in context.json: _ctx.once[\"it's\"] is not a result of a run: \
         missing field `name`\n\
         hint: who wrote it: ctx -c context.json blame '_ctx.once[\"it'\\''s\"]'\n",
    );
}

#[test]
fn a_run_that_would_wait_for_itself_is_refused_at_once() {
    let ctx = crate::support::CTX;
    let nested = format!("{ctx} once other -- {ctx} once migrate --again -- true");
    for (script, file) in [(format!("{ctx} once migrate -- true"), "context.json"), (nested, "DIR/context.json")] {
        let context = Context::with(r#"{"a":1}"#);
        let answer = once(&context, &[], &format!("export CTX_FILE=context.json; {script}"));
        let why = format!(
            "ctx: could not run migrate once in {file}: planner is running it since TIME, \
             and this command is part of it: it would wait for itself\n\
             hint: leave out this `ctx once`, or use another NAME\n"
        );
        assert_eq!(answer, Answer { code: 3, stdout: String::new(), stderr: why });
    }
    // In another context it is another one.
    let (context, other) = (Context::with(r#"{"a":1}"#), Context::with(r#"{"b":1}"#));
    let elsewhere = other.path("context.json").display().to_string();
    once(&context, &[], &format!("{ctx} -c {elsewhere} once migrate -- echo ran")).prints("ran\n");
}

#[test]
fn the_lease_of_a_run_is_acquired_by_that_alone() {
    let context = Context::with(r#"{"a":1}"#);
    let refused = "the lease once:it's is reserved: names that begin with once: belong to `ctx once`\n\
                   hint: to run a command once: ctx -c context.json once 'it'\\''s' -- CMD\n";
    for verb in [&["lease", "acquire", "once:it's"][..], &["lease", "run", "once:it's", "--", "true"]] {
        context.run(verb).fails(2, &format!("ctx: could not acquire once:it's in context.json: {refused}"));
    }
    assert_eq!(context.ops(), ["merge"]);
}
