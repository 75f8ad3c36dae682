//! Group commit: writers who wait for the lock share the flushes.

use std::io::Write as _;
use std::os::unix::fs::MetadataExt as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::support::{Answer, CTX, Context, Need, missing};

/// Waits until something is so.
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(60), "never: {what}");
        std::thread::yield_now();
    }
}

/// How many processes wait for the lock of a context (proc(5), `locks`).
pub fn waiters(context: &Context) -> usize {
    let inode = format!(":{} ", std::fs::metadata(context.path("context.json.lock")).unwrap().ino());
    let locks = std::fs::read_to_string("/proc/locks").unwrap();
    locks.lines().filter(|line| line.contains("-> FLOCK") && line.contains(&inode)).count()
}

/// A `ctx lock` that ends when its input does.
pub fn hold(context: &Context) -> Child {
    let mut command = context.command(&["lock", "--", "cat"]);
    let mut holder = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    holder.stdin.as_mut().unwrap().write_all(b"held\n").unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(holder.stdout.as_mut().unwrap()), &mut line).unwrap();
    assert_eq!(line, "held\n");
    holder
}

pub fn release(mut holder: Child) {
    drop(holder.stdin.take());
    assert!(holder.wait().unwrap().success());
}

fn begin(mut command: Command) -> Child {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn ended(child: Child) -> Answer {
    child.wait_with_output().unwrap().into()
}

#[test]
fn writers_who_wait_share_a_flush_and_each_has_a_revision_of_its_own() {
    let context = Context::with(r#"{"n":0}"#);
    let mut rounds = 0;
    // The system may let one of them through before the others, but not always.
    while !context.records().iter().any(|record| record["unflushed"].as_u64() > Some(1)) {
        assert!(rounds < 100, "nobody shares a flush");
        let holder = hold(&context);
        let writers: Vec<Child> =
            (0..8).map(|_| begin(context.command(&["--wait", "60s", "incr", "n", "--print-rev"]))).collect();
        until("all wait", || waiters(&context) == 8);
        release(holder);
        let mut answers: Vec<(u64, u64)> = Vec::new();
        for writer in writers {
            let lines = ended(writer).done();
            let (value, rev) = lines.trim().split_once('\n').unwrap();
            answers.push((value.parse().unwrap(), rev.parse().unwrap()));
        }
        answers.sort_unstable();
        let first = rounds * 8 + 1;
        assert_eq!(answers, (first..first + 8).map(|n| (n, n + 1)).collect::<Vec<_>>());
        rounds += 1;
        assert_eq!(context.document(), format!("{{\n  \"n\": {}\n}}\n", rounds * 8));
        assert!(!context.path(".context.json.tmp").exists());
    }
    context.run(&["verify"]).done();
}

/// An increment under strace, which does something at a flush.
fn traced(context: &Context, at_flush: &str, wait: &str) -> Child {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("inject=fdatasync:{at_flush}"), "--", CTX]);
    command.args(["-c", "context.json", "--wait", wait, "incr", "n"]).env("CTX_AGENT", "planner");
    command.current_dir(context.directory());
    begin(command)
}

/// The process that strace began.
fn child_of(strace: &Child) -> Pid {
    let pid = strace.id();
    let mut children = String::new();
    until("strace has a child", || {
        children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap();
        !children.trim().is_empty()
    });
    Pid::from_raw(children.split_whitespace().next().unwrap().parse().unwrap()).unwrap()
}

