//! `ctx tag`: give a revision a name.

use anyhow::Result;
use serde_json::json;

use crate::commands::{Answer, Whole};
use crate::draft::Draft;
use crate::kept::tag::Tag;
use crate::log::checkout::at;
use crate::log::entry::{Action, Revision};
use crate::log::history::UpTo;
use crate::log::point::Point;
use crate::log::tag_name::TagName;
use crate::options::at::tagged;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Session;

/// Name a revision
///
/// The name can be used wherever a POINT is expected: --at, diff, show, restore. Fails if it
/// is taken (exit code 3).
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx tag v1
  ctx tag v0 HEAD~3
  ctx get plan --at v1")]
pub struct Args {
    /// Name of the tag; must not look like a revision, a time or a duration
    #[arg(value_name = "NAME")]
    name: TagName,

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

pub fn run(args: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    let (name, agent) = (&args.name, session.agent()?);
    let tried = if args.delete { format!("delete the tag {name}") } else { format!("tag {name}") };
    let request = args.write.request(tried, session.namespace()?, args.message.message.clone());
    request.run(session, &mut |draft| {
        let record = if args.delete {
            let tag = Tag::remove(draft, name)?;
            json!({"name": name, "rev": tag.rev, "deleted": true})
        } else {
            let rev = revision(args.point.as_ref(), draft)?;
            Tag::put(draft, name, rev, &agent, args.moves)?;
            json!({"name": name, "rev": rev})
        };
        Ok(Action { op: "tag", args: record })
    })?;
    Ok(Answer::Yes)
}

/// A revision whose document can be rebuilt.
fn revision(point: Option<&Point>, draft: &Draft<'_>) -> Result<Revision> {
    let history = UpTo { history: draft.history(), last: draft.base() };
    let point = point.unwrap_or(&Point::HEAD);
    let rev = point.resolve(&history, draft.now(), |name| tagged(draft.document(), name))?;
    if *point != Point::HEAD {
        at(&history, rev)?;
    }
    Ok(rev)
}
