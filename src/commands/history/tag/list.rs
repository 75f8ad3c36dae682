//! `ctx tag list`: list the tags.

use anyhow::Result;

use crate::commands::Answer;
use crate::kept::collection::Kept;
use crate::kept::tag::Tag;
use crate::session::Context;

/// List the tags
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx tag list
  ctx tag list --json")]
pub struct Args {
    /// Print a JSON array
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    context.must_exist()?;
    let tags = Tag::all(&context.store.read()?.document)?;
    if args.json {
        context.out.json(&tags)?;
        return Ok(Answer::Yes);
    }
    for Tag { name, rev, by, at } in &tags {
        context.out.line(&format!("{rev}  {name}  {by}  {at}"))?;
    }
    Ok(Answer::Yes)
}
