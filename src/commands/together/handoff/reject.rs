//! `ctx handoff reject`: reject a handoff.

use anyhow::Result;

use crate::commands::together::handoff::Answer;
use crate::commands::together::handoff::step::StepArgs;
use crate::kept::handoff::Ending;
use crate::session::Context;

/// Reject a handoff that is addressed to you
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx handoff reject h12 -m 'not my area'
  ctx handoff reject h12 -m 'no access to the repository' --json")]
pub struct Args {
    /// Record the reason
    #[arg(short = 'm', long = "reason", visible_alias = "message", value_name = "REASON")]
    reason: String,

    #[command(flatten)]
    step: StepArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let reason = args.reason.clone();
    args.step.end(context, "reject", &Ending::Rejected { reason: reason.clone() }, Some(reason))
}
