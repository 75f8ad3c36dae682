//! `ctx task claim`: claim a task.

use std::time::Duration;

use anyhow::Result;
use serde_json::json;

use crate::commands::together::task::step::{Stepped, run as run_step, worker};
use crate::commands::together::task::{Answer, QueueArgs};
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::kept::collection::Kept;
use crate::kept::task::{Progress, Task, Unknown, claim_of, next_expiry, next_ready};
use crate::log::entry::Action;
use crate::log::name::Name;
use crate::options::ttl::parse_ttl;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Context;
use crate::session::transaction::Done;
use crate::session::waiting::{Checked, LateWatch, Waited, end_of, places_of, until};
use crate::store::Snapshot;
use crate::text::timestamp::Timestamp;

/// Claim a task and print it as JSON
///
/// Claims the most urgent, then oldest, task that is ready. Exactly one worker gets it. When
/// the claim expires, the task returns to the queue. Exits with 1 if no task is ready; with
/// --wait, waits up to DURATION for one and then exits with 4; with --until-drained, waits
/// until no task is running or pending. See also `ctx task work`.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx task claim
  ctx task claim --queue pages --wait 1m
  ctx task claim --until-drained --ttl 1h")]
pub struct Args {
    #[command(flatten)]
    queue: QueueArgs,

    /// Return the task to the queue after DURATION
    #[arg(long, value_name = "DURATION", default_value = "10m", value_parser = parse_ttl)]
    ttl: Duration,

    /// Wait until a task is ready; exit with 1 once all tasks have ended and none can come
    #[arg(long)]
    until_drained: bool,

    /// If you have already claimed a task, print that one again
    #[arg(long)]
    mine: bool,

    /// Print JSON (the default)
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let session = context.session;
    let patience = session.patience();
    let end = end_of(patience);
    if patience.is_none() && !args.until_drained {
        context.must_exist()?;
    }
    let (mut watch, mut is_first) = (LateWatch::default(), true);
    loop {
        let error = match args.claim(context) {
            Ok(done) => {
                drop(watch);
                done.print(context.out, [serde_json::to_string(&done.value)?]);
                return Ok(Answer::Yes);
            }
            Err(error) => error,
        };
        // A failed guard is never a reason to wait.
        if !is_nothing_ready(&error) || (patience.is_none() && !args.until_drained) {
            return Err(error);
        }
        if std::mem::take(&mut is_first) {
            args.queue.say_unknown(&context.store.read()?.document, context)?;
        }
        let queue = args.queue.queue.as_ref();
        let mut ready = |snapshot: &Snapshot| {
            let (document, now) = (&snapshot.document, session.now());
            let next = match next_ready(document, queue, now)? {
                Some(_) => return Ok(Checked::Met(true)),
                None if args.until_drained && args.queue.is_drained(document, now)? => return Ok(Checked::Met(false)),
                None => next_expiry(Task::all(document)?.iter(), now),
            };
            Ok(Checked::NotYet(next))
        };
        let limits = (&places_of(&[Task::collection()])[..], end);
        // Another worker may be first; then wait again.
        match until(context.store.as_ref(), &mut watch, limits, &mut ready)? {
            Waited::Met(true) => {}
            Waited::Met(false) => return Err(error.context("all tasks have ended")),
            Waited::TimedOut(last) => {
                let within = format!(" within {}", humantime::format_duration(patience.unwrap_or_default()));
                let failure = args.nothing_ready(Kind::TimedOut, &within, &last.document, session.now())?;
                return Err(anyhow::Error::new(failure).context(context.could_not("claim a task")));
            }
        }
    }
}

/// A task for a worker.
pub(super) enum Claimed {
    Task(Box<Task>),
    NoneReady,
}

/// Claims the next task.
pub(super) fn claim_next(context: &mut Context<'_>, queue: &QueueArgs, ttl: Duration) -> Result<Claimed> {
    match claim(context, queue.queue.clone(), ttl, None) {
        Ok(done) => Ok(Claimed::Task(Box::new(done.value))),
        Err(error) if is_nothing_ready(&error) => Ok(Claimed::NoneReady),
        Err(error) => Err(error),
    }
}

/// Claims the next task, of any queue if none is named.
///
/// # Errors
/// "No" if none is ready, and as the transaction does.
pub fn claim(
    context: &mut Context<'_>,
    queue: Option<Name>,
    ttl: Duration,
    message: Option<String>,
) -> Result<Done<Task>> {
    let args = Args {
        queue: QueueArgs { queue },
        ttl,
        until_drained: false,
        mine: false,
        json: false,
        write: WriteArgs::default(),
        message: MessageArgs { message },
    };
    args.claim(context)
}

fn is_nothing_ready(error: &anyhow::Error) -> bool {
    error.downcast_ref::<Failure>().is_some_and(|failure| failure.facts().contains_key("pending"))
}

impl Args {
    fn claim(&self, context: &mut Context<'_>) -> Result<Done<Task>> {
        let (worker, queue) = (worker(context.session, None)?, self.queue.queue.as_ref());
        let message = self.message.message.clone();
        let request = self.write.request("claim a task".to_owned(), Task::collection(), message);
        run_step(request, context, &mut |draft| {
            let mine = if self.mine { claim_of(draft.document(), &worker, queue)? } else { None };
            if let Some(mut task) = mine {
                // An expired claim that nobody else has taken is renewed.
                if task.ran_out(draft.now()) {
                    task.claim(draft, &worker, self.ttl)?;
                }
                return Ok((Stepped::Done(Action { op: "task.assigned", args: json!({"id": task.id}) }), task));
            }
            let Some(mut task) = next_ready(draft.document(), queue, draft.now())? else {
                return Err(self.nothing_ready(Kind::No, "", draft.document(), draft.now())?.into());
            };
            let from = task.claimed_by.clone();
            task.claim(draft, &worker, self.ttl)?;
            let mut record = json!({"id": task.id, "attempt": task.attempts});
            if let (Some(from), Some(members)) = (from, record.as_object_mut()) {
                members.insert("ran_out_for".to_owned(), from.as_str().into());
            }
            Ok((Stepped::Done(Action { op: "task.assigned", args: record }), task))
        })
    }

    /// Returns the error that no task is ready, with the numbers of running and pending tasks.
    fn nothing_ready(&self, kind: Kind, within: &str, document: &Document, now: Timestamp) -> Result<Failure> {
        let tasks = Task::all(document)?;
        let Progress { running, pending, .. } =
            Progress::of(tasks.iter().filter(|task| self.queue.includes(task)), now);
        let why = format!("no task was ready{}{within}: {running} running, {pending} pending", self.queue.described());
        let mut failure = Failure::new(kind, why).fact("running", running).fact("pending", pending);
        let unknown = self.queue.queue.as_ref().and_then(|queue| Unknown::queue(&tasks, queue));
        if let Some(hint) = unknown.and_then(|unknown| unknown.hint) {
            failure = failure.hint(hint);
        }
        Ok(failure.hint("use --wait 1m to wait for one; see ctx task list"))
    }
}
