//! `ctx show`: show one change.

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::commands::Answer;
use crate::log::checkout::record;
use crate::log::describe::changes;
use crate::log::entry::Entry;
use crate::log::point::Point;
use crate::options::at::revision_at;
use crate::output::{Output, fit};
use crate::session::Context;
use crate::text::escape::{is_hidden_in_name, quoted};

/// Show one change
///
/// Prints who made it, when and why, and each value that it changed.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx show
  ctx show 2
  ctx show HEAD~1 --json")]
pub struct Args {
    /// Change to show: a revision (12, HEAD~3), a time, an age (10m) or a tag [default: HEAD]
    #[arg(value_name = "POINT")]
    point: Option<Point>,

    /// Print the log record as it is stored
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let point = args.point.as_ref().unwrap_or(&Point::HEAD);
    let rev = revision_at(point, context)?;
    let tried = || format!("could not show {point} of {}", context.file.display());
    let entry = record(context.store.as_ref(), rev).with_context(tried)?;
    if args.json {
        context.out.record(&entry.line)?;
    } else {
        print(&entry, context.out)?;
    }
    Ok(Answer::Yes)
}

fn print(entry: &Entry, out: &mut Output) -> Result<()> {
    let (change, author, columns) = (&entry.change, &entry.change.author, out.columns());
    let rev = format!("rev: {}", entry.link.rev);
    out.painted_line(&[out.paint("33", &rev)])?;
    let args = Some(change.args.to_string()).filter(|_| change.args != Value::Null);
    let pid = Some(author.pid.to_string());
    for (name, value) in [
        ("at", Some(&author.at)),
        ("agent", Some(&author.agent)),
        ("recorded_by", author.recorded_by.as_ref()),
        ("session", author.session.as_ref()),
        ("on_behalf_of", author.on_behalf_of.as_ref()),
        ("watch", author.watch.as_ref()),
        ("op", Some(&change.op)),
        ("args", args.as_ref()),
        ("message", change.message.as_ref()),
        ("note", change.note.as_ref()),
        ("durability", Some(&change.durability)),
        ("host", Some(&author.host)),
        ("pid", pid.as_ref()),
    ] {
        if let Some(value) = value {
            out.line(&fit(&format!("{name}: {}", one_line(value)), columns))?;
        }
    }
    for line in changes(entry) {
        out.line(&fit(&format!("    {line}"), columns))?;
    }
    Ok(())
}

/// Indents a text of another agent, so that none of its lines can be mistaken for one of ours.
fn one_line(text: &str) -> String {
    if text.contains(is_hidden_in_name) { quoted(text) } else { text.to_owned() }
}
