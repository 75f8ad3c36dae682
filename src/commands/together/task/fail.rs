//! `ctx task fail`: mark a task as failed.

use anyhow::Result;
use serde_json::{Value, json};

use crate::commands::together::task::Answer;
use crate::commands::together::task::complete::too_late;
use crate::commands::together::task::step::{ClaimedArgs, Stepped};
use crate::draft::Draft;
use crate::json::with;
use crate::kept::task::{Claimant, Status, Task, fail_dependents};
use crate::log::agent::AgentName;
use crate::log::entry::Action;
use crate::log::event_type::TASK_FAILED;
use crate::options::reason::ReasonArgs;
use crate::session::Context;

/// Mark a task that you claimed as failed
///
/// Tasks that depend on it (--after) fail with it. If you lost the claim meanwhile, fails (exit
/// code 3) and keeps the reason in `late_results` of the task.
#[derive(clap::Args, Debug)]
#[command(override_usage = "ctx task fail [OPTIONS] <ID> <REASON>")]
#[command(after_long_help = "Examples:
  ctx task fail t12 -m 'no such host'
  ctx task fail t12 -m 'timed out' --retry 2")]
pub struct Args {
    /// Return the task to the queue instead, up to N times
    #[arg(long, value_name = "N", default_value = "0")]
    retry: u64,

    #[command(flatten)]
    claimed: ClaimedArgs,

    #[command(flatten)]
    why: ReasonArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    fail(&args.claimed, args.why.reason(), args.retry, context)
}

/// Fails a task, or returns it to the queue up to `retry` times.
pub(super) fn fail(claimed: &ClaimedArgs, reason: &str, retry: u64, context: &mut Context<'_>) -> Result<Answer> {
    claimed.step("fail", Some(reason.to_owned()), context, &mut failed(reason, retry))
}

/// The step that fails a task, or returns it to the queue up to `retry` times.
pub fn failed(reason: &str, retry: u64) -> impl FnMut(&mut Task, &Claimant, &mut Draft<'_>) -> Result<Stepped> {
    move |task, claimant, draft| {
        let before = task.status;
        if let Err(error) = task.fail(claimant, reason, retry, draft.now()) {
            let late = task.keep_late_failure(claimant, reason, draft.now());
            return too_late(late, "reason", error, (task, claimant));
        }
        if task.status == Status::Pending {
            let record = json!({"id": task.id, "attempt": task.attempts, "retry": true});
            return Ok(Stepped::Done(Action { op: "task.released", args: record }));
        }
        let record = json!({"id": task.id});
        let is_again = before == Status::Failed;
        let record = if is_again { record } else { with_dependents(record, draft, task, &claimant.agent)? };
        Ok(Stepped::Done(Action { op: TASK_FAILED, args: record }))
    }
}

/// Fails the tasks that depend on one that ended without being completed, and adds them to the `args`
/// of the record.
pub fn with_dependents(record: Value, draft: &mut Draft<'_>, ended: &Task, agent: &AgentName) -> Result<Value> {
    let lost = fail_dependents(draft, std::slice::from_ref(ended), agent)?;
    Ok(if lost.is_empty() { record } else { with(record, "dependents", json!(lost)) })
}
