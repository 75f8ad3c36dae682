//! `ctx task wait`: wait until tasks have ended.

use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::commands::together::task::{Answer, QueueArgs};
use crate::error::{Failure, Kind};
use crate::kept::collection::Kept;
use crate::kept::task::{Progress, Status, Task};
use crate::log::name::Name;
use crate::session::Context;
use crate::session::waiting::{Checked, LateWatch, Waited, end_of, places_of, until};
use crate::store::Snapshot;

/// Wait until tasks have ended and print a summary
///
/// Exits with 1 if one of them failed. With --all, a queue without tasks counts as not
/// started: waits for the first task.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// IDs of the tasks
    #[arg(value_name = "ID", required_unless_present = "all", conflicts_with = "all")]
    ids: Vec<Name>,

    /// Wait for all tasks, or all of --queue
    #[arg(long)]
    all: bool,

    #[command(flatten)]
    queue: QueueArgs,

    /// Give up after DURATION (exit code 4) [default: never]
    #[arg(long, value_name = "DURATION", value_parser = humantime::parse_duration)]
    timeout: Option<Duration>,

    /// Print JSON (the default)
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let end = end_of(args.timeout);
    let tried = context.could_not("wait for the tasks");
    let mut over = |snapshot: &Snapshot| {
        let tasks = args.tasks(snapshot).context(tried.clone())?;
        let progress = Progress::of(tasks.iter(), context.session.now());
        // Of time alone a claim expires, but no task ends.
        Ok(if progress.is_over() { Checked::Met((tasks, progress)) } else { Checked::NotYet(None) })
    };
    let limits = (&places_of(&[Task::collection()])[..], end);
    let (tasks, progress) = match until(context.store.as_ref(), &mut LateWatch::default(), limits, &mut over)? {
        Waited::Met(met) => met,
        Waited::TimedOut(snapshot) => {
            let Progress { done, failed, total, .. } =
                Progress::of(args.tasks(&snapshot)?.iter(), context.session.now());
            let (ended, limit) = (done + failed, humantime::format_duration(args.timeout.unwrap_or_default()));
            let why = format!("{ended} of {total} tasks{} have ended after {limit}", args.queue.described());
            return Err(Failure::new(Kind::TimedOut, format!("{tried}: {why}"))
                .fact("ended", ended)
                .fact("total", total)
                .hint("use a longer --timeout; see ctx task list")
                .into());
        }
    };
    context.out.line(&serde_json::to_string(&progress)?)?;
    if progress.failed == 0 {
        return Ok(Answer::Yes);
    }
    let failed: Vec<&str> = tasks.iter().filter(|t| t.status == Status::Failed).map(|t| t.id.as_str()).collect();
    let Progress { failed: count, total, .. } = progress;
    let why = format!("{count} of {total} tasks in {} failed: {}", context.file.display(), named(&failed));
    Err(Failure::new(Kind::No, why).fact("failed", failed).hint("ctx task list --status failed").into())
}

impl Args {
    fn tasks(&self, snapshot: &Snapshot) -> Result<Vec<Task>> {
        if self.all {
            let all = Task::all(&snapshot.document)?;
            return Ok(all.into_iter().filter(|task| self.queue.includes(task)).collect());
        }
        self.ids.iter().map(|id| Task::find(&snapshot.document, id)).collect()
    }
}

/// Returns the first few names.
fn named(ids: &[&str]) -> String {
    match ids {
        [a, b, c, _, ..] => format!("{a}, {b}, {c} and {} more", ids.len() - 3),
        few => few.join(", "),
    }
}
