//! `ctx vote list`: list the votes.

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::commands::together::vote::{Answer, shown};
use crate::kept::collection::Kept;
use crate::kept::tidied::find;
use crate::kept::vote::{Status, Vote};
use crate::output::table;
use crate::session::Context;
use crate::session::choice::choice;

/// List the votes, oldest first
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx vote list
  ctx vote list --status open --json")]
pub struct Args {
    /// List only votes with this status
    #[arg(long, value_name = "STATUS", value_parser = choice(&Status::ALL))]
    status: Option<Status>,

    /// Also list closed votes that were removed from the document, as the log has them
    #[arg(long)]
    all: bool,

    /// Print a JSON array
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    context.must_exist()?;
    let now = context.session.now();
    let document = context.store.read()?.document;
    let tried = || context.could_not("list the votes");
    let votes = Vote::all(&document).with_context(tried)?;
    let mut votes: Vec<Vote> = votes.into_iter().map(|vote| vote.as_of(now)).collect();
    if args.all {
        votes.splice(..0, find::all::<Vote>(&document, context.store.as_ref()).with_context(tried)?);
        votes.sort_by(|a, b| a.opened.cmp(&b.opened));
    }
    votes.retain(|vote| args.status.is_none_or(|status| vote.status == status));
    if args.json {
        let all = votes.iter().map(shown).collect::<Result<Vec<Value>>>()?;
        context.out.json(&all)?;
        return Ok(Answer::Yes);
    }
    let rows: Vec<_> = votes.iter().map(row).collect();
    context.out.fitted(&table(["TOPIC", "STATUS", "WINNER", "VOTED", "VOTES", "SUMMARY"], &rows))?;
    Ok(Answer::Yes)
}

fn row(vote: &Vote) -> [String; 6] {
    let Vote { topic, status, ballots, winner, summary, .. } = vote;
    let winner = winner.as_ref().map(ToString::to_string).unwrap_or_default();
    let voted = format!("{}/{}", ballots.len(), vote.electorate());
    [topic.to_string(), status.to_string(), winner, voted, vote.counted(), summary.clone().unwrap_or_default()]
}
