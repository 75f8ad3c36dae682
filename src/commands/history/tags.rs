//! `ctx tags`: the names of revisions.

use anyhow::Result;

use crate::commands::{Answer, Whole};
use crate::kept::tag::Tag;
use crate::session::Session;

/// List the tags
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Print a JSON array
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    let tags = Tag::all(&session.store()?.read()?.document)?;
    if args.json {
        session.out.json(&tags)?;
        return Ok(Answer::Yes);
    }
    for Tag { name, rev, by, at } in &tags {
        session.out.line(&format!("{rev}  {name}  {by}  {at}"))?;
    }
    Ok(Answer::Yes)
}