/// Two writers: one of them is to flush for both, and is stopped; the other one waited for it in vain.
fn with_its_leader_stopped() -> (Context, Answer, Pid, Child) {
    let context = Context::with(r#"{"n":0}"#);
    let holder = hold(&context);
    let mut writers =
        vec![traced(&context, "signal=SIGSTOP:when=1", "3s"), traced(&context, "signal=SIGSTOP:when=1", "3s")];
    until("both wait", || waiters(&context) == 2);
    release(holder);
    until("one gives up", || writers.iter_mut().any(|writer| writer.try_wait().unwrap().is_some()));
    let other = writers.iter_mut().position(|writer| writer.try_wait().unwrap().is_some()).unwrap();
    let answer = ended(writers.remove(other));
    let leader = child_of(&writers[0]);
    (context, answer, leader, writers.remove(0))
}

/// Continues a writer; each of its two flushes, which are made at once, stops it.
fn until_it_ends(leader: Pid, writer: &mut Child) {
    until("the leader ends", || {
        let _ = kill_process(leader, Signal::CONT);
        writer.try_wait().unwrap().is_some()
    });
}

#[test]
fn while_the_one_who_flushes_is_stopped_others_time_out_and_readers_do_not_wait() {
    if missing(&[Need::Tracing]) {
        return;
    }
    // A writer that the system does not let in soon enough is not waited for: then it is none of the group.
    let (context, answer, leader, mut writer) = loop {
        let (context, answer, leader, mut writer) = with_its_leader_stopped();
        if answer.stderr.contains(" --expect ") {
            break (context, answer, leader, writer);
        }
        until_it_ends(leader, &mut writer);
    };
    let pid = leader.as_raw_nonzero();
    // Only the leader is named, with the time since when it has the lock.
    let held = answer.stderr.lines().next().unwrap().strip_prefix("ctx: waiting for context.json.lock, ").unwrap();
    assert!(held.starts_with(&format!("held by planner (pid {pid} on ")), "{held}");
    let id = answer.stderr.lines().find_map(|line| line.split_once(" --expect ")).unwrap().1.to_owned();
    let said = format!(
        "ctx: waiting for context.json.lock, {held}\n\
         ctx: could not increment n in context.json: could not lock context.json.lock within 3s: {held}; outcome unknown\n\
         hint: see whether it is there: ctx -c context.json lock -- ctx -c context.json verify --expect {id}\n\
         hint: see what it does: ps -p {pid}; wait longer: --wait 1m\n"
    );
    assert_eq!((answer.code, answer.stdout.as_str(), answer.stderr.as_str()), (4, "", said.as_str()));
    context.run(&["--wait", "100ms", "incr", "n"]).fails(
        4,
        &format!(
            "ctx: could not increment n in context.json: could not lock context.json.lock within 100ms: {held}\n\
             hint: see what it does: ps -p {pid}; wait longer: --wait 1m\n"
        ),
    );
    context.run(&["get", "n"]).prints("0\n");
    let records = |context: &Context| context.run(&["log", "--json"]).done().lines().count();
    assert_eq!(records(&context), 1, "readers see nothing of what is pending");
    until_it_ends(leader, &mut writer);
    assert_eq!(ended(writer).code, 0);
    context.run(&["get", "n"]).prints("2\n");
    assert_eq!(records(&context), 3, "the newcomer changed nothing");
    context.run(&["verify", "--expect", &id]).done();
    context.run(&["verify"]).done();
}

#[test]
fn a_context_whose_writers_were_all_killed_before_the_flush_goes_on() {
    if missing(&[Need::Tracing]) {
        return;
    }
    let context = Context::with(r#"{"n":0}"#);
    let holder = hold(&context);
    let writers = [(); 3].map(|()| traced(&context, "signal=SIGKILL:when=1", "60s"));
    until("all wait", || waiters(&context) == 3);
    release(holder);
    for writer in writers {
        drop(ended(writer));
    }
    context.run(&["get", "n"]).prints("0\n");
    context.run(&["repair"]).prints_and_says("", "ctx: context.json: nothing is damaged\n");
    let log = context.log().lines().count();
    context.run(&["set", "a", "1"]).prints("");
    let appended = u64::try_from(log - 1).unwrap();
    assert_eq!(context.document(), format!("{{\n  \"n\": {appended},\n  \"a\": 1\n}}\n"));
    context.run(&["verify"]).done();
}

#[test]
fn a_writer_whose_record_was_in_a_log_that_was_removed_is_not_told_that_it_is_done() {
    if missing(&[Need::Tracing]) {
        return;
    }
    let context = Context::with(r#"{"n":0}"#);
    let holder = hold(&context);
    let writers: Vec<Child> = (0..4).map(|_| traced(&context, "delay_enter=300000", "10s")).collect();
    until("all wait", || waiters(&context) == 4);
    release(holder);
    until("somebody appended", || context.log().lines().count() > 1);
    context.remove("context.json.audit.jsonl");
    let done = writers.into_iter().map(ended).filter(|answer| answer.code == 0).count();
    context.run(&["-q", "set", "a", "1"]).done();
    let kept: usize = context.run(&["get", "n"]).done().trim().parse().unwrap();
    assert!(done <= kept, "{done} were told that they are done, and {kept} are there");
}
