//! `ctx handoff complete`: complete a handoff.

use std::path::PathBuf;

use anyhow::Result;

use crate::commands::together::handoff::Answer;
use crate::commands::together::handoff::step::StepArgs;
use crate::kept::handoff::Ending;
use crate::options::result::ResultArgs;
use crate::options::write::MessageArgs;
use crate::session::Context;

/// Complete a handoff that you accepted
///
/// You keep the right to write that it transferred.
#[derive(clap::Args, Debug)]
#[command(after_long_help = r#"Examples:
  ctx handoff complete h12
  ctx handoff complete h12 --result '{"pages": 2}'
  ctx handoff complete h12 --artifact report.txt"#)]
pub struct Args {
    #[command(flatten)]
    step: StepArgs,

    #[command(flatten)]
    result: ResultArgs,

    /// Refer to a file of the result, with its SHA-256 and size (repeatable)
    #[arg(long = "artifact", value_name = "FILE", help_heading = None::<&str>)]
    artifacts: Vec<PathBuf>,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let result = args.result.read(context)?;
    let artifacts = context.artifacts(&args.artifacts)?;
    args.step.end(context, "complete", &Ending::Completed { result, artifacts }, args.message.message.clone())
}
