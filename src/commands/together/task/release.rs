//! `ctx task release`: return a task to the queue.

use anyhow::Result;
use serde_json::json;

use crate::commands::together::task::Answer;
use crate::commands::together::task::fail::with_dependents;
use crate::commands::together::task::step::{ClaimedArgs, Stepped, ToldArgs};
use crate::kept::task::Status;
use crate::log::entry::Action;
use crate::log::event_type::TASK_FAILED;
use crate::session::Context;

/// Return a task that you claimed to the queue
///
/// The claim does not count as an attempt, but a task that is released too often fails
/// (`ctx task add --max-attempts`).
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx task release t12
  ctx task release t12 --json")]
pub struct Args {
    #[command(flatten)]
    told: ToldArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let ToldArgs { claimed, message } = &args.told;
    release(claimed, message.message.clone(), context)
}

/// Returns a task to the queue.
pub(super) fn release(claimed: &ClaimedArgs, message: Option<String>, context: &mut Context<'_>) -> Result<Answer> {
    let mut failed = None;
    let answer = claimed.step("release", message, context, &mut |task, claimant, draft| {
        task.release(claimant, draft.now())?;
        failed = None;
        if task.status == Status::Failed {
            failed = Some((
                format!("the task {} failed: {}", task.id, task.reason.as_deref().unwrap_or_default()),
                task.retried(),
            ));
            let record = with_dependents(json!({"id": task.id, "released": true}), draft, task, &claimant.agent)?;
            return Ok(Stepped::Done(Action { op: TASK_FAILED, args: record }));
        }
        Ok(Stepped::Done(Action { op: "task.released", args: json!({"id": task.id}) }))
    })?;
    if let Some((why, hint)) = failed {
        context.session.say_with_hints(&why, &[hint]);
    }
    Ok(answer)
}
