//! `ctx handoff complete`: complete a handoff.

use std::path::PathBuf;

use anyhow::Result;

use crate::commands::together::handoff::Answer;
use crate::commands::together::handoff::step::StepArgs;
use crate::kept::handoff::Ending;
use crate::options::value::read_argument;
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
    /// Record the result, read like a value of `ctx set`; - reads standard input
    #[arg(long, value_name = "VALUE", allow_negative_numbers = true)]
    result: Option<String>,

    /// Refer to a file of the result, with its SHA-256 and size (repeatable)
    #[arg(long = "artifact", value_name = "FILE")]
    artifacts: Vec<PathBuf>,

    #[command(flatten)]
    step: StepArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let result = args.result.as_ref().map(|word| read_argument(context, word, "the result")).transpose()?;
    let artifacts = context.artifacts(&args.artifacts)?;
    args.step.end(context, "complete", &Ending::Completed { result, artifacts }, args.message.message.clone())
}
