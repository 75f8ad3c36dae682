//! `ctx task complete`: complete a task.

use anyhow::Result;
use serde_json::{Value, json};

use crate::commands::together::task::Answer;
use crate::commands::together::task::step::{ClaimedArgs, Stepped, ToldArgs};
use crate::draft::Draft;
use crate::kept::late::{LATE_RESULTS, Late};
use crate::kept::task::{Claimant, Task};
use crate::log::entry::Action;
use crate::options::result::ResultArgs;
use crate::session::Context;

/// Complete a task that you claimed
///
/// If you lost the claim meanwhile, fails (exit code 3) and keeps the result in `late_results` of the
/// task.
#[derive(clap::Args, Debug)]
#[command(after_long_help = r#"Examples:
  ctx task complete t12
  ctx task complete t12 --result '{"words":10}'
  wc -w <report.txt | ctx task complete t12 --result -"#)]
pub struct Args {
    #[command(flatten)]
    told: ToldArgs,

    #[command(flatten)]
    result: ResultArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let result = args.result.read(context)?;
    let ToldArgs { claimed, message } = &args.told;
    complete(claimed, message.message.clone(), result.as_ref(), context)
}

/// Completes a task with a result.
pub(super) fn complete(
    claimed: &ClaimedArgs,
    message: Option<String>,
    result: Option<&Value>,
    context: &mut Context<'_>,
) -> Result<Answer> {
    claimed.step("complete", message, context, &mut completed(result))
}

/// The step that completes a task with a result.
pub fn completed(result: Option<&Value>) -> impl FnMut(&mut Task, &Claimant, &mut Draft<'_>) -> Result<Stepped> {
    move |task, claimant, draft| {
        let Err(error) = task.complete(claimant, result.cloned(), draft.now()) else {
            return Ok(Stepped::Done(Action { op: "task.completed", args: json!({"id": task.id}) }));
        };
        let late = result.and_then(|result| task.keep_late(claimant, result, draft.now()));
        too_late(late, "result", error, (task, claimant))
    }
}

/// What becomes of what a worker brought after it lost its claim.
pub(super) fn too_late(
    late: Option<Late>,
    what: &str,
    error: anyhow::Error,
    (task, claimant): (&Task, &Claimant),
) -> Result<Stepped> {
    match late {
        None => Err(error),
        Some(Late::Full) => {
            let why = format!("the {what} was not kept: the task has {LATE_RESULTS} late results already");
            Err(error.context(why))
        }
        Some(Late::Kept) => {
            let record = json!({"id": task.id, "token": claimant.token});
            let action = Action { op: "task.late_result", args: record };
            Ok(Stepped::Refused(action, task.kept_late(what, error)))
        }
    }
}
