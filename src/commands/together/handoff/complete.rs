//! `ctx handoff complete`: complete a handoff.

use anyhow::Result;

use crate::commands::together::handoff::Answer;
use crate::commands::together::handoff::step::StepArgs;
use crate::kept::handoff::Ending;
use crate::options::value::read_json_data;
use crate::options::write::MessageArgs;
use crate::session::Context;

/// Complete a handoff that you accepted
///
/// You keep the right to write that it transferred.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Record the result, as JSON
    #[arg(long, value_name = "JSON")]
    result: Option<String>,

    #[command(flatten)]
    step: StepArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let result = args.result.as_ref().map(|text| read_json_data(text.as_bytes(), "the result")).transpose()?;
    args.step.end(context, "complete", &Ending::Completed { result }, args.message.message.clone())
}
