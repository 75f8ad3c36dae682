//! `ctx task release`: return a task to the queue.

use anyhow::Result;
use serde_json::json;

use crate::commands::together::task::{Answer, ToldArgs};
use crate::log::entry::Action;
use crate::session::Context;

/// Return a task that you claimed to the queue
///
/// The claim does not count as an attempt.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    told: ToldArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let ToldArgs { claimed, message } = &args.told;
    claimed.step("release", message.message.clone(), context, &mut |task, claimant, _| {
        task.release(claimant)?;
        Ok(Action { op: "task.released", args: json!({"id": task.id}) })
    })
}
