//! `ctx task complete`: complete a task.

use anyhow::Result;
use serde_json::json;

use crate::commands::together::task::{Answer, ToldArgs, read_value};
use crate::log::entry::Action;
use crate::session::Context;

/// Complete a task that you claimed
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Record the result, read like a value of `ctx set`; - reads standard input
    #[arg(long, value_name = "VALUE")]
    result: Option<String>,

    #[command(flatten)]
    told: ToldArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let result = args.result.as_ref().map(|word| read_value(context, word, "the result")).transpose()?;
    let ToldArgs { claimed, message } = &args.told;
    claimed.step("complete", message.message.clone(), context, &mut |task, claimant, draft| {
        task.complete(claimant, result.clone(), draft.now())?;
        Ok(Action { op: "task.completed", args: json!({"id": task.id}) })
    })
}
