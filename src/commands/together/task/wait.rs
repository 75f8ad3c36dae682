//! `ctx task wait`: wait until tasks have ended.

use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::commands::together::task::all::Removed;
use crate::commands::together::task::{Answer, QueueArgs};
use crate::error::{Failure, Kind};
use crate::kept::collection::Kept;
use crate::kept::task::{Progress, Status, Task, next_end};
use crate::log::name::Name;
use crate::session::Context;
use crate::session::waiting::{Checked, LateWatch, Waited, end_of, places_of, until};
use crate::store::{Snapshot, Store};
use crate::text::duration::parse_duration;
use crate::text::timestamp::Timestamp;

/// Wait until tasks have ended and print a summary
///
/// Exits with 1 if one of them failed. With --all, a queue without tasks counts as not
/// started: waits for the first task.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx task wait t12
  ctx task wait --all --queue pages --timeout 10m")]
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
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    timeout: Option<Duration>,

    /// Print JSON (the default)
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let end = end_of(args.timeout);
    let tried = context.could_not("wait for the tasks");
    let (store, mut removed) = (context.store.as_ref(), Removed::default());
    let mut is_first = true;
    let mut over = |snapshot: &Snapshot| {
        let now = context.session.now();
        if std::mem::take(&mut is_first) && args.all {
            args.queue.say_unknown(&snapshot.document, context)?;
        }
        let tasks = args.tasks(snapshot, (store, &mut removed), now).context(tried.clone())?;
        let progress = Progress::of(tasks.iter(), now);
        // Of time alone, only a task that loses its last claim ends, and those that come after it.
        let next = || Ok::<_, anyhow::Error>(next_end(Task::all(&snapshot.document)?.iter(), now));
        Ok(if progress.is_over() { Checked::Met((tasks, progress)) } else { Checked::NotYet(next()?) })
    };
    let limits = (&places_of(&[Task::collection()])[..], end);
    let (tasks, progress) = match until(context.store.as_ref(), &mut LateWatch::default(), limits, &mut over)? {
        Waited::Met(met) => met,
        Waited::TimedOut(snapshot) => {
            let Progress { done, failed, total, cancelled, .. } = Progress::of(
                args.tasks(&snapshot, (store, &mut removed), context.session.now())?.iter(),
                context.session.now(),
            );
            let (ended, limit) =
                (done + failed + cancelled, humantime::format_duration(args.timeout.unwrap_or_default()));
            let why = format!("{ended} of {total} tasks{} have ended after {limit}", args.queue.described());
            return Err(Failure::new(Kind::TimedOut, format!("{tried}: {why}"))
                .fact("ended", ended)
                .fact("total", total)
                .hint("use a longer --timeout; see ctx task list")
                .into());
        }
    };
    context.out.line(&serde_json::to_string(&progress)?)?;
    if progress.failed + progress.cancelled == 0 {
        return Ok(Answer::Yes);
    }
    let of = |status: Status| tasks.iter().filter(|t| t.status == status).map(|t| t.id.as_str()).collect::<Vec<_>>();
    let (failed, cancelled, total) = (of(Status::Failed), of(Status::Cancelled), progress.total);
    let said = |ids: &[&str], how: &str| {
        format!("{} of {total} tasks in {} {how}: {}", ids.len(), context.file.display(), named(ids))
    };
    let failure = match (failed.is_empty(), cancelled.is_empty()) {
        (false, true) => Failure::new(Kind::No, said(&failed, "failed")).hint("ctx task list --status failed"),
        (true, _) => {
            Failure::new(Kind::No, said(&cancelled, "were cancelled")).hint("ctx task list --status cancelled")
        }
        (false, false) => {
            let why = format!("{}; {} were cancelled: {}", said(&failed, "failed"), cancelled.len(), named(&cancelled));
            Failure::new(Kind::No, why).hint("ctx task list --status failed")
        }
    };
    let failure = failure.fact("failed", failed);
    Err(if cancelled.is_empty() { failure } else { failure.fact("cancelled", cancelled) }.into())
}

impl Args {
    fn tasks(
        &self,
        snapshot: &Snapshot,
        (store, removed): (&dyn Store, &mut Removed),
        now: Timestamp,
    ) -> Result<Vec<Task>> {
        if self.all {
            let all = removed.with_all(&snapshot.document, store, now)?;
            return Ok(all.into_iter().filter(|task| self.queue.includes(task)).collect());
        }
        self.ids.iter().map(|id| Task::find_at(&snapshot.document, store, id, now)).collect()
    }
}

/// Returns the first few names.
fn named(ids: &[&str]) -> String {
    match ids {
        [a, b, c, _, ..] => format!("{a}, {b}, {c} and {} more", ids.len() - 3),
        few => few.join(", "),
    }
}
