//! What ctx runs is a tree of processes: it is stopped as a whole, and signals reach it once.

mod asked;
mod ignored;
mod terminal;

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::support::{CTX, Context, Need, answer, missing};

/// The verbs that run a command, as far as their `--`.
const VERBS: [&[&str]; 4] = [
    &["lock", "--", "sh", "-c"],
    &["lease", "run", "deploy", "--", "sh", "-c"],
    &["once", "migrate", "--", "sh", "-c"],
    &["watch", "--since", "0", "-n", "1", "--exec"],
];

/// A script that begins processes, two of which detach themselves, and prints the ids of all.
const TREE: &str = "echo $$ >>pids; sleep 1000 & echo $! >>pids; \
     (setsid sh -c 'echo $$ >>pids; (sleep 1000 & echo $! >>pids; echo >>begun; wait) & wait' &); \
     until [ -e begun ]; do :; done; echo ready; wait";

struct Run {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Run {
    fn of(mut command: Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { child, output }
    }

    /// A verb with a script that says that it is ready, whatever is ignored where the tests run.
    fn ready(context: &Context, verb: &[&str], script: &str) -> Self {
        let mut command = Command::new("env");
        command.args(["--default-signal=HUP,INT,QUIT,TERM", CTX, "-c", "context.json"]);
        command.args(verb).arg(script).current_dir(context.directory()).env("CTX_AGENT", "planner");
        let mut run = Self::of(command);
        assert_eq!(run.line(), "ready\n");
        run
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Its exit code, without waiting for who has its standard output.
    fn code(&mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }

    fn rest(&mut self) -> String {
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).unwrap();
        rest
    }
}

/// The ids in the file `pids`.
fn pids(context: &Context) -> Vec<Pid> {
    context.read("pids").lines().map(|line| Pid::from_raw(line.parse().unwrap()).unwrap()).collect()
}

/// How many of these run.
fn running(pids: &[Pid]) -> usize {
    let stat = |pid: &Pid| std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero()));
    // What has ended may not have been reaped yet.
    pids.iter().filter(|pid| stat(pid).is_ok_and(|stat| !stat.contains(") Z "))).count()
}

#[test]
fn a_signal_to_ctx_alone_stops_all_that_its_command_began() {
    for verb in VERBS {
        for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
            let context = Context::with(r#"{"a":1}"#);
            let mut run = Run::ready(&context, verb, TREE);
            run.signal(signal);
            assert_eq!(run.code(), Some(128 + signal.as_raw()), "{verb:?} {signal:?}");
            let pids = pids(&context);
            assert_eq!((pids.len(), running(&pids)), (4, 0), "{verb:?} {signal:?}");
            context.run(&["--no-wait", "set", "a", "2"]).done();
        }
    }
}

