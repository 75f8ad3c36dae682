//! `ctx task cancel`: cancel tasks.

use anyhow::Result;
use serde_json::json;

use crate::commands::together::task::Answer;
use crate::commands::together::task::step::{Stepped, run as run_step};
use crate::edit::guard::Places;
use crate::json::with;
use crate::kept::collection::Kept;
use crate::kept::task::{Status, Task, fail_dependents};
use crate::log::entry::Action;
use crate::log::name::Name;
use crate::options::write::WriteArgs;
use crate::session::Context;

/// Cancel tasks, whoever has claimed them
///
/// Tasks that depend on them (--after) fail. The workers' tokens are no longer valid; a result that
/// they still give is kept in `late_results`.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx task cancel t12 -m 'no longer needed'
  ctx task cancel fetch parse -m 'replaced by crawl' --json")]
pub struct Args {
    /// IDs of the tasks
    #[arg(value_name = "ID", required = true)]
    ids: Vec<Name>,

    /// Record the reason
    #[arg(short = 'm', long, visible_alias = "message", value_name = "REASON")]
    reason: String,

    /// Print the cancelled tasks as a JSON array
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    write: WriteArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let (agent, reason) = (context.session.agent()?, &args.reason);
    let places = Places::or(args.ids.iter().map(Task::path).collect(), Task::collection());
    let request = args.write.request("cancel tasks".to_owned(), places, Some(reason.clone()));
    let done = run_step(request, context, &mut |draft| {
        let find = |id| Task::find_with(draft.document(), draft.history(), id);
        let found = args.ids.iter().map(find).collect::<Result<Vec<_>>>()?;
        let mut tasks = found.clone();
        tasks.iter_mut().try_for_each(|task| task.cancel(&agent, reason, draft.now()))?;
        let changed = tasks.iter().zip(&found).filter(|(task, before)| task != before);
        changed.map(|(task, _)| task).try_for_each(|task| task.store(draft))?;
        let cancelled = tasks.iter().zip(&found).filter(|(_, before)| before.status != Status::Cancelled);
        let cancelled: Vec<Task> = cancelled.map(|(task, _)| task.clone()).collect();
        let lost = fail_dependents(draft, &cancelled, &agent)?;
        let record = json!({"ids": args.ids});
        let record = if lost.is_empty() { record } else { with(record, "dependents", json!(lost)) };
        Ok((Stepped::Done(Action { op: "task.cancelled", args: record }), tasks))
    })?;
    let answer = args.json.then(|| serde_json::to_string(&done.value)).transpose()?;
    done.print(context.out, answer);
    Ok(Answer::Yes)
}
