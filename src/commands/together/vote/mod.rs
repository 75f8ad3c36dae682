//! `ctx vote`: agents choose one of several options, and the result is decided once.

mod cast;
mod close;
mod list;
mod open;
mod show;
mod step;
mod wait;

use anyhow::Result;
use clap::Subcommand;
use serde_json::Value;

use crate::commands::Answer;
use crate::json::{to_value, with};
use crate::kept::vote::Vote;
use crate::session::Context;

/// Let agents choose one of several options by vote
///
/// With --voters, an option wins once it has more than half of the votes that may be cast; with
/// --quorum, more than half of those cast, once so many agents have voted. The vote that decides it
/// closes it, and puts the result into the document at `votes.TOPIC`. A tie and a missed quorum are
/// results too.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx vote open colour --options red,blue --voters ann,bob,eve
  ctx vote cast release ship -m 'all tests pass'
  ctx vote wait release --timeout 10m")]
pub struct Args<S: Subcommand = Step> {
    #[command(subcommand)]
    step: S,
}

steps! {
    Open open Box<open::Args>,
    Cast cast cast::Args,
    Show show show::Args,
    List list list::Args,
    Wait wait wait::Args,
    Close close close::Args,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    args.step.run(context)
}

/// Returns a vote as JSON, with its tally and, while it is open, the voters that have not voted.
fn shown(vote: &Vote) -> Result<Value> {
    let shown = with(to_value(vote)?, "tally", vote.tally_json());
    if vote.status.is_end() || vote.voters.is_empty() {
        return Ok(shown);
    }
    Ok(with(shown, "awaited", to_value(&vote.awaited())?))
}