#[test]
fn what_ignores_that_and_detaches_itself_is_killed() {
    let context = Context::with(r#"{"a":1}"#);
    let mut run = Run::ready(&context, VERBS[0], &format!("trap '' TERM; {TREE}"));
    run.signal(Signal::TERM);
    assert_eq!(run.code(), Some(128 + Signal::KILL.as_raw()));
    assert_eq!(running(&pids(&context)), 0);
}

#[test]
fn what_a_command_leaves_behind_is_stopped_before_its_lease_is_released() {
    let context = Context::with(r#"{"a":1}"#);
    let script = TREE.replace("echo ready; wait", "exit 7");
    let mut run = Run::of(context.command(&[VERBS[1], &[&script]].concat()));
    assert_eq!(run.code(), Some(7));
    let mut said = String::new();
    run.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said, "ctx: the command left 4 processes behind, stopped before deploy was released\n");
    assert_eq!(running(&pids(&context)), 0);
    assert_eq!(context.ops(), ["merge", "lease.acquired", "lease.released"]);
}

#[test]
fn what_a_command_of_the_others_leaves_behind_goes_on() {
    for verb in [VERBS[0], VERBS[2], VERBS[3]] {
        let context = Context::with(r#"{"a":1}"#);
        let mut run = Run::of(context.command(&[verb, &["sleep 1000 >/dev/null 2>&1 & echo $! >pids"]].concat()));
        assert_eq!(run.code(), Some(0));
        let pids = pids(&context);
        assert_eq!(running(&pids), 1, "{verb:?}");
        kill_process(pids[0], Signal::KILL).unwrap();
    }
}

#[test]
fn other_signals_to_ctx_reach_its_command() {
    for verb in VERBS {
        let signals = [
            (Signal::USR1, "USR1"),
            (Signal::USR2, "USR2"),
            (Signal::ALARM, "ALRM"),
            (Signal::VTALARM, "VTALRM"),
            (Signal::PROF, "PROF"),
        ];
        for (signal, name) in signals {
            let context = Context::with(r#"{"a":1}"#);
            let script = format!("trap 'echo told; exit 0' {name}; echo ready; while :; do :; done");
            let mut run = Run::ready(&context, verb, &script);
            run.signal(signal);
            assert_eq!((run.rest().as_str(), run.code()), ("told\n", Some(0)), "{verb:?} {name}");
        }
    }
}

#[test]
fn a_command_is_told_that_its_ctx_was_killed() {
    for verb in VERBS {
        let context = Context::with(r#"{"a":1}"#);
        let script = "trap 'echo told; exit 0' TERM; echo ready; while :; do :; done";
        let mut run = Run::ready(&context, verb, script);
        run.signal(Signal::KILL);
        // The system may tell it again for each thread of ctx that was its parent for a moment.
        assert_eq!((run.line().as_str(), run.code()), ("told\n", None), "{verb:?}");
    }
}

#[test]
fn who_sleeps_is_ended_by_a_signal_even_as_the_first_process_of_a_container() {
    if missing(&[Need::Processes]) {
        return;
    }
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["task", "add", "one"]).done();
    context.run(&["task", "claim", "--ttl", "1h"]).done();
    context.run(&["lease", "acquire", "deploy", "--ttl", "1h"]).done();
    let mut holder = Run::ready(&context, VERBS[0], "echo ready; exec sleep 1000");
    let sleeping: [&[&str]; 9] = [
        &["wait", "never"],
        &["watch"],
        &["task", "wait", "one"],
        &["task", "claim", "--wait", "1h"],
        &["handoff", "wait", "--timeout", "1h"],
        &["handoff", "next", "--wait", "1h"],
        &["lease", "acquire", "deploy", "--ttl", "1m", "--wait", "1h"],
        &["--wait", "1h", "set", "a", "2"],
        &["--wait", "1h", "lock", "--", "true"],
    ];
    for arguments in sleeping {
        let mut command = Command::new("unshare");
        command.args(["-Ufpr", "--kill-child", CTX, "-c", "context.json"]).args(arguments);
        command.current_dir(context.directory()).env("CTX_AGENT", "planner");
        let mut run = Run::of(command);
        let (first, start) = (first_process(&run.child), Instant::now());
        // The system drops the signal as long as the process does not handle it.
        while run.child.try_wait().unwrap().is_none() {
            let _ = kill_process(first, Signal::TERM);
            assert!(start.elapsed() < Duration::from_secs(20), "{arguments:?} goes on");
        }
        assert_eq!(run.code(), Some(128 + 15), "{arguments:?}");
    }
    holder.signal(Signal::TERM);
    holder.code();
}

/// The process that unshare(1) began.
fn first_process(unshare: &Child) -> Pid {
    let id = unshare.id();
    loop {
        let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap();
        if let Some(pid) = children.split_whitespace().next() {
            return Pid::from_raw(pid.parse().unwrap()).unwrap();
        }
    }
}

#[test]
fn what_cannot_be_run_is_said_as_if_ctx_ran_it_itself() {
    let context = Context::with(r#"{"a":1}"#);
    answer(context.command(&["lock", "--", ""]))
        .fails(127, "ctx: could not run : No such file or directory (os error 2)\n");
}
