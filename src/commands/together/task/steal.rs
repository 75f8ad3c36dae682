//! `ctx task steal`: take a claim away from its holder.

use std::time::Duration;

use anyhow::Result;
use serde_json::json;

use crate::commands::together::task::Answer;
use crate::commands::together::task::step::{Stepped, run as run_step, worker};
use crate::kept::collection::Kept;
use crate::kept::task::Task;
use crate::log::entry::Action;
use crate::log::name::Name;
use crate::options::ttl::parse_ttl;
use crate::options::write::WriteArgs;
use crate::session::Context;

/// Take a claimed task away from its worker and print it as JSON
///
/// For workers that are dead or hang. You hold the claim afterwards; the token of the former worker
/// is no longer valid, and a result that it still gives is kept in `late_results` of the task.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx task steal t12 -m 'its worker is dead'
  ctx task steal t12 -m 'its worker hangs' --ttl 1h")]
pub struct Args {
    /// ID of the task
    #[arg(value_name = "ID")]
    id: Name,

    /// Record the reason
    #[arg(short = 'm', long, visible_alias = "message", value_name = "REASON")]
    reason: String,

    /// Return the task to the queue after DURATION
    #[arg(long, value_name = "DURATION", default_value = "10m", value_parser = parse_ttl)]
    ttl: Duration,

    /// Print JSON (the default)
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    write: WriteArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let (id, worker) = (&args.id, worker(context.session, None)?);
    let request = args.write.request(format!("steal the task {id}"), Task::path(id), Some(args.reason.clone()));
    let done = run_step(request, context, &mut |draft| {
        let mut task = Task::find_with(draft.document(), draft.history(), id)?;
        let from = task.claimed_by.clone();
        task.steal(draft, &worker, args.ttl)?;
        let record = json!({"id": id, "from": from, "attempt": task.attempts});
        Ok((Stepped::Done(Action { op: "task.stolen", args: record }), task))
    })?;
    done.print(context.out, [serde_json::to_string(&done.value)?]);
    Ok(Answer::Yes)
}
