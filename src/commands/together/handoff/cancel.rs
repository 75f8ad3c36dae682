//! `ctx handoff cancel`: cancel a handoff.

use anyhow::Result;

use crate::commands::together::handoff::Answer;
use crate::commands::together::handoff::step::StepArgs;
use crate::kept::handoff::Ending;
use crate::session::Context;

/// Cancel a handoff that you created and nobody has accepted
#[derive(clap::Args, Debug)]
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
