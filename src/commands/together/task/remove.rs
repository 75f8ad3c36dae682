//! `ctx task remove`: remove tasks.

use anyhow::Result;
use serde_json::json;

use crate::commands::together::task::step::{Stepped, run as run_step};
use crate::commands::together::task::{Answer, QueueArgs};
use crate::edit::guard::Places;
use crate::kept::collection::Kept;
use crate::kept::task::{Task, remove, unneeded};
use crate::log::entry::Action;
use crate::log::name::Name;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Context;

/// Remove tasks from the document
///
/// Removes only tasks that nobody has claimed and no task depends on. Their results remain
/// in the log.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx task remove t12
  ctx task remove --ended --queue pages")]
pub struct Args {
    /// IDs of the tasks
    #[arg(value_name = "ID", required_unless_present = "ended", conflicts_with = "ended")]
    ids: Vec<Name>,

    /// Remove all completed and failed tasks that no unfinished task depends on
    #[arg(long)]
    ended: bool,

    #[command(flatten)]
    queue: QueueArgs,

    /// Print a JSON array of the IDs
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let places = Places::or(args.ids.iter().map(Task::path).collect(), Task::collection());
    let request = args.write.request("remove tasks".to_owned(), places, args.message.message.clone());
    let done = run_step(request, context, &mut |draft| {
        let unneeded = || unneeded(draft.document(), args.queue.queue.as_ref());
        let removed = if args.ended { unneeded()? } else { args.ids.clone() };
        remove(draft, &removed)?;
        Ok((Stepped::Done(Action { op: "task.removed", args: json!({"ids": removed}) }), removed))
    })?;
    let answer = args.json.then(|| serde_json::to_string(&done.value)).transpose()?;
    done.print(context.out, answer);
    Ok(Answer::Yes)
}
