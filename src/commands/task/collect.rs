//! `ctx task collect`: what came of all of them.

use anyhow::Result;
use serde_json::{Value, json};

use super::{Answer, QueueArgs};
use crate::error::{Failure, Kind};
use crate::model::task::{Progress, Status, Task};
use crate::session::Session;

/// Print the results of the tasks in the order of adding, one a line, as JSON
///
/// A task without a result gives null. While tasks have not ended, or where one failed:
/// exit code 1, and nothing is printed.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    queue: QueueArgs,

    /// Print the results that there are, whatever the others do
    #[arg(long)]
    partial: bool,

    /// Print an array of objects with id, status, result and reason
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, session: &mut Session) -> Result<Answer> {
    let all = Task::all(&session.store()?.read()?.document)?.into_iter().map(|task| task.at(session.now()));
    let tasks: Vec<Task> = all.filter(|task| args.queue.includes(task)).collect();
    let progress = Progress::of(tasks.iter(), session.now());
    if !args.partial && progress.done < progress.total {
        let Progress { running, failed, pending, total, .. } = progress;
        let which = args.queue.described();
        let why = format!(
            "not all of the {total} tasks{which} are completed: {running} running, {failed} failed, {pending} pending"
        );
        return Err(Failure::new(Kind::No, format!("could not collect: {why}"))
            .hint("ctx task wait --all waits for them; --partial takes what there is")
            .into());
    }
    if args.json {
        let rows: Vec<Value> = tasks.iter().map(row).collect();
        session.out.json(&rows)?;
        return Ok(Answer::Yes);
    }
    for task in tasks.iter().filter(|task| task.status == Status::Completed) {
        session.out.line(&task.result.clone().unwrap_or_default().to_string())?;
    }
    Ok(Answer::Yes)
}

fn row(task: &Task) -> Value {
    let mut row = json!({"id": task.id, "status": task.status, "result": task.result});
    if let (Some(reason), Some(members)) = (&task.reason, row.as_object_mut()) {
        members.insert("reason".to_owned(), reason.as_str().into());
    }
    row
}
