//! `ctx mv`: move a value to another path.

use anyhow::Result;

use crate::commands::Answer;
use crate::edit::relocate::Relocation;
use crate::options::relocation::RelocationArgs;
use crate::session::Context;

/// Move a value to another path
///
/// The value keeps the time at which it expires. Fails if there is none at FROM (exit code 1), or if there
/// is one at TO (exit code 3), unless --replace is given. Missing parents of TO are created.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx mv build.status ci.status
  ctx mv pages plan --replace")]
pub struct Args {
    #[command(flatten)]
    paths: RelocationArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    args.paths.run(Relocation::Move, context)?;
    Ok(Answer::Yes)
}
