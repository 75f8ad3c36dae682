//! A lock that somebody else does not give back.

use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{LOG, contents};
use crate::support::{Answer, Context, Need, missing};

/// Holds the lock until its standard input is closed.
fn hold_the_lock(context: &Context) -> Child {
    let mut child = Command::new("flock")
        .args(["context.json.lock", "sh", "-c", "echo held; cat"])
        .current_dir(context.directory())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = [0; 5];
    child.stdout.as_mut().unwrap().read_exact(&mut line).unwrap();
    assert_eq!(&line, b"held\n");
    child
}

#[test]
fn a_lock_that_stays_held_is_a_time_out_that_names_the_holder() {
    if missing(&[Need::Program("flock")]) {
        return;
    }
    let context = Context::with(r#"{"a":1}"#);
    let mut holder = hold_the_lock(&context);
    let before = contents(&context);
    let hint = "hint: see who has it open: fuser -v on the lock file; wait longer: --wait 1m\n";
    context.run(&["--wait", "50ms", "set", "a", "2"]).fails(
        4,
        &format!("ctx: could not set a in context.json: could not lock context.json.lock within 50ms: held by another program\n{hint}"),
    );
    context.run(&["--no-wait", "get", "a"]).prints("1\n");
    let slot =
        r#"{"agent":"coder","pid":42,"host":"build","command":"ctx set a 1","since":"2026-11-20T00:00:00.000Z"}"#;
    context.write_lock_line(1, slot);
    let named = "held by coder (pid 42 on build, `ctx set a 1`) since 2026-11-20T00:00:00.000Z";
    context.run(&["--no-wait", "set", "a", "2"]).fails(
        4,
        &format!(
            "ctx: could not set a in context.json: could not lock context.json.lock now: {named}\n\
             hint: see what it does, on build: ps -p 42; wait longer: --wait 1m\n"
        ),
    );
    assert!(context.run(&["status"]).done().contains(&format!("lock      {named}\n")));
    context.run(&["--wait", "2500ms", "set", "a", "2"]).fails(
        4,
        &format!(
            "ctx: waiting for context.json.lock, {named}\n\
             ctx: could not set a in context.json: could not lock context.json.lock within 2s 500ms: {named}\n\
             hint: see what it does, on build: ps -p 42; wait longer: --wait 1m\n"
        ),
    );
    assert_eq!(contents(&context), before);
    drop(holder.stdin.take());
    holder.wait().unwrap();
    context.run(&["set", "a", "2"]).done();
}

fn signal(child: &Child, name: &str) {
    let script = format!("kill -{name} {}", child.id());
    assert!(Command::new("sh").args(["-c", &script]).status().unwrap().success());
}

#[test]
fn a_ctx_that_was_stopped_while_it_held_the_lock_is_named_and_goes_on_later() {
    let context = Context::with(r#"{"a":1}"#);
    // Recovery says what it did while it holds the lock, and nobody reads its standard error.
    context.remove("context.json");
    let (mut ours, theirs) = UnixStream::pair().unwrap();
    theirs.set_nonblocking(true).unwrap();
    let mut filled = 0;
    for size in [4096, 1] {
        while let Ok(written) = (&theirs).write(&vec![b'.'; size]) {
            filled += written;
        }
    }
    theirs.set_nonblocking(false).unwrap();
    let mut command = context.command(&["set", "b", "1"]);
    let mut child = command.stderr(std::os::fd::OwnedFd::from(theirs)).spawn().unwrap();
    drop(command);
    let pid = child.id();
    let start = Instant::now();
    // Before it, reading says that the document is missing.
    let is_rebuilt = |answer: &Answer| answer.stdout == "1\n" && answer.stderr.is_empty();
    while !is_rebuilt(&context.run(&["--no-wait", "get", "a"])) {
        assert!(start.elapsed() < Duration::from_secs(20), "it never held the lock");
    }
    signal(&child, "STOP");
    let mut said = vec![0; filled];
    ours.read_exact(&mut said).unwrap();

    let host = context.records()[0]["host"].as_str().unwrap().to_owned();
    let held = format!("held by planner (pid {pid} on {host}, `ctx set`) since TIME");
    let hint = format!("hint: see what it does: ps -p {pid}; wait longer: --wait 1m\n");
    let lock = "could not lock context.json.lock";
    let before = contents(&context);
    let run = |arguments: &[&str]| context.run(arguments).normalized(&context);
    run(&["--no-wait", "get", "a"]).prints("1\n");
    let tried = "could not set a in context.json";
    run(&["--wait", "200ms", "set", "a", "2"]).fails(4, &format!("ctx: {tried}: {lock} within 200ms: {held}\n{hint}"));
    run(&["--no-wait", "set", "a", "2"]).fails(4, &format!("ctx: {tried}: {lock} now: {held}\n{hint}"));
    assert_eq!(contents(&context), before);

    signal(&child, "CONT");
    assert!(child.wait().unwrap().success());
    let mut said = String::new();
    ours.read_to_string(&mut said).unwrap();
    assert_eq!(said, format!("ctx: the document was missing: rebuilt revision 1 from {LOG}\n"));
    run(&["--no-wait", "get", "a", "b"]).prints("1\n1\n");
    run(&["verify"]).prints("context.json: revisions 1 to 2 are sound, 2:DIGEST\n");
}
