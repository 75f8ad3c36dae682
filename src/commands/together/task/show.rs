//! `ctx task show`: show a task.

use anyhow::{Context as _, Result};

use crate::commands::together::task::Answer;
use crate::kept::task::Task;
use crate::log::name::Name;
use crate::options::at::AtArgs;
use crate::session::Context;

/// Show a task as JSON
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx task show t12
  ctx task show t12 | jq .payload")]
pub struct Args {
    /// ID of the task
    #[arg(value_name = "ID")]
    id: Name,

    /// Print JSON (the default)
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    at: AtArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    context.must_exist()?;
    let shown = args.at.read(context)?;
    let tried = || context.could_not(&format!("show the task {}{}", args.id, args.at.described()));
    let task =
        Task::find_at(&shown.snapshot.document, context.store.as_ref(), &args.id, shown.time).with_context(tried)?;
    context.out.json(&task)?;
    Ok(Answer::Yes)
}
