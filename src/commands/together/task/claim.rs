//! `ctx task claim`: get work.

use std::time::Duration;

use anyhow::Result;
use serde_json::json;

use crate::commands::together::task::{Answer, QueueArgs, print, silent};
use crate::error::{Failure, Kind};
use crate::kept::task::{Progress, Task, claim_of, next_ready};
use crate::log::entry::Action;
use crate::options::ttl::parse_ttl;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Session;
use crate::session::transaction::{Done, print_committed};
use crate::session::waiting::{Waited, end_of, until};
use crate::store::Snapshot;

/// Claim a task and print it as JSON
///
/// Claims the most urgent, then oldest, task that is ready. Exactly one worker gets it. When
/// the claim expires, the task returns to the queue. Exits with 1 if no task is ready; with
/// --wait, waits up to DURATION for one and then exits with 4.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx task claim --queue pages --wait 1m
  ctx task complete t12 --result '{\"words\":10}'")]
pub struct Args {
    #[command(flatten)]
    queue: QueueArgs,

    /// Return the task to the queue after DURATION
    #[arg(long, value_name = "DURATION", default_value = "10m", value_parser = parse_ttl)]
    ttl: Duration,

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

pub fn run(args: &Args, session: &mut Session) -> Result<Answer> {
    let patience = session.patience();
    let end = end_of(patience);
    let file = session.file()?;
    let store = session.store_at(&file)?;
    let changes = store.changes();
    let mut nothing = None;
    loop {
        let error = match args.claim(session, &mut nothing) {
            Ok((task, done)) => return answer(args, task.as_ref(), done, session),
            Err(error) => error,
        };
        let (Some(progress), Some(patience)) = (nothing, patience) else { return Err(error) };
        let queue = args.queue.queue.as_ref();
        let mut ready = |snapshot: &Snapshot| next_ready(&snapshot.document, queue, session.now());
        // Somebody else may be faster; then this goes on waiting.
        if let Waited::TimedOut(_) = until(store.as_ref(), &changes, end, &mut ready)? {
            let within = format!(" within {}", humantime::format_duration(patience));
            let tried = format!("could not claim a task in {}", file.display());
            return Err(anyhow::Error::new(args.nothing(Kind::TimedOut, &within, &progress)).context(tried));
        }
    }
}

fn answer(args: &Args, task: Option<&Task>, done: Done, session: &mut Session) -> Result<Answer> {
    let (Some(task), Done::Committed(revision) | Done::Unchanged(revision)) = (task, done) else {
        return Ok(Answer::Yes);
    };
    print(task, session)?;
    if args.write.print_rev {
        print_committed(session, &revision.to_string());
    }
    Ok(Answer::Yes)
}

impl Args {
    /// Tries once; where no task was ready, `nothing` tells how the tasks stood.
    fn claim(&self, session: &mut Session, nothing: &mut Option<Progress>) -> Result<(Option<Task>, Done)> {
        // A guard that fails is never a reason to wait.
        *nothing = None;
        let (agent, queue) = (session.agent()?, self.queue.queue.as_ref());
        let message = self.message.message.clone();
        let request = silent(self.write.request("claim a task".to_owned(), Task::collection(), message));
        let mut claimed = None;
        let done = request.run(session, &mut |draft| {
            (claimed, *nothing) = (None, None);
            let mine = if self.mine { claim_of(draft.document(), &agent, queue)? } else { None };
            if let Some(mut task) = mine {
                // What ran out is only still mine since nobody wanted it: now it is again.
                if task.ran_out(draft.now()) {
                    task.claim(draft, &agent, self.ttl)?;
                }
                let action = Action { op: "task.assigned", args: json!({"id": task.id}) };
                claimed = Some(task);
                return Ok(action);
            }
            let Some(mut task) = next_ready(draft.document(), queue, draft.now())? else {
                let tasks = Task::all(draft.document())?;
                let progress = Progress::of(tasks.iter().filter(|task| self.queue.includes(task)), draft.now());
                *nothing = Some(progress);
                return Err(self.nothing(Kind::No, "", &progress).into());
            };
            let from = task.claimed_by.clone();
            task.claim(draft, &agent, self.ttl)?;
            let mut record = json!({"id": task.id, "attempt": task.attempts});
            if let (Some(from), Some(members)) = (from, record.as_object_mut()) {
                members.insert("ran_out_for".to_owned(), from.as_str().into());
            }
            claimed = Some(task);
            Ok(Action { op: "task.assigned", args: record })
        })?;
        Ok((claimed, done))
    }

    fn nothing(&self, kind: Kind, within: &str, progress: &Progress) -> Failure {
        let Progress { running, pending, .. } = progress;
        let why = format!("no task was ready{}{within}: {running} running, {pending} pending", self.queue.described());
        Failure::new(kind, why)
            .fact("running", *running)
            .fact("pending", *pending)
            .hint("use --wait 1m to wait for one; see ctx task list")
    }
}
