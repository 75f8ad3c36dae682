//! `ctx task work` drains a queue although commands, workers and whole teams are killed.

use std::io::{BufRead as _, BufReader, PipeWriter};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::support::{CTX, Context};

const TASKS: usize = 40;

/// Notes its processes, one of which goes on, and says which one it is.
const WORK: &str = "echo $$ >>pids; sleep 1000 & echo $! >>pids; echo $$ >&2; head -c 100000 /dev/urandom | cksum";

fn team(context: &Context, said: &PipeWriter) -> Child {
    let mut command = context.command(&["task", "work", "--jobs", "3", "--ttl", "1s", "--retry", "9", "--"]);
    command.args(["sh", "-c", WORK]).env("CTX", CTX).env("CTX_DURABILITY", "fast").env("CTX_WAIT", "60s");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(said.try_clone().unwrap()).spawn().unwrap()
}

fn kill(pid: &str) {
    // A command may have ended by now.
    let _ = kill_process(Pid::from_raw(pid.parse().unwrap()).unwrap(), Signal::KILL);
}

/// The first worker of a team.
fn worker_of(team: &Child) -> String {
    let id = team.id();
    let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap();
    children.split_whitespace().next().unwrap().to_owned()
}

fn is_running(pid: &str) -> bool {
    std::fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
}

#[test]
fn teams_that_are_killed_lose_no_task_and_leave_no_process() {
    let context = Context::empty();
    let items: Vec<String> = (0..TASKS).map(|n| n.to_string()).collect();
    context.run_with_input(&["task", "add", "--from-file", "-"], items.join("\n")).done();
    let (said, saying) = std::io::pipe().unwrap();
    let (mut first, mut second) = (team(&context, &saying), team(&context, &saying));
    drop(saying);
    let mut lines = BufReader::new(said).lines().map_while(Result::ok).filter(|line| line.parse::<u32>().is_ok());
    for count in 1..TASKS / 2 {
        let command = lines.next().unwrap();
        match count {
            3 | 15 => kill(&command),
            6 => kill(&worker_of(&first)),
            10 => first.kill().unwrap(),
            _ => {}
        }
    }
    // It must go on reading what they say.
    lines.for_each(drop);
    first.wait().unwrap();
    assert_eq!(second.wait().unwrap().code(), Some(0));

    let tasks: Vec<Value> = serde_json::from_str(&context.run(&["task", "list", "--json"]).done()).unwrap();
    assert_eq!(tasks.iter().filter(|task| task["status"] == "completed").count(), TASKS, "{tasks:?}");
    let completed = context.records().iter().filter(|record| record["op"] == "task.completed").count();
    assert_eq!(completed, TASKS, "each once");
    let (pids, start) = (context.read("pids"), Instant::now());
    while pids.lines().any(is_running) {
        assert!(start.elapsed() < Duration::from_secs(20), "processes of dead workers go on");
    }
    context.run(&["-q", "verify"]).done();
}
