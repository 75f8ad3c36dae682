//! `ctx show`: show one change.

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::commands::Answer;
use crate::log::checkout::record;
use crate::log::describe::changes;
use crate::log::entry::Entry;
use crate::log::point::Point;
use crate::options::at::revision_at;
use crate::options::shown::{ShownArgs, note_clipped};
use crate::output::{Output, fit};
use crate::session::Context;
use crate::text::clip::Clip;
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

    #[command(flatten)]
    shown: ShownArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let point = args.point.as_ref().unwrap_or(&Point::HEAD);
    let rev = revision_at(point, context)?;
    let tried = || format!("could not show {point} of {}", context.file.display());
    let entry = record(context.store.as_ref(), rev).with_context(tried)?;
    if !args.json {
        let clip = args.shown.clip(context.out);
        print(&entry, &clip, context.out)?;
        note_clipped(context, &clip, || format!("ctx show {rev} --full"))?;
        return Ok(Answer::Yes);
    }
    match args.shown.bounded_record(&entry.line) {
        Some(line) => context.out.line(&line)?,
        None => context.out.record(&entry.line)?,
    }
    Ok(Answer::Yes)
}

fn print(entry: &Entry, clip: &Clip, out: &mut Output) -> Result<()> {
    let (change, author, columns) = (&entry.change, &entry.change.author, clip.columns());
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
            let value = clip.of(&one_line(value), name.len() + 2, 1);
            out.line(&fit(&format!("{name}: {value}"), columns))?;
        }
    }
    for line in changes(entry, clip) {
        out.line(&fit(&format!("    {line}"), columns))?;
    }
    Ok(())
}

/// Indents a text of another agent, so that none of its lines can be mistaken for one of ours.
fn one_line(text: &str) -> String {
    if text.contains(is_hidden_in_name) { quoted(text) } else { text.to_owned() }
}
