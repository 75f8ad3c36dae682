//! `ctx handoff ack`: acknowledge a handoff.

use anyhow::Result;

use crate::commands::together::handoff::Answer;
use crate::commands::together::handoff::step::{StepArgs, Stepped};
use crate::options::write::MessageArgs;
use crate::session::Context;

/// Acknowledge a handoff without accepting it
///
/// It stays pending, and others may still accept it.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx handoff ack h12
  ctx handoff ack h12 --json")]
pub struct Args {
    #[command(flatten)]
    step: StepArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let (agent, message) = (context.session.agent()?, args.message.message.clone());
    args.step.take(context, ("acknowledge", "handoff.acknowledged"), message, &mut |handoff, draft| {
        handoff.acknowledge(&agent, draft).map(|()| Stepped::Done)
    })
}
