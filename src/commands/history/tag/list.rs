//! `ctx tag list`: list the tags.

use anyhow::Result;

use crate::commands::Answer;
use crate::kept::collection::Kept;
use crate::kept::tag::Tag;
use crate::output::table;
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
    let row = |Tag { name, rev, by, at }: &Tag| [rev.to_string(), name.to_string(), by.to_string(), at.clone()];
    let rows: Vec<_> = tags.iter().map(row).collect();
    context.out.fitted(&table(["REV", "NAME", "BY", "AT"], &rows))?;
    Ok(Answer::Yes)
}
