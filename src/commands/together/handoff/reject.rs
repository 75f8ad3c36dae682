//! `ctx handoff reject`: reject a handoff.

use anyhow::Result;

use crate::commands::together::handoff::Answer;
use crate::commands::together::handoff::step::StepArgs;
use crate::kept::handoff::Ending;
use crate::options::reason::ReasonArgs;
use crate::session::Context;

/// Reject a handoff that is addressed to you
#[derive(clap::Args, Debug)]
#[command(override_usage = "ctx handoff reject [OPTIONS] <ID> <REASON>")]
#[command(after_long_help = "Examples:
  ctx handoff reject h12 -m 'not my area'
  ctx handoff reject h12 -m 'no access to the repository' --json")]
pub struct Args {
    #[command(flatten)]
    step: StepArgs,

    #[command(flatten)]
    why: ReasonArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let reason = args.why.reason().to_owned();
    args.step.end(context, "reject", &Ending::Rejected { reason: reason.clone() }, Some(reason))
}
