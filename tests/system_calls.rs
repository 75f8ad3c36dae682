//! How many system calls a command makes, beyond those of a program that does nothing.

use std::process::Command;

use crate::support::{CTX, Context, Need, missing};

/// The system calls between the start of `main` and its end.
fn calls(context: &Context, arguments: &[&str]) -> Vec<String> {
    let trace = context.path("trace");
    let mut command = Command::new("strace");
    command.args(["-f", "-o"]).arg(&trace).arg(CTX).args(arguments);
    // The session of an agent that nobody named takes more calls in a container.
    command.env("CTX_SESSION", "s1");
    let output = command.current_dir(context.directory()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let traced = context.read("trace");
    context.remove("trace");
    let calls: Vec<_> = traced.lines().map(str::to_owned).collect();
    // The runtime of Rust handles this signal last, and removes the stack of its handler first.
    let start = calls.iter().rposition(|call| call.contains("rt_sigaction(SIGBUS")).unwrap();
    let end = calls.iter().rposition(|call| call.contains("sigaltstack(")).unwrap();
    // A debug build looks at each file before it is closed.
    calls[start + 1..end].iter().filter(|call| !call.contains("F_GETFD")).cloned().collect()
}

/// Runs a command that succeeds, in the directory of the context.
fn run(context: &Context, arguments: &[&str]) {
    let output = Command::new(CTX).args(arguments).current_dir(context.directory()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

/// A context with a value; `None` if system calls cannot be traced here.
fn traceable() -> Option<Context> {
    if missing(&[Need::Tracing]) {
        return None;
    }
    let context = Context::empty();
    run(&context, &["init"]);
    run(&context, &["set", "a", "1"]);
    Some(context)
}

#[test]
fn a_command_makes_few_system_calls() {
    let Some(context) = traceable() else { return };
    let commands: [(&[&str], usize); 4] =
        [(&["--version"], 4), (&["--help"], 8), (&["get", "a"], 32), (&["set", "a", "2"], 52)];
    for (arguments, most) in commands {
        let calls = calls(&context, arguments);
        assert!(calls.len() <= most, "{arguments:?}: {} of {most}\n{}", calls.len(), calls.join("\n"));
        let twice = calls.iter().find(|call| call.contains("F_SETFD"));
        assert_eq!(twice, None, "{arguments:?}: a file is opened with this flag already");
    }
}

#[test]
fn a_command_that_need_not_wait_starts_no_watch() {
    let Some(context) = traceable() else { return };
    run(&context, &["task", "add", "one", "two"]);
    run(&context, &["handoff", "create", "somebody", "-m", "text"]);
    // While its command runs, one is started: somebody may take the lease.
    run(&context, &["once", "y", "--", "true"]);
    let commands: [&[&str]; 7] = [
        &["wait", "a"],
        &["wait", "a", "--eq", "1", "--timeout", "1m"],
        &["handoff", "wait", "--to", "somebody"],
        &["task", "claim"],
        &["task", "claim", "--wait", "1m"],
        &["lease", "acquire", "x", "--ttl", "1m", "--wait", "1m"],
        &["once", "y", "--", "true"],
    ];
    for arguments in commands {
        let calls = calls(&context, arguments);
        let watch = calls.iter().find(|call| call.contains("inotify"));
        assert_eq!(watch, None, "{arguments:?}");
    }
}
