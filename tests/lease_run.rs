use std::process::{Child, Stdio};

use rustix::process::{Pid, Signal, kill_process};

use crate::support::{Answer, CTX, Context};

/// `ctx lease run deploy --ttl TTL -- sh -c SCRIPT`, where the script knows the binary as `$CTX`.
fn running(context: &Context, ttl: &str, script: &str) -> Child {
    let mut command = context.command(&["lease", "run", "deploy", "--ttl", ttl, "--", "sh", "-c", script]);
    command.env("CTX", CTX).env("CTX_FILE", context.path("context.json"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn run(context: &Context, ttl: &str, script: &str) -> Answer {
    Answer::from(running(context, ttl, script).wait_with_output().unwrap()).normalized(context)
}

#[test]
fn a_command_runs_under_a_lease_that_is_released_behind_it() {
    let context = Context::with(r#"{"a":1}"#);
    let script = "echo $CTX_LEASE $CTX_LEASE_TOKEN; $CTX set a 2 --fence $CTX_LEASE_TOKEN; exit 7";
    assert_eq!(run(&context, "1m", script), Answer { code: 7, stdout: "deploy 2\n".into(), stderr: String::new() });
    context.run(&["lease", "list"]).prints("");
    assert_eq!(context.ops(), ["merge", "lease.acquired", "set", "lease.released"]);
}

#[test]
fn the_lease_is_renewed_while_the_command_runs() {
    let context = Context::with(r#"{"a":1}"#);
    let script = "$CTX wait _ctx.leases.deploy --changed-since $CTX_LEASE_TOKEN >/dev/null";
    assert_eq!(run(&context, "1s", script), Answer { code: 0, stdout: String::new(), stderr: String::new() });
    assert_eq!(context.ops()[..3], ["merge", "lease.acquired", "lease.renewed"]);
}

#[test]
fn what_somebody_else_holds_is_not_run() {
    let context = Context::with(r#"{"a":1}"#);
    context.run_as("other", &["lease", "acquire", "deploy", "--ttl", "10m"]).done();
    run(&context, "1m", "echo ran").fails(
        3,
        "ctx: could not acquire deploy in context.json: the lease deploy is held by other since TIME until TIME (token 2)\n\
         hint: use --wait 1m to wait for it; to list the leases: ctx -c context.json lease list\n",
    );
}

#[test]
fn whose_lease_was_stolen_is_stopped() {
    let context = Context::with(r#"{"a":1}"#);
    let script = "$CTX --agent thief lease steal deploy --ttl 1m --reason mine >/dev/null; exec $CTX wait never";
    // Long before it would be renewed.
    run(&context, "1h", script).fails(
        3,
        "ctx: could not hold deploy while the command ran: the lease was lost, so the command was stopped (exit code 143): \
         could not renew deploy in context.json: fenced: token 2 of the lease deploy is out of date; 3 is of thief\n\
         hint: ctx -c context.json lease list\n",
    );
}

#[test]
fn who_does_not_stop_is_killed() {
    let context = Context::with(r#"{"a":1}"#);
    let script =
        "trap '' TERM; $CTX --agent thief lease steal deploy --ttl 1m --reason mine >/dev/null; exec $CTX wait never";
    let answer = run(&context, "1h", script);
    assert!(answer.code == 3 && answer.stderr.contains("was stopped (exit code 137)"), "{answer:?}");
}

/// Holds the lock until nobody holds a lease any more: the last one has expired.
const UNTIL_LEASES_EXPIRE: &str = r#"while [ -n "$($CTX lease list)" ]; do :; done"#;

#[test]
fn a_lease_that_could_not_be_renewed_in_time_is_renewed_late() {
    for verb in [&["lease", "run", "deploy"][..], &["once", "migrate"]] {
        let context = Context::with(r#"{"a":1}"#);
        let script = "echo $CTX_LEASE_TOKEN; read line; exit 7";
        let mut command = context.command(&[verb, &["--ttl", "1s", "--", "sh", "-c", script]].concat());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        context.run(&["wait", "_ctx.leases"]).done();
        let mut holder = context.command(&["-q", "lock", "--", "sh", "-c", UNTIL_LEASES_EXPIRE]);
        holder.env("CTX", CTX).env("CTX_FILE", context.path("context.json"));
        assert_eq!(holder.output().unwrap().status.code(), Some(0));
        let held = context.records().len().to_string();
        context.run(&["wait", "_ctx.leases", "--changed-since", &held, "--timeout", "60s"]).done();
        std::io::Write::write_all(child.stdin.as_mut().unwrap(), b"end\n").unwrap();
        let answer = Answer::from(child.wait_with_output().unwrap());
        assert_eq!(answer, Answer { code: 7, stdout: "2\n".into(), stderr: String::new() }, "{verb:?}");
    }
}

#[test]
fn a_signal_reaches_the_command_and_the_lease_is_given_back() {
    let context = Context::with(r#"{"a":1}"#);
    let child = running(&context, "1m", "trap 'exit 5' TERM; echo ready; while :; do read line || :; done");
    context.run(&["wait", "_ctx.leases.deploy", "--timeout", "60s"]).done();
    let mut child = child;
    let mut ready = [0; 6];
    std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut ready).unwrap();
    kill_process(Pid::from_child(&child), Signal::TERM).unwrap();
    assert_eq!(Answer::from(child.wait_with_output().unwrap()).code, 5);
    context.run(&["lease", "list"]).prints("");
}

#[test]
fn what_cannot_be_started_gives_the_lease_back() {
    let context = Context::with(r#"{"a":1}"#);
    context
        .run(&["lease", "run", "deploy", "--", "no-such-command"])
        .fails(127, "ctx: could not run no-such-command: No such file or directory (os error 2)\n");
    context.run(&["lease", "list"]).prints("");
    let short = context.run(&["lease", "run", "deploy", "--ttl", "10ms", "--", "true"]);
    assert!(short.code == 2 && short.stderr.contains("the minimum is one second"), "{short:?}");
}
