//! `ctx task work`: run a command for each task.

mod job;
mod team;

use std::ffi::OsString;
use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::commands::together::task::claim::{Claimed, claim_next};
use crate::commands::together::task::work::job::{Done, Job};
use crate::commands::together::task::work::team::{MEMBER, lead};
use crate::commands::together::task::{Answer, QueueArgs};
use crate::error::{Failure, Kind};
use crate::kept::collection::Kept;
use crate::kept::task::{Task, next_expiry, next_ready};
use crate::options::ttl::{TTL, parse_renewed_ttl};
use crate::platform::child::capture::Spool;
use crate::session::tenure::Alarm;
use crate::session::waiting::{Checked, LateWatch, Waited, places_of, until};
use crate::session::{Context, is_set};
use crate::store::Snapshot;

/// Run a command for each task until the queue is drained
///
/// Claims a task, runs CMD with its payload on standard input (as `ctx get` prints it), renews
/// the claim meanwhile, and completes the task with what CMD prints (JSON if it is JSON, else
/// text). If CMD fails, so does the task, with the exit code and the end of its standard error
/// as the reason. CMD gets CTX_TASK_ID, CTX_TASK_TOKEN and CTX_TASK_ATTEMPT in its environment.
///
/// Waits while other workers' tasks may return to the queue; exits with 0 once all tasks have
/// ended. If the claim is lost, or a signal asks ctx to end, CMD and all that it started is
/// stopped (SIGKILL after 5 s). Output of more than 1 MiB is saved in a file beside the
/// context, and the result names it.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx task work --queue pages -- ./fetch.sh
  ctx task work --jobs 4 --retry 2 -- sh -c 'jq -r .url | wc -c'")]
pub struct Args {
    #[command(flatten)]
    queue: QueueArgs,

    /// Return the task to the queue DURATION after the last renewal, if this process dies
    #[arg(long, value_name = "DURATION", default_value = TTL, value_parser = parse_renewed_ttl)]
    ttl: Duration,

    /// Return a failed task to the queue up to N times
    #[arg(long, value_name = "N", default_value = "0")]
    retry: u64,

    /// Work on N tasks at once
    #[arg(short, long, value_name = "N", default_value = "1", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: u16,

    /// Command to run, after --
    #[arg(value_name = "CMD", last = true, required = true)]
    command: Vec<OsString>,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    if !is_member() {
        args.queue.say_unknown(&context.store.read()?.document, context)?;
        if args.jobs > 1 {
            return lead(args.jobs, &args.queue, context);
        }
    }
    let spooled = Spool::beside(&context.file).map_err(|e| {
        Failure::new(Kind::Io, format!("could not keep what the command prints beside {}: {e}", context.file.display()))
    });
    let (spool, mut alarm) = (spooled?, Alarm::default());
    let mut watch = LateWatch::default();
    loop {
        let task = match claim_next(context, &args.queue, args.ttl)? {
            Claimed::Task(task) => *task,
            Claimed::NoneReady => {
                if args.is_drained(context, &mut watch)? {
                    return Ok(Answer::Yes);
                }
                continue;
            }
        };
        let job = Job { task: &task, ttl: args.ttl, retry: args.retry, command: &args.command, spool: &spool };
        match job.run(context, &mut alarm)? {
            Done::Ended => {}
            Done::Stop(code) => return Ok(Answer::Code(code)),
        }
    }
}

/// Whether another `ctx task work` started this one.
fn is_member() -> bool {
    is_set(MEMBER)
}

impl Args {
    /// Waits until a task is ready, or none can be any more; whether that is so.
    fn is_drained(&self, context: &Context<'_>, watch: &mut LateWatch) -> Result<bool> {
        let queue = self.queue.queue.as_ref();
        let mut over = |snapshot: &Snapshot| {
            let (document, now) = (&snapshot.document, context.session.now());
            if next_ready(document, queue, now)?.is_some() {
                return Ok(Checked::Met(false));
            }
            if self.queue.is_drained(document, now)? {
                return Ok(Checked::Met(true));
            }
            Ok(Checked::NotYet(next_expiry(Task::all(document)?.iter(), now)))
        };
        let limits = (&places_of(&[Task::collection()])[..], None);
        let waited = until(context.store.as_ref(), watch, limits, &mut over);
        let waited = waited.with_context(|| context.could_not("wait for a task"))?;
        Ok(matches!(waited, Waited::Met(true)))
    }
}
