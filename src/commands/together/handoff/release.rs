//! `ctx handoff release`: release an accepted handoff.

use anyhow::Result;

use crate::commands::together::handoff::Answer;
use crate::commands::together::handoff::step::{StepArgs, Stepped};
use crate::options::write::MessageArgs;
use crate::session::Context;

/// Release a handoff that you accepted, so that it is pending again
///
/// The right to write that it transferred returns to the sender.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx handoff release h12
  ctx handoff release h12 --json")]
pub struct Args {
    #[command(flatten)]
    step: StepArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let (agent, message) = (context.session.agent()?, args.message.message.clone());
    args.step.take(context, ("release", "handoff.released"), message, &mut |handoff, draft| {
        handoff.release(&agent, draft).map(|()| Stepped::Done)
    })
}
