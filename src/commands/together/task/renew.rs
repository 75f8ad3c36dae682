//! `ctx task renew`: extend a claim.

use std::time::Duration;

use anyhow::Result;
use serde_json::json;

use crate::commands::together::task::Answer;
use crate::commands::together::task::step::{Stepped, ToldArgs};
use crate::log::entry::Action;
use crate::options::ttl::parse_ttl;
use crate::session::Context;

/// Extend the claim on a task
///
/// Never shortens it.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx task renew t12
  ctx task renew t12 --ttl 1h")]
pub struct Args {
    /// Return the task to the queue DURATION from now
    #[arg(long, value_name = "DURATION", default_value = "10m", value_parser = parse_ttl)]
    ttl: Duration,

    #[command(flatten)]
    told: ToldArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let ToldArgs { claimed, message } = &args.told;
    claimed.step("renew", message.message.clone(), context, &mut |task, claimant, draft| {
        task.renew(claimant, args.ttl, draft.now())?;
        Ok(Stepped::Done(Action { op: "task.renewed", args: json!({"id": task.id}) }))
    })
}
