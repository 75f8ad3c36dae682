//! `ctx handoff cancel`: cancel a handoff.

use anyhow::Result;

use crate::commands::together::handoff::Answer;
use crate::commands::together::handoff::step::StepArgs;
use crate::kept::handoff::Ending;
use crate::session::Context;

/// Cancel a handoff
///
/// One that you created and nobody has accepted needs no reason. With a reason, anybody can cancel any
/// handoff that has not ended. If it was accepted, the right to write that it transferred returns to
/// the sender, and a result that still comes is kept in `late_results` of the handoff.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx handoff cancel h12
  ctx handoff cancel h12 -m 'no longer needed'")]
pub struct Args {
    /// Record the reason
    #[arg(short = 'm', long = "reason", visible_alias = "message", value_name = "REASON")]
    reason: Option<String>,

    #[command(flatten)]
    step: StepArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let reason = args.reason.clone();
    args.step.end(context, "cancel", &Ending::Cancelled { reason: reason.clone() }, reason)
}
