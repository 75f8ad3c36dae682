//! `ctx vote close`: close a vote that has not been decided.

use anyhow::Result;

use crate::commands::together::vote::Answer;
use crate::commands::together::vote::step::{args_of, changed, print, run as run_step};
use crate::kept::collection::Kept;
use crate::kept::vote::Vote;
use crate::log::entry::Action;
use crate::log::event_type::VOTE_CLOSED;
use crate::log::name::Name;
use crate::options::write::WriteArgs;
use crate::session::Context;

/// Close a vote before it is decided
///
/// The result is `no_quorum`, with the votes cast so far. Whoever did not open the vote must say why.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx vote close release
  ctx vote close release -m 'bob is away'")]
pub struct Args {
    /// Name of the vote
    #[arg(value_name = "TOPIC")]
    topic: Name,

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
    let Args { topic, reason, .. } = args;
    let agent = context.session.agent()?;
    let request = args.write.request(format!("close the vote {topic}"), Vote::path(topic), reason.clone());
    let done = run_step(request, context, topic, &mut |draft| {
        let now = draft.now();
        let vote = changed(draft, topic, |vote| vote.close(&agent, reason.as_deref(), now))?;
        Ok((Action { op: VOTE_CLOSED, args: args_of(&vote, None) }, vote))
    })?;
    print(&done, args.json, context)
}
