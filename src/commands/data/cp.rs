//! `ctx cp`: copy a value to another path.

use anyhow::Result;

use crate::commands::Answer;
use crate::edit::relocate::Relocation;
use crate::options::relocation::RelocationArgs;
use crate::session::Context;

/// Copy a value to another path
///
/// The copy expires when the value does. Fails if there is none at FROM (exit code 1), or if there is one at
/// TO (exit code 3), unless --replace is given. Missing parents of TO are created.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx cp plan plan_before_review
  ctx cp build plan --replace")]
pub struct Args {
    #[command(flatten)]
    paths: RelocationArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    args.paths.run(Relocation::Copy, context)?;
    Ok(Answer::Yes)
}
