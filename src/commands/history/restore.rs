//! `ctx restore`: restore an earlier state.

use anyhow::Result;

use crate::commands::Answer;
use crate::draft::expiries::checkout_visible;
use crate::edit::restore::{args_of, before_edit, restore};
use crate::log::entry::{Action, Revision};
use crate::log::history::{UpTo, newest};
use crate::log::point::{Point, back_from_head};
use crate::options::at::revision_at;
use crate::options::write::{MessageArgs, PathWriteArgs};
use crate::session::Context;

/// Restore an earlier state, in a new revision
///
/// Handoffs, leases, tasks, tags and the rest of what ctx itself stores stay as they are.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx restore HEAD~1
  ctx restore v1 build
  ctx restore 2 --dry-run")]
pub struct Args {
    /// State to restore: a revision (12, HEAD~3), a time, an age (10m) or a tag
    #[arg(value_name = "POINT")]
    point: Point,

    /// Restore only PATH and below
    #[arg(value_name = "PATH", conflicts_with = "path_option")]
    path: Option<String>,

    /// Same as PATH
    #[arg(id = "path_option", long = "path", value_name = "PATH", hide = true)]
    path_option: Option<String>,

    #[command(flatten)]
    write: PathWriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let path = context.session.path_or_namespace(args.path.as_deref().or(args.path_option.as_deref()))?;
    let what = if path.is_root() { String::new() } else { format!("{path} of ") };
    let tried = format!("restore {what}{}", args.point);
    let request = args.write.request(tried, path.clone(), args.message.message.clone());
    let asked = revision_at(&args.point, context)?;
    let known = newest(context.store.as_ref())?.map_or(Revision::START, |entry| entry.link.rev);
    let done = request.run(context, |draft| {
        let history = UpTo { history: draft.history(), last: draft.base() };
        let rev = match args.point {
            // HEAD includes what others changed since, but not an edit that this change itself recorded.
            Point::Head(back) => back_from_head(&UpTo { last: before_edit(&history, known)?, ..history }, back)?,
            _ => asked,
        };
        let then = checkout_visible(&history, Some(draft.later()), rev)?;
        let record = args_of(&then, &path);
        restore(draft, then, &path)?;
        Ok((Action { op: "restore", args: record }, ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}
