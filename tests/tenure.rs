//! What is common to `lease run` and `once`: a command under a lease.

use std::io::{BufRead as _, BufReader};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Stdio};

use rustix::process::{Pid, Signal, kill_process};

use crate::support::Context;

/// Ends with 7 once somebody holds the lock, until somebody writes to `release`.
const AWAITS_A_HOLDER: &str = "mkfifo held release; read line <held; exit 7";

const HOLDS: &str = "until [ -p release ]; do :; done; echo >held; read line <release";

fn awaiting_a_holder(context: &Context, verb: &[&str]) -> (Child, Child) {
    awaiting_a_holder_at("_ctx.leases", context, verb)
}

fn awaiting_a_holder_at(claim: &str, context: &Context, verb: &[&str]) -> (Child, Child) {
    let mut command = context.command(&[verb, &["--ttl", "2s", "--", "sh", "-c", AWAITS_A_HOLDER]].concat());
    let child = command.stderr(Stdio::piped()).spawn().unwrap();
    context.run(&["wait", claim]).done();
    (child, context.command(&["lock", "--", "sh", "-c", HOLDS]).spawn().unwrap())
}

#[test]
fn behind_the_command_the_lock_is_waited_for_however_short_the_lease_is() {
    for (verb, recorded) in [(&["lease", "run", "deploy"][..], "lease.released"), (&["once", "migrate"], "once.ended")]
    {
        let context = Context::with(r#"{"a":1}"#);
        let (mut child, mut holder) = awaiting_a_holder(&context, verb);
        let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
        let waiting = said.next().unwrap().unwrap();
        assert!(waiting.starts_with("ctx: waiting for ") && waiting.contains("`ctx lock"), "{waiting}");
        context.write("release", "\n");
        assert_eq!((child.wait().unwrap().code(), said.next().is_none()), (Some(7), true));
        assert_eq!(context.ops().last().unwrap(), recorded);
        assert_eq!(holder.wait().unwrap().code(), Some(0));
    }
}

/// The verbs, with what they say once --wait is over, and what they record at last.
const RECORDING: [(&[&str], &str, &str, &str, i32); 3] = [
    (&["lease", "run", "deploy"], "_ctx.leases", "the command", "lease.released", 7),
    (&["once", "migrate"], "_ctx.leases", "the command", "once.ended", 7),
    (&["task", "work"], "_ctx.tasks.a.token", "the command for a", "task.failed", 0),
];

/// A command of the verb that has ended while somebody holds the lock for longer than --wait.
fn unrecorded((verb, claim, command, ..): (&[&str], &str, &str, &str, i32)) -> (Context, Child, Child) {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["task", "add", "a"]).done();
    let (mut child, holder) = awaiting_a_holder_at(claim, &context, &[&["--wait", "1s"], verb].concat());
    let mut said = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    let why = "ended with exit code 7, which is not recorded yet: waiting on for the lock";
    assert_eq!(line, format!("ctx: {command} {why}\n"));
    child.stderr = Some(said.into_inner());
    (context, child, holder)
}

#[test]
fn what_a_command_did_is_recorded_however_long_somebody_holds_the_lock() {
    for case in RECORDING {
        let (context, mut child, mut holder) = unrecorded(case);
        context.write("release", "\n");
        assert_eq!(child.wait().unwrap().code(), Some(case.4), "{case:?}");
        assert_eq!(context.ops().last().unwrap(), case.3);
        assert_eq!(holder.wait().unwrap().code(), Some(0));
    }
}

#[test]
fn a_signal_ends_who_waits_on_to_record() {
    for case in RECORDING {
        let (context, mut child, mut holder) = unrecorded(case);
        kill_process(Pid::from_child(&child), Signal::TERM).unwrap();
        assert_eq!(child.wait().unwrap().signal(), Some(15), "{case:?}");
        context.write("release", "\n");
        assert_eq!(holder.wait().unwrap().code(), Some(0));
        assert_ne!(context.ops().last().unwrap(), case.3);
    }
}
