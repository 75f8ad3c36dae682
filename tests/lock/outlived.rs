//! A ctx that goes on when the command that began it has ended, or was killed: it changes
//! nothing once the lock is somebody else's.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use rustix::fs::{CWD, FileType, Mode, OFlags, mknodat};
use rustix::process::{Pid, Signal, kill_process};

use super::locked;
use crate::support::{Answer, Context, answer};

/// The script of a ctx that stops in the middle of its write, behind its record and before its
/// document: there it says something to a pipe that is full.
const STOPS: &str = "CTX_AUDIT_KEY=0123456789abcdef0123456789abcdef $CTX incr n >/dev/null 2>gate";

/// Waits, in a script, for that.
const UNTIL_IT_STOPS: &str = "while [ $(wc -l <context.json.audit.jsonl) -lt 2 ]; do sleep 0.01; done";

/// A pipe of a name in the context's directory, which is full.
struct Gate {
    pipe: File,
    filled: usize,
}

fn fifo(context: &Context, name: &str) -> std::path::PathBuf {
    let path = context.path(name);
    mknodat(CWD, &path, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
    path
}

impl Gate {
    fn of(context: &Context) -> Self {
        let nonblocking = OFlags::NONBLOCK.bits().cast_signed();
        let path = fifo(context, "gate");
        let pipe = OpenOptions::new().read(true).write(true).custom_flags(nonblocking).open(path).unwrap();
        let mut filled = 0;
        for size in [4096, 1] {
            while let Ok(written) = (&pipe).write(&vec![b'.'; size]) {
                filled += written;
            }
        }
        Self { pipe, filled }
    }

    /// Lets who stands before it go on.
    fn open(&self) {
        (&self.pipe).read_exact(&mut vec![0; self.filled]).unwrap();
    }
}

fn begin(context: &Context, options: &[&str], script: &str) -> Child {
    let mut command = locked(context, options, script);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn await_records(context: &Context, count: usize) {
    let start = Instant::now();
    while context.log().lines().count() < count {
        assert!(start.elapsed() < Duration::from_secs(20), "it never wrote its record");
    }
}

fn ended(child: Child) -> Answer {
    child.wait_with_output().unwrap().into()
}

/// With the key, with which the one that stops writes too.
fn with_key(context: &Context, arguments: &[&str]) -> std::process::Command {
    let mut command = context.command(arguments);
    command.env("CTX_AUDIT_KEY", "0123456789abcdef0123456789abcdef");
    command
}

/// A writer who waits.
fn next(context: &Context) -> Child {
    let mut command = with_key(context, &["-q", "--wait", "60s", "incr", "n"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// What is said of the ctx that stopped; its pid is not known to the test.
fn of_who_stopped(said: &str) -> String {
    let (before, rest) = said.split_once("(pid ").unwrap();
    let (pid, rest) = rest.split_once(' ').unwrap();
    assert!(pid.parse::<u32>().is_ok(), "{said}");
    format!("{before}(pid PID {}", rest.replace(&format!("ps -p {pid}"), "ps -p PID"))
}

fn host(context: &Context) -> String {
    context.records()[0]["host"].as_str().unwrap().to_owned()
}

#[test]
fn a_write_that_outlives_its_lock_keeps_the_next_writer_waiting() {
    let context = Context::with(r#"{"n":0}"#);
    let gate = Gate::of(&context);
    let script = format!("{STOPS} & {UNTIL_IT_STOPS}");
    let left = answer(locked(&context, &["--no-wait"], &script)).normalized(&context);
    let held = format!("held by planner (pid PID on {}, `ctx incr`) since TIME", host(&context));
    let why = "which was begun under the lock and goes on: whoever comes next waits for that";
    assert_eq!((left.code, left.stdout.as_str()), (0, ""));
    assert_eq!(of_who_stopped(&left.stderr), format!("ctx: context.json.lock is still {held}, {why}\n"));

    for (arguments, tried) in [
        (&["set", "n", "5"][..], "could not set n in context.json: "),
        (&["lock", "--", "true"], "could not run a command under the lock of context.json: "),
        (&["lock", "--shared", "--", "true"], "could not run a command under the lock of context.json: "),
    ] {
        let busy = context.run(&[&["--no-wait"], arguments].concat()).normalized(&context);
        let said = format!(
            "ctx: {tried}could not lock context.json.lock now: {held}\n\
             hint: see what it does: ps -p PID; wait longer: --wait 1m\n"
        );
        assert_eq!((busy.code, of_who_stopped(&busy.stderr)), (4, said), "{arguments:?}");
    }

    context.run(&["--no-wait", "get", "n"]).prints("0\n");

    let next = next(&context);
    gate.open();
    ended(next).prints("2\n");
    assert_eq!(context.ops(), ["merge", "incr", "incr"]);
    context.run(&["get", "n"]).prints("2\n");
    assert_eq!(answer(with_key(&context, &["verify"])).code, 0);
}

#[test]
fn a_lock_that_is_told_to_end_waits_for_the_write_that_its_command_left() {
    let context = Context::with(r#"{"n":0}"#);
    let gate = Gate::of(&context);
    // The write itself is not stopped, since it ignores the signal.
    let script = format!("(trap '' TERM; {STOPS}) & trap 'echo told; exit 9' TERM; wait");
    let mut lock = begin(&context, &["--wait", "60s"], &script);
    await_records(&context, 2);
    kill_process(Pid::from_child(&lock), Signal::TERM).unwrap();
    let mut told = [0; 5];
    lock.stdout.as_mut().unwrap().read_exact(&mut told).unwrap();
    let next = next(&context);
    gate.open();
    assert_eq!(ended(lock).code, 9);
    ended(next).prints("2\n");
    assert_eq!(answer(with_key(&context, &["verify"])).code, 0);
}

#[test]
fn a_lock_that_is_killed_is_held_until_what_it_ran_has_ended() {
    let context = Context::with(r#"{"n":0}"#);
    let gate = Gate::of(&context);
    let mut lock = begin(&context, &[], STOPS);
    await_records(&context, 2);
    lock.kill().unwrap();
    lock.wait().unwrap();
    let host = host(&context);
    let pid = lock.id();
    context.run(&["--no-wait", "set", "n", "5"]).normalized(&context).fails(
        4,
        &format!(
            "ctx: could not set n in context.json: could not lock context.json.lock now: held by planner \
             (pid {pid} on {host}, `ctx lock`) since TIME, which has ended: a process that it began still has the lock\n\
             hint: see which, and end it: fuser -v context.json.lock; wait longer: --wait 1m\n"
        ),
    );
    let next = next(&context);
    gate.open();
    ended(next).prints("2\n");
    assert_eq!(answer(with_key(&context, &["verify"])).code, 0);
}

#[test]
fn a_write_that_is_killed_under_the_lock_is_carried_on_by_the_next() {
    let context = Context::with(r#"{"n":0}"#);
    let _gate = Gate::of(&context);
    let script = format!(
        "CTX_AUDIT_KEY=0123456789abcdef0123456789abcdef; export CTX_AUDIT_KEY; $CTX incr n >/dev/null 2>gate & {UNTIL_IT_STOPS}; \
         kill -9 $!; $CTX incr n; $CTX get n"
    );
    answer(locked(&context, &[], &script)).prints("2\n2\n");
    assert_eq!(answer(with_key(&context, &["verify"])).code, 0);
    answer(with_key(&context, &["--no-wait", "incr", "n"])).prints("3\n");
}

/// What a script says that the command left behind, and that goes on when the lock has ended.
fn afterwards(context: &Context, script: &str) -> String {
    let (go, said) = (fifo(context, "go"), fifo(context, "said"));
    let script = format!("(cat go; {{ {script}; }} >said 2>&1) </dev/null >/dev/null 2>&1 &");
    answer(locked(context, &[], &script)).prints("");
    drop(OpenOptions::new().write(true).open(go).unwrap());
    std::fs::read_to_string(said).unwrap()
}

#[test]
fn what_begins_when_its_lock_has_ended_changes_nothing() {
    let context = Context::with(r#"{"n":0}"#);
    let script = "$CTX incr n; echo $?; $CTX lock -- true; echo $?; $CTX get n; env -u CTX_LOCK_FD $CTX incr n";
    let over = "the `ctx lock` that began this command does not hold context.json.lock any more";
    let hint = "hint: others may have written since; to go on without it, put this in front: env -u CTX_LOCK_FD\n";
    assert_eq!(
        afterwards(&context, script),
        format!(
            "ctx: could not increment n in context.json: {over}; not committed\n{hint}3\n\
             ctx: could not run a command under the lock of context.json: {over}\n{hint}3\n0\n1\n"
        )
    );
    assert_eq!(context.ops(), ["merge", "incr"]);
}

#[test]
fn another_context_is_written_by_what_outlives_a_lock() {
    let context = Context::with(r#"{"n":0}"#);
    let script = "${CTX%context.json}other.json incr n";
    assert_eq!(afterwards(&context, script), "1\n");
}

#[test]
fn what_somebody_saves_while_a_record_is_written_is_kept() {
    let context = Context::with(r#"{"n":0}"#);
    let gate = Gate::of(&context);
    let writer = begin(&context, &[], STOPS);
    await_records(&context, 2);
    context.write("context.json", "{\"mine\": 1}\n");
    gate.open();
    assert_eq!(ended(writer).code, 0);
    let kept = context.files().into_iter().find(|name| name.contains(".replaced-")).unwrap();
    assert_eq!((context.read(&kept), context.document()), ("{\"mine\": 1}\n".into(), "{\n  \"n\": 1\n}\n".into()));
    answer(with_key(&context, &["set", "a", "1"])).prints("");
    let note = format!("the document was changed without ctx while a record was written, saved as {kept}");
    assert_eq!(context.records()[2]["note"], note);
}
