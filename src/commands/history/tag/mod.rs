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

/// Words for what is done to tags, which are therefore not valid names.
const WORDS: [(&str, &str); 9] = [
    ("list", "ctx tag list"),
    ("ls", "ctx tag list"),
    ("delete", "ctx tag --delete NAME"),
    ("remove", "ctx tag --delete NAME"),
    ("rm", "ctx tag --delete NAME"),
    ("create", "ctx tag NAME"),
    ("add", "ctx tag NAME"),
    ("show", "ctx show NAME"),
    ("get", "ctx get --at NAME"),
];

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    match (&args.step, &args.name) {
        (Some(Step::List(args)), _) => list::run(args, context),
        (None, Some(name)) => match WORDS.iter().find(|(word, _)| *word == name.as_str() && !args.delete) {
            Some((word, command)) => Err(is_a_word(word, command).into()),
            None => tag(args, name, context),
        },
        (None, None) => Err(Failure::new(Kind::Usage, "no name given").hint("ctx tag --help").into()),
    }
}

/// Refuses a word for what is done to tags as a name.
fn is_a_word(word: &str, command: &str) -> Failure {
    Failure::new(Kind::Usage, format!("{word} is not the name of a tag")).hint(format!("to do that: {command}"))
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
