mod children;
mod outlived;
mod reading;
mod removed;

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, ChildStdout, Stdio};

use rustix::process::{Pid, Signal, kill_process};

use crate::support::{Answer, CTX, Context, answer};

/// `ctx lock -- sh -c SCRIPT`, where the script knows the binary as `$CTX`.
fn locked(context: &Context, options: &[&str], script: &str) -> std::process::Command {
    let mut command = context.command(&[&["lock"], options, &["--", "sh", "-c", script]].concat());
    command.env("CTX", format!("{CTX} -c context.json"));
    command
}

/// Holds the lock until its standard input ends.
const UNTIL_THE_INPUT_ENDS: &str = "echo held; read line";

/// A script that holds the lock, and has said so.
fn holding(context: &Context, options: &[&str], script: &str) -> (Child, BufReader<ChildStdout>) {
    let mut command = locked(context, options, script);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    assert_eq!(line, "held\n");
    (child, output)
}

#[test]
fn what_runs_under_the_lock_does_not_wait_for_it() {
    let context = Context::with(r#"{"n":1}"#);
    answer(locked(&context, &[], "$CTX set m 2 && $CTX get n && $CTX lock -- $CTX incr n")).prints("1\n2\n");
    assert_eq!(context.ops(), ["merge", "set", "incr"]);
    context.run(&["verify"]).done();
}

#[test]
fn a_read_and_a_write_under_the_lock_are_one_step() {
    let context = Context::with(r#"{"n":0}"#);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..10 {
                    answer(locked(&context, &["-q", "--wait", "60s"], "$CTX -q set n $(($($CTX -q get n) + 1))"))
                        .prints("");
                }
            });
        }
    });
    context.run(&["get", "n"]).prints("40\n");
    context.run(&["verify"]).done();
}

#[test]
fn commands_that_one_lock_runs_at_once_take_turns() {
    let context = Context::with(r#"{"n":0}"#);
    let script = "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do $CTX -q --wait 60s incr n >/dev/null & done; wait";
    answer(locked(&context, &[], script)).prints("");
    context.run(&["get", "n"]).prints("12\n");
    context.run(&["verify"]).done();
}

#[test]
fn others_are_told_who_holds_the_lock_and_how() {
    let context = Context::with(r#"{"n":0}"#);
    let (mut child, _output) = holding(&context, &[], UNTIL_THE_INPUT_ENDS);
    let Answer { code, stderr, .. } = context.run(&["--no-wait", "set", "n", "1"]);
    let holder = format!("held by planner (pid {} on ", child.id());
    assert!(code == 4 && stderr.contains(&holder) && stderr.contains("`ctx lock`)"), "{stderr}");
    drop(child.stdin.take());
    child.wait().unwrap();
    context.run(&["--no-wait", "set", "n", "1"]).prints("");
}

#[test]
fn a_descriptor_that_does_not_hold_the_lock_is_not_trusted() {
    let context = Context::with(r#"{"n":0}"#);
    let (mut child, _output) = holding(&context, &[], UNTIL_THE_INPUT_ENDS);
    // Standard input is the lock file, which nobody locked by it.
    for (forged, code) in [("0", 3), ("1", 4), ("3", 4), ("999", 4)] {
        let mut command = context.command(&["--no-wait", "set", "n", "1"]);
        command.env("CTX_LOCK_FD", forged).stdin(std::fs::File::open(context.path("context.json.lock")).unwrap());
        assert_eq!(answer(command).code, code, "{forged}");
    }
    drop(child.stdin.take());
    child.wait().unwrap();
    let mut command = context.command(&["set", "n", "1"]);
    command.env("CTX_LOCK_FD", "three");
    answer(command).fails(2, "ctx: CTX_LOCK_FD is \"three\", which is not a file descriptor number\n");
}

#[test]
fn what_the_command_leaves_behind_does_not_keep_the_lock() {
    let context = Context::with(r#"{"n":0}"#);
    let left = context.command(&["lock", "--", "sh", "-c", "sleep 1000 >/dev/null 2>&1 & echo $!"]).output().unwrap();
    let pid: i32 = String::from_utf8(left.stdout).unwrap().trim().parse().unwrap();
    context.run(&["--no-wait", "set", "n", "1"]).prints("");
    kill_process(Pid::from_raw(pid).unwrap(), Signal::KILL).unwrap();
}

#[test]
fn a_shared_lock_keeps_writers_out_and_lets_readers_in() {
    let context = Context::with(r#"{"n":0}"#);
    let (mut child, _output) = holding(&context, &["--shared"], UNTIL_THE_INPUT_ENDS);
    answer(locked(&context, &["--shared"], "$CTX get n")).prints("0\n");
    assert_eq!(context.run(&["--no-wait", "set", "n", "1"]).code, 4);
    drop(child.stdin.take());
    child.wait().unwrap();
    answer(locked(&context, &["--shared"], "$CTX set n 1")).fails(
        3,
        "ctx: could not set n in context.json: could not write while `ctx lock --shared` holds the lock for others to \
         read too\nhint: use `ctx lock` without --shared\n",
    );
    answer(locked(&context, &["--shared"], "$CTX lock -- true")).fails(
        3,
        "ctx: could not run a command under the lock of context.json: could not lock while `ctx lock --shared` holds \
         the lock for others to read too\nhint: use `ctx lock` without --shared\n",
    );
}

#[test]
fn the_exit_code_is_that_of_the_command() {
    let context = Context::with(r#"{"n":0}"#);
    assert_eq!(answer(locked(&context, &[], "exit 7")).code, 7);
    assert_eq!(answer(locked(&context, &[], "kill -9 $$")).code, 137);
    context
        .run(&["lock", "--", "no-such-command"])
        .fails(127, "ctx: could not run no-such-command: No such file or directory (os error 2)\n");
    context
        .run(&["lock", "--", "./context.json"])
        .fails(126, "ctx: could not run ./context.json: Permission denied (os error 13)\n");
}

#[test]
fn a_signal_reaches_the_command() {
    let context = Context::with(r#"{"n":0}"#);
    let (mut child, mut output) =
        holding(&context, &[], "trap 'echo told; exit 5' TERM; echo held; while :; do sleep 0.01; done");
    kill_process(Pid::from_child(&child), Signal::TERM).unwrap();
    let mut said = String::new();
    output.read_to_string(&mut said).unwrap();
    assert_eq!((said.as_str(), child.wait().unwrap().code()), ("told\n", Some(5)));
    context.run(&["--no-wait", "set", "n", "1"]).prints("");
}

#[test]
fn a_line_for_a_shell_is_no_command_and_the_hint_says_what_is() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["task", "add", "x"]).done();
    let verbs: [&[&str]; 4] = [&["lock"], &["once", "n"], &["lease", "run", "l"], &["task", "work"]];
    for verb in verbs {
        context.run(&[verb, &["--", "echo it's; b"]].concat()).fails(
            127,
            "ctx: could not run echo it's; b: No such file or directory (os error 2)\n\
             hint: to run it in a shell: -- sh -c 'echo it'\\''s; b'\n",
        );
        context
            .run(&[verb, &["--", "nothing", "a;b"]].concat())
            .fails(127, "ctx: could not run nothing: No such file or directory (os error 2)\n");
    }
}
