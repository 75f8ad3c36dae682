//! `ctx undo`: take a change back.

use anyhow::Result;

use crate::commands::{Answer, Whole};
use crate::edit::undo::{Target, action, undo};
use crate::log::entry::Revision;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Session;
use crate::session::transaction::Done;

/// Undo a change, in a new revision
///
/// Undoes your last change that is not undone yet, so repeated calls go further back. To redo,
/// undo the revision of the undo. Fails if somebody changed a value since (exit code 3), and
/// says who.
#[derive(clap::Args, Debug)]
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

pub fn run(args: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    let (target, tried) = match args.rev {
        Some(rev) => (Target::Revision(rev), format!("undo revision {rev}")),
        None if args.any => (Target::Last, "undo the last change".to_owned()),
        None => {
            let agent = session.agent()?;
            let tried = format!("undo the last change of {agent}");
            (Target::LastOf(agent), tried)
        }
    };
    let request = args.write.request(tried, session.namespace()?, args.message.message.clone());
    let mut undone = None;
    let done = request.run(session, &mut |draft| {
        let entry = undo(draft, &target)?;
        let action = action(&entry);
        undone = Some(entry);
        Ok(action)
    })?;
    if let (Done::Committed(rev), Some(entry)) = (done, undone) {
        let (author, op) = (&entry.change.author, &entry.change.op);
        let told = format!("revision {rev} undoes {} ({op} by {} at {})", entry.link.rev, author.agent, author.at);
        session.out.say(&told);
    }
    Ok(Answer::Yes)
}
