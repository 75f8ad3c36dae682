//! `ctx redo`: take back an undo.

use anyhow::Result;

use crate::commands::Answer;
use crate::commands::history::undo::take_back;
use crate::edit::undo::Target;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Context;

/// Take back an undo, in a new revision
///
/// Takes back your last undo that is not taken back yet; yours are those of your agent and session (see
/// `ctx whoami`). Fails if somebody changed a value since (exit code 3), and says who.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx redo
  ctx redo --dry-run")]
pub struct Args {
    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let agent = context.session.agent()?;
    let tried = format!("redo the last undo of {agent}");
    let target = Target::LastUndoOf(agent, context.session.id()?);
    let request = args.write.request(tried, context.session.namespace()?, args.message.message.clone());
    take_back(&target, None, request, context)
}
