//! `ctx undo`: undo a change.

use anyhow::Result;

use crate::commands::Answer;
use crate::edit::undo::{Target, action, undo};
use crate::log::entry::{Entry, Revision};
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Context;
use crate::session::transaction::Became;

/// Undo a change, in a new revision
///
/// Undoes your last change that is not undone yet, so repeated calls go further back; yours are
/// those of your agent and session (see `ctx whoami`). To redo, undo the revision of the undo.
/// Fails if somebody changed a value since (exit code 3), and says who.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx undo
  ctx undo 3
  ctx undo --any --dry-run")]
pub struct Args {
    /// Revision to undo [default: your last change that is not undone]
    #[arg(value_name = "REV")]
    rev: Option<Revision>,

    /// Undo the last change by any agent
    #[arg(long, conflicts_with = "rev")]
    any: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let (target, tried) = match args.rev {
        Some(rev) => (Target::Revision(rev), format!("undo revision {rev}")),
        None if args.any => (Target::Last, "undo the last change".to_owned()),
        None => {
            let agent = context.session.agent()?;
            let tried = format!("undo the last change of {agent}");
            (Target::LastOf(agent, context.session.id()?), tried)
        }
    };
    let request = args.write.request(tried, context.session.namespace()?, args.message.message.clone());
    let done = request.run(context, |draft| {
        let entry = undo(draft, &target)?;
        Ok((action(&entry), entry))
    })?;
    done.print(context.out, []);
    if let Became::Committed(rev) = done.became {
        let Entry { link, change, .. } = &done.value;
        let (author, op) = (&change.author, &change.op);
        let told = format!("revision {rev} undoes {} ({op} by {} at {})", link.rev, author.agent, author.at);
        context.session.say(&told);
    }
    Ok(Answer::Yes)
}
