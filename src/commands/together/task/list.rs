//! `ctx task list`: list the tasks.

use anyhow::{Context as _, Result};

use crate::commands::together::task::all::Removed;
use crate::commands::together::task::{Answer, QueueArgs};
use crate::kept::task::{Status, Task};
use crate::output::table;
use crate::session::Context;
use crate::session::choice::choice;

/// List the tasks, oldest first
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx task list
  ctx task list --queue pages --status pending
  ctx task list --all --json")]
pub struct Args {
    #[command(flatten)]
    queue: QueueArgs,

    /// List only tasks with this status
    #[arg(long, value_name = "STATUS", value_parser = choice(&Status::ALL))]
    status: Option<Status>,

    /// Also list ended tasks that were removed from the document, as the log has them
    #[arg(long)]
    all: bool,

    /// Print a JSON array
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    context.must_exist()?;
    let now = context.session.now();
    let document = context.store.read()?.document;
    let tried = || context.could_not("list the tasks");
    let mut tasks = if args.all {
        Removed::default().with_all(&document, context.store.as_ref(), now).with_context(tried)?
    } else {
        Task::all_at(&document, now).with_context(tried)?
    };
    tasks.retain(|task| args.queue.includes(task) && args.status.is_none_or(|status| task.status == status));
    if tasks.is_empty() {
        args.queue.refuse_unknown(&document, context).with_context(tried)?;
    }
    if args.json {
        context.out.json(&tasks)?;
        return Ok(Answer::Yes);
    }
    let rows: Vec<_> = tasks.iter().map(row).collect();
    context.out.fitted(&table(["ID", "QUEUE", "PRIORITY", "STATUS", "AGENT", "ATTEMPT", "REASON"], &rows))?;
    Ok(Answer::Yes)
}

fn row(task: &Task) -> [String; 7] {
    let Task { id, queue, status, priority, attempts, .. } = task;
    let who = match status {
        Status::Running => task.claimed_by.as_ref(),
        Status::Completed | Status::Failed | Status::Cancelled => task.closed_by.as_ref(),
        Status::Pending => None,
    };
    let (who, reason) = (who.map(ToString::to_string), task.reason.clone());
    let shown = [id.to_string(), queue.to_string(), priority.to_string(), status.to_string()];
    let [id, queue, priority, status] = shown;
    [id, queue, priority, status, who.unwrap_or_default(), attempts.to_string(), reason.unwrap_or_default()]
}
