//! `ctx has`: test whether values exist.

use anyhow::Result;

use crate::commands::Answer;
use crate::options::at::AtArgs;
use crate::session::Context;

/// Test whether values exist
///
/// Prints nothing. Exits with 0 if every path exists, with 1 otherwise.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx has build.status
  ctx has build.status pages && echo both
  ctx has build.status --at HEAD~1")]
pub struct Args {
    /// Paths to test
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<String>,

    #[command(flatten)]
    at: AtArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let paths = context.session.paths(&args.paths)?;
    let snapshot = args.at.read(context)?.snapshot;
    let all = paths.iter().all(|path| snapshot.document.get(path).is_some());
    Ok(if all { Answer::Yes } else { Answer::No })
}
