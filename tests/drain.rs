use std::collections::HashMap;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::Value;

use crate::support::{CTX, Context};

const TASKS: usize = 1000;
const WORKERS: usize = 16;
const KILLED: usize = 5;

/// Claims, works (a line in a file of its own), completes; ends when nothing came for a while.
const WORKER: &str = r#"
while task=$("$CTX" --wait 10s task claim --ttl 2s); do
    id=${task#*'"id":"'}; id=${id%%'"'*}
    token=${task##*'"token":'}; token=${token%%[!0-9]*}
    echo "$id" >>"work.$CTX_AGENT"
    "$CTX" task complete "$id" --token "$token" --result "$CTX_AGENT" || :
done
"#;

fn worker(context: &Context, name: &str) -> Child {
    let mut command = Command::new("sh");
    command.args(["-c", WORKER]).current_dir(context.directory()).stdin(Stdio::null());
    command.env("CTX", CTX).env("CTX_FILE", "context.json").env("CTX_AGENT", name).env("CTX_DURABILITY", "fast");
    // A group of its own, so that what it runs dies with it.
    command.process_group(0).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn done(context: &Context) -> usize {
    let progress: Value = serde_json::from_str(&context.run(&["-q", "task", "progress"]).done()).unwrap();
    progress["done"].as_u64().unwrap().try_into().unwrap()
}

/// The workers that have a task.
fn holders(context: &Context) -> Vec<usize> {
    let running = context.run(&["-q", "task", "list", "--status", "running", "--json"]).done();
    let tasks: Vec<Value> = serde_json::from_str(&running).unwrap();
    tasks.iter().map(|t| t["claimed_by"].as_str().unwrap().trim_start_matches("worker-").parse().unwrap()).collect()
}

#[test]
fn workers_that_are_killed_lose_no_task_and_give_none_to_two() {
    let context = Context::empty();
    let items: Vec<String> = (0..TASKS).map(|n| n.to_string()).collect();
    context.run_with_input(&["task", "add", "--from-file", "-"], items.join("\n")).done();
    let mut workers: Vec<Child> = (0..WORKERS).map(|n| worker(&context, &format!("worker-{n}"))).collect();
    let mut killed: Vec<usize> = Vec::new();
    while killed.len() < KILLED {
        while done(&context) < (killed.len() + 1) * TASKS / (KILLED + 2) {}
        // Whoever has a task, wherever in its work it is just now.
        if let Some(victim) = holders(&context).into_iter().find(|holder| !killed.contains(holder)) {
            kill_process_group(Pid::from_child(&workers[victim]), Signal::KILL).unwrap();
            killed.push(victim);
        }
    }
    for worker in &mut workers {
        worker.wait().unwrap();
    }

    let tasks: Vec<Value> = serde_json::from_str(&context.run(&["task", "list", "--json"]).done()).unwrap();
    assert_eq!(tasks.len(), TASKS);
    let worked = work(&context);
    let mut held: HashMap<String, (u64, String)> = HashMap::new();
    let mut completed: HashMap<String, usize> = HashMap::new();
    for record in context.records() {
        let id = record["args"]["id"].as_str().unwrap_or_default().to_owned();
        let agent = record["agent"].as_str().unwrap().to_owned();
        match record["op"].as_str().unwrap() {
            "task.assigned" => {
                let claims = held.get(&id).map_or(0, |(claims, _)| *claims) + 1;
                held.insert(id, (claims, agent));
            }
            "task.completed" => {
                assert_eq!(held[&id].1, agent, "{id} is completed by who has it");
                *completed.entry(id).or_default() += 1;
            }
            op => assert_eq!(op, "task.added"),
        }
    }
    for task in &tasks {
        let id = task["id"].as_str().unwrap();
        assert_eq!((&task["status"], completed[id]), (&"completed".into(), 1), "{task}");
        assert_eq!(task["attempts"], held[id].0, "every try is shown: {task}");
        assert!(worked.get(id).is_some_and(|times| (1..=held[id].0).contains(times)), "{task}");
    }
    let retried = tasks.iter().filter(|task| task["attempts"] != 1).count();
    eprintln!("{retried} of {TASKS} tasks were tried again");
    context.run(&["-q", "verify"]).done();
}

/// How often each task was worked on.
fn work(context: &Context) -> HashMap<String, u64> {
    let mut times = HashMap::new();
    for file in context.files().iter().filter(|file| file.starts_with("work.")) {
        for id in context.read(file).lines() {
            *times.entry(id.to_owned()).or_default() += 1;
        }
    }
    times
}
