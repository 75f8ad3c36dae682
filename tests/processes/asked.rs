//! A signal that asks ctx to end, about the time at which its command ends by itself or by the same signal.

use std::os::unix::process::CommandExt as _;
use std::process::Command;

use rustix::process::{Pid, Signal, kill_process_group};

use super::{Run, pids, running};
use crate::group::{hold, release, until, waiters};
use crate::support::{CTX, Context};

#[test]
fn what_a_command_did_is_recorded_before_a_signal_ends_ctx() {
    for verb in [&["once", "migrate", "--", "sh", "-c"][..], &["lease", "run", "deploy", "--", "sh", "-c"]] {
        let context = Context::with(r#"{"a":1}"#);
        let mut run = Run::ready(&context, verb, "echo ready; until [ -e go ]; do :; done; exit 3");
        let holder = hold(&context);
        context.write("go", "");
        until("ctx waits for the lock", || waiters(&context) == 1);
        run.signal(Signal::TERM);
        release(holder);
        assert_eq!((run.code(), run.rest().as_str()), (Some(3), ""), "{verb:?}");
        context.run(&["lease", "list"]).prints("");
        if verb[0] == "once" {
            assert_eq!(context.run(&["once", "migrate", "--", "echo", "again"]).code, 3);
        }
    }
}

#[test]
fn a_signal_to_the_group_is_recorded_as_the_end_of_the_command() {
    let context = Context::with(r#"{"a":1}"#);
    for round in 0..20 {
        let name = format!("migrate{round}");
        let mut command = Command::new("env");
        command.args(["--default-signal=HUP,INT,QUIT,TERM", CTX, "-c", "context.json", "once", &name, "--"]);
        command.args(["sh", "-c", "echo ready; exec sleep 1000"]).current_dir(context.directory()).process_group(0);
        let mut run = Run::of(command);
        assert_eq!(run.line(), "ready\n");
        kill_process_group(Pid::from_child(&run.child), Signal::TERM).unwrap();
        assert_eq!(run.code(), Some(143), "{name}");
    }
    context.run(&["lease", "list"]).prints("");
}

#[test]
fn what_the_command_began_ends_with_it_if_the_group_is_asked_to_end() {
    for verb in [&["lock", "--", "sh", "-c"][..], &["once", "migrate", "--", "sh", "-c"]] {
        let context = Context::with(r#"{"a":1}"#);
        let mut command = Command::new("env");
        command.args(["--default-signal=HUP,INT,QUIT,TERM", CTX, "-c", "context.json"]).args(verb);
        command.arg("setsid sleep 1000 & echo $! >>pids; echo ready; exec sleep 1000");
        command.current_dir(context.directory()).process_group(0);
        let mut run = Run::of(command);
        assert_eq!(run.line(), "ready\n");
        kill_process_group(Pid::from_child(&run.child), Signal::INT).unwrap();
        assert_eq!(run.code(), Some(130), "{verb:?}");
        assert_eq!(running(&pids(&context)), 0, "{verb:?}");
    }
}
