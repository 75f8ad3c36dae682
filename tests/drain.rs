mod work;

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, PipeWriter};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::Value;

use crate::support::{CTX, Context};

/// Each command reads and writes all of them, so that the time grows with their square.
const TASKS: usize = 300;
const WORKERS: usize = 16;
const KILLED: usize = 5;

/// Claims, says so on the pipe that all share, works (a line in a file of its own), completes.
const WORKER: &str = r#"
while task=$("$CTX" --wait 60s task claim --ttl 2s); do
    echo "$CTX_AGENT"
    id=${task#*'"id":"'}; id=${id%%'"'*}
    token=${task##*'"token":'}; token=${token%%[!0-9]*}
    echo "$id" >>"work.$CTX_AGENT"
    "$CTX" task complete "$id" --token "$token" --result "$CTX_AGENT" >/dev/null || :
done
"#;

fn worker(context: &Context, number: usize, claims: &PipeWriter) -> Child {
    let mut command = Command::new("sh");
    command.args(["-c", WORKER]).current_dir(context.directory()).stdin(Stdio::null());
    command.env("CTX", CTX).env("CTX_FILE", "context.json").env("CTX_DURABILITY", "fast");
    command.env("CTX_AGENT", format!("worker-{number}"));
    // A group of its own, so that what it runs dies with it.
    command.process_group(0).stdout(claims.try_clone().unwrap()).stderr(Stdio::null()).spawn().unwrap()
}

fn kill(worker: &Child) {
    kill_process_group(Pid::from_child(worker), Signal::KILL).unwrap();
}

#[test]
fn workers_that_are_killed_lose_no_task_and_give_none_to_two() {
    let context = Context::empty();
    let items: Vec<String> = (0..TASKS).map(|n| n.to_string()).collect();
    context.run_with_input(&["task", "add", "--from-file", "-"], items.join("\n")).done();
    // One is gone before the others come, and surely had a task.
    context.run(&["task", "claim", "--ttl", "2s"]).done();
    let (claims, claimed) = std::io::pipe().unwrap();
    let mut workers: Vec<Child> = (0..WORKERS).map(|n| worker(&context, n, &claimed)).collect();
    let mut killed: Vec<usize> = Vec::new();
    // The reader lives as long as the workers, who would die of a broken pipe.
    let mut claims = BufReader::new(claims).lines();
    for (count, who) in claims.by_ref().enumerate() {
        let who: usize = who.unwrap().trim_start_matches("worker-").parse().unwrap();
        // Whoever has got a task just now, wherever in its work it is by then.
        if count >= (killed.len() + 1) * TASKS / (KILLED + 2) && !killed.contains(&who) {
            kill(&workers[who]);
            killed.push(who);
        }
        if killed.len() == KILLED {
            break;
        }
    }
    context.run(&["-q", "task", "wait", "--all", "--timeout", "5m"]).done();
    for (n, worker) in workers.iter_mut().enumerate() {
        if !killed.contains(&n) {
            kill(worker);
        }
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
            // A worker that is late gave the same result as the one that was not.
            "task.late_result" => {}
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
    assert!(retried > 0, "what the dead one had is done by another");
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
