//! `ctx vote cast`: vote.

use anyhow::Result;

use crate::commands::together::vote::Answer;
use crate::commands::together::vote::step::{args_of, changed, print, run as run_step};
use crate::kept::collection::Kept;
use crate::kept::vote::Vote;
use crate::log::entry::Action;
use crate::log::event_type::VOTE_CAST;
use crate::log::name::Name;
use crate::options::write::WriteArgs;
use crate::session::Context;

/// Vote for an option
///
/// Each agent has one vote, and can change it until the vote is closed. The same again changes
/// nothing. Fails if the vote is closed and did not count this (exit code 3), and if you are not a
/// voter (exit code 7).
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx vote cast release ship
  ctx vote cast release ship -m 'all tests pass'")]
pub struct Args {
    /// Name of the vote
    #[arg(value_name = "TOPIC")]
    topic: Name,

    /// Option to vote for
    #[arg(value_name = "OPTION")]
    option: Name,

    /// Record the reason
    #[arg(short = 'm', long, visible_alias = "message", value_name = "REASON")]
    reason: Option<String>,

    /// Print the vote as JSON
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    write: WriteArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let Args { topic, option, reason, .. } = args;
    let agent = context.session.agent()?;
    let request = args.write.request(format!("vote on {topic}"), Vote::path(topic), reason.clone());
    let done = run_step(request, context, topic, &mut |draft| {
        let now = draft.now();
        let vote = changed(draft, topic, |vote| vote.cast(&agent, option, reason.as_deref(), now))?;
        Ok((Action { op: VOTE_CAST, args: args_of(&vote, Some(option)) }, vote))
    })?;
    print(&done, args.json, context)
}
