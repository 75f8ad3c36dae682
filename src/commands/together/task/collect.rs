//! `ctx task collect`: print the results.

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::commands::together::task::all::Removed;
use crate::commands::together::task::{Answer, QueueArgs};
use crate::error::{Failure, Kind};
use crate::json::with;
use crate::kept::task::{Progress, Status, Task};
use crate::session::Context;

/// Print the results of the tasks
///
/// Prints one JSON value per line, in the order in which the tasks were added; null for a task
/// without a result. Prints nothing and exits with 1 while a task has not ended, or if one failed.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx task collect --queue pages
  ctx task collect --partial --json")]
pub struct Args {
    #[command(flatten)]
    queue: QueueArgs,

    /// Print the results available, even if tasks have failed or not ended
    #[arg(long)]
    partial: bool,

    /// Print a JSON array of objects with id, status, result and reason
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let now = context.session.now();
    let document = context.store.read()?.document;
    let tried = context.could_not("collect the results");
    let all = Removed::default().with_all(&document, context.store.as_ref(), now);
    let mut tasks = all.context(tried.clone())?;
    args.queue.refuse_unknown(&document, context).context(tried.clone())?;
    tasks.retain(|task| args.queue.includes(task));
    let progress = Progress::of(tasks.iter(), now);
    if !args.partial && progress.done < progress.total {
        return Err(anyhow::Error::new(args.incomplete(&progress)).context(tried));
    }
    if args.json {
        let rows: Vec<Value> = tasks.iter().map(row).collect();
        context.out.json(&rows)?;
        return Ok(Answer::Yes);
    }
    for task in tasks.iter().filter(|task| task.status == Status::Completed) {
        context.out.line(&task.result.clone().unwrap_or_default().to_string())?;
    }
    Ok(Answer::Yes)
}

impl Args {
    fn incomplete(&self, progress: &Progress) -> Failure {
        let Progress { running, failed, pending, total, cancelled, .. } = progress;
        let gone = if *cancelled > 0 { format!(", {cancelled} cancelled") } else { String::new() };
        let which = self.queue.described();
        let why = format!(
            "not all of the {total} tasks{which} are completed: {running} running, {failed} failed, {pending} pending{gone}"
        );
        let option = self.queue.option();
        let next = if progress.is_over() {
            format!("why they failed: ctx task list --status failed{option}")
        } else {
            format!("to wait for them: ctx task wait --all{option}")
        };
        Failure::new(Kind::No, why).hint(next).hint("use --partial for the results available")
    }
}

fn row(task: &Task) -> Value {
    let row = json!({"id": task.id, "status": task.status});
    let mut row = with(row, "result", task.result.clone().unwrap_or_default());
    if let (Some(reason), Some(members)) = (&task.reason, row.as_object_mut()) {
        members.insert("reason".to_owned(), reason.as_str().into());
    }
    row
}
