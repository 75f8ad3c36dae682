//! `ctx undo`: undo a change.

use anyhow::Result;

use crate::commands::Answer;
use crate::edit::undo::{Target, action, passed_over, told as told_of, undo, undo_part};
use crate::json::key_path::KeyPath;
use crate::log::entry::Entry;
use crate::log::point::Point;
use crate::options::at::revision_at;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Context;
use crate::session::transaction::{Became, Request};

/// Undo a change, in a new revision
///
/// Undoes your last change that is not undone yet, so repeated calls go further back; yours are
/// those of your agent and session (see `ctx whoami`). `ctx redo` takes an undo back.
/// Fails if somebody changed a value since (exit code 3), and says who.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx undo
  ctx undo 3
  ctx undo 10 --path build.color
  ctx undo --any --dry-run")]
pub struct Args {
    /// Revision to undo, as any point names it [default: your last change that is not undone]
    #[arg(value_name = "POINT")]
    rev: Option<Point>,

    /// Undo the last change by any agent
    #[arg(long, conflicts_with = "rev")]
    any: bool,

    /// Undo only what the change did at PATH and below [default revision: your last change of it]
    #[arg(long, value_name = "PATH")]
    path: Option<String>,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let path = args.path.as_deref().map(|path| context.session.path(path)).transpose()?;
    let of = path.as_ref().map(|path| format!(" of {path}")).unwrap_or_default();
    let rev = args.rev.as_ref().map(|point| revision_at(point, context)).transpose()?;
    let (target, tried) = match rev {
        Some(rev) => (Target::Revision(rev), format!("undo revision {rev}{of}")),
        None if args.any => (Target::Last, format!("undo the last change{of}")),
        None => {
            let agent = context.session.agent()?;
            let tried = format!("undo the last change{of} of {agent}");
            (Target::LastOf(agent, context.session.id()?), tried)
        }
    };
    let place = path.clone().map_or_else(|| context.session.namespace(), Ok)?;
    let request = args.write.request(tried, place, args.message.message.clone());
    take_back(&target, path.as_ref(), request, context)
}

/// Undoes a change, or its part at a path, and says so.
///
/// # Errors
/// As [`undo`], [`undo_part`] and [`Request::run`].
pub(super) fn take_back(
    target: &Target,
    path: Option<&KeyPath>,
    request: Request,
    context: &mut Context<'_>,
) -> Result<Answer> {
    let done = request.run(context, |draft| match path {
        Some(path) => undo_part(draft, target, path).map(|(entry, action)| (action, entry)),
        None => undo(draft, target).map(|entry| (action(&entry), entry)),
    })?;
    done.print(context.out, []);
    if let Became::Committed(rev) = done.became {
        let Entry { link, change, .. } = &done.value;
        let (author, op) = (&change.author, &change.op);
        let what = path.map(|path| format!("{path} of ")).unwrap_or_default();
        let told = format!("revision {rev} undoes {what}{} ({op} by {} at {})", link.rev, author.agent, author.at);
        context.session.say(&told);
        let passed = path.is_none().then(|| passed_over(context.store.as_ref(), target, link.rev, rev));
        if let Some(Some(entry)) = passed.transpose()? {
            let (told, hint) = told_of(&entry);
            context.session.say_with_hints(&told, &[hint]);
        }
    }
    Ok(Answer::Yes)
}
