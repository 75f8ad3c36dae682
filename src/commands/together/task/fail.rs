//! `ctx task fail`: mark a task as failed.

use anyhow::Result;
use serde_json::json;

use crate::commands::together::task::{Answer, ClaimedArgs};
use crate::kept::task::{Status, fail_dependents};
use crate::log::entry::Action;
use crate::session::Context;

/// Mark a task that you claimed as failed
///
/// Tasks that depend on it (--after) fail with it.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Record the reason
    #[arg(short = 'm', long, visible_alias = "message", value_name = "REASON")]
    reason: String,

    /// Return the task to the queue instead, up to N times
    #[arg(long, value_name = "N", default_value = "0")]
    retry: u64,

    #[command(flatten)]
    claimed: ClaimedArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let reason = &args.reason;
    args.claimed.step("fail", Some(reason.clone()), context, &mut |task, claimant, draft| {
        let before = task.status;
        task.fail(claimant, reason, args.retry, draft.now())?;
        if task.status == Status::Pending {
            let record = json!({"id": task.id, "attempt": task.attempts, "retry": true});
            return Ok(Action { op: "task.released", args: record });
        }
        let lost = if before == Status::Failed { Vec::new() } else { fail_dependents(draft, task, &claimant.agent)? };
        let mut record = json!({"id": task.id});
        if let Some(members) = record.as_object_mut().filter(|_| !lost.is_empty()) {
            members.insert("dependents".to_owned(), json!(lost));
        }
        Ok(Action { op: "task.failed", args: record })
    })
}
