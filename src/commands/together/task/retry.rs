//! `ctx task retry`: return failed or cancelled tasks to the queue.

use anyhow::Result;
use serde_json::json;

use crate::commands::together::task::Answer;
use crate::commands::together::task::step::{Stepped, run as run_step};
use crate::edit::guard::Places;
use crate::kept::collection::Kept;
use crate::kept::task::Task;
use crate::log::entry::Action;
use crate::log::name::Name;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Context;

/// Return failed or cancelled tasks to the queue
///
/// Their attempts start anew. A task that failed with one that it depends on can be retried together
/// with that one, or after it.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx task retry t12
  ctx task retry t12 --json")]
pub struct Args {
    /// IDs of the tasks
    #[arg(value_name = "ID", required = true)]
    ids: Vec<Name>,

    /// Print the tasks as a JSON array
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let places = Places::or(args.ids.iter().map(Task::path).collect(), Task::collection());
    let request = args.write.request("retry tasks".to_owned(), places, args.message.message.clone());
    let done = run_step(request, context, &mut |draft| {
        let tasks = Task::retry_all(draft.document(), draft.history(), &args.ids)?;
        tasks.iter().try_for_each(|task| task.store(draft))?;
        Ok((Stepped::Done(Action { op: "task.retried", args: json!({"ids": args.ids}) }), tasks))
    })?;
    let answer = args.json.then(|| serde_json::to_string(&done.value)).transpose()?;
    done.print(context.out, answer);
    Ok(Answer::Yes)
}
