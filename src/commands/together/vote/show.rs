//! `ctx vote show`: show a vote.

use anyhow::{Context as _, Result};

use crate::commands::together::vote::{Answer, shown};
use crate::kept::vote::Vote;
use crate::log::name::Name;
use crate::options::at::AtArgs;
use crate::session::Context;

/// Show a vote as JSON
///
/// Shows who voted for what, the tally, and who has not voted yet.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx vote show release
  ctx vote show release | jq .tally")]
pub struct Args {
    /// Name of the vote
    #[arg(value_name = "TOPIC")]
    topic: Name,

    /// Print JSON (the default)
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    at: AtArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    context.must_exist()?;
    let as_of = args.at.read(context)?;
    let tried = || context.could_not(&format!("show the vote {}{}", args.topic, args.at.described()));
    let found = Vote::find_with(&as_of.snapshot.document, context.store.as_ref(), &args.topic).with_context(tried)?;
    context.out.json(&shown(&found.as_of(as_of.time))?)?;
    Ok(Answer::Yes)
}
