//! `ctx handoff fail`: mark a handoff as failed.

use anyhow::Result;

use crate::commands::together::handoff::Answer;
use crate::commands::together::handoff::step::StepArgs;
use crate::kept::handoff::Ending;
use crate::options::reason::ReasonArgs;
use crate::session::Context;

/// Mark a handoff that you accepted as failed
///
/// The right to write that it transferred returns to the sender.
#[derive(clap::Args, Debug)]
#[command(override_usage = "ctx handoff fail [OPTIONS] <ID> <REASON>")]
#[command(after_long_help = "Examples:
  ctx handoff fail h12 -m 'the pages are gone'
  ctx handoff fail h12 -m 'tests do not compile' --json")]
pub struct Args {
    #[command(flatten)]
    step: StepArgs,

    #[command(flatten)]
    why: ReasonArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let reason = args.why.reason().to_owned();
    args.step.end(context, "fail", &Ending::Failed { reason: reason.clone() }, Some(reason))
}
