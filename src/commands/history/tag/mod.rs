//! `ctx tag`: name a revision.

mod list;

use anyhow::Result;
use clap::Subcommand;
use serde_json::json;

use crate::commands::Answer;
use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::kept::tag::Tag;
use crate::log::checkout::at;
use crate::log::entry::{Action, Revision};
use crate::log::history::UpTo;
use crate::log::point::Point;
use crate::log::tag_name::TagName;
use crate::options::at::tagged;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Context;

/// Name a revision
///
/// The name can be used wherever a POINT is expected: --at, diff, show, restore. Fails if it
/// is taken (exit code 3).
#[derive(clap::Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true, disable_help_subcommand = true)]
#[command(after_long_help = "Examples:
  ctx tag v2
  ctx tag before HEAD~3
  ctx tag v1 --move
  ctx tag v1 --delete
  ctx get plan --at v1")]
pub struct Args {
    #[command(subcommand)]
    step: Option<Step>,

    /// Name of the tag; must not look like a revision, a time or a duration
    #[arg(value_name = "NAME", required = true)]
    name: Option<TagName>,

    /// Revision to name: 12, HEAD~3, a time, an age (10m) or another tag [default: HEAD]
    #[arg(value_name = "POINT")]
    point: Option<Point>,

    /// Move an existing tag to this revision
    #[arg(long = "move")]
    moves: bool,

    /// Delete the tag
    #[arg(long, conflicts_with_all = ["point", "moves"])]
    delete: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

/// The subcommands of `ctx tag`.
#[derive(Subcommand, Debug)]
enum Step {
    List(list::Args),
}

/// The subcommand that lists the tags, which is therefore not a valid name.
const LIST: &str = "list";

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    match (&args.step, &args.name) {
        (Some(Step::List(args)), _) => list::run(args, context),
        (None, Some(name)) if name.as_str() == LIST && !args.delete => Err(is_a_word().into()),
        (None, Some(name)) => tag(args, name, context),
        (None, None) => Err(Failure::new(Kind::Usage, "no name given").hint("ctx tag --help").into()),
    }
}

/// Refuses the name of the subcommand that lists the tags.
fn is_a_word() -> Failure {
    Failure::new(Kind::Usage, "could not tag list: `ctx tag list` lists the tags").hint("choose another name")
}

fn tag(args: &Args, name: &TagName, context: &mut Context<'_>) -> Result<Answer> {
    let agent = context.session.agent()?;
    let tried = if args.delete { format!("delete the tag {name}") } else { format!("tag {name}") };
    let request = args.write.request(tried, context.session.namespace()?, args.message.message.clone());
    let done = request.run(context, |draft| {
        let record = if args.delete {
            let tag = Tag::remove(draft, name)?;
            json!({"name": name, "rev": tag.rev, "deleted": true})
        } else {
            let rev = revision(args.point.as_ref(), draft)?;
            Tag::put(draft, name, rev, &agent, args.moves)?;
            json!({"name": name, "rev": rev})
        };
        Ok((Action { op: "tag", args: record }, ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}

/// Resolves a point to a revision whose document can be rebuilt.
fn revision(point: Option<&Point>, draft: &Draft<'_>) -> Result<Revision> {
    let history = UpTo { history: draft.history(), last: draft.base() };
    let point = point.unwrap_or(&Point::HEAD);
    let rev = point.resolve(&history, draft.now(), |name| tagged(draft.document(), name))?;
    if *point != Point::HEAD {
        at(&history, rev)?;
    }
    Ok(rev)
}
