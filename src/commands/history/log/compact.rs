//! `ctx log compact`: drop the oldest records.

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::commands::history::log::Answer;
use crate::error::{Failure, Kind};
use crate::kept::retention;
use crate::log::retention::Retention;
use crate::options::write::MessageArgs;
use crate::session::Context;
use crate::store::capability::attach::Collected;
use crate::store::capability::compact::Compacted;
use crate::store::required;
use crate::text::size::Size;

/// Drop the oldest records of the log
///
/// The log then starts with a full copy of the document. Records are dropped in runs between
/// two such copies, so more may be kept than asked for, never less. Remaining records are
/// not changed. The log records what was dropped, and `ctx verify` reports it. Attached files are
/// removed to which neither the document nor the log refers any more.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx log compact --keep 1000
  ctx log compact --keep 30d
  ctx log compact --keep 1GiB --json")]
pub struct Args {
    /// Keep this many revisions (1000), the revisions of this period (30d), or the last records of this
    /// size (1GiB) [default: the retention that ctx log retain set]
    #[arg(long, value_name = "REVS|DURATION|SIZE")]
    keep: Option<Retention>,

    /// Print JSON
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let keep = match args.keep {
        Some(keep) => keep,
        None => retention::declared(&context.store.read()?.document)?.ok_or_else(without_retention)?,
    };
    let origin = context.session.origin(args.message.message.clone())?;
    let compacted = required(context.store.compact(), "drop old records")?.compact(&origin, &keep);
    match compacted.with_context(|| format!("could not compact the log of {}", context.file.display()))? {
        Compacted::Nothing if args.json => context.out.line("null")?,
        Compacted::Nothing => context.session.say("unchanged: nothing to drop"),
        Compacted::Dropped(rev, dropped) if args.json => {
            let told = json!({"rev": rev, "first": dropped.first, "last": dropped.last});
            context.out.line(&told.to_string())?;
        }
        Compacted::Dropped(rev, dropped) => {
            let (first, last) = (dropped.first, dropped.last);
            context.out.line(&format!("dropped revisions {first} to {last}, recorded as revision {rev}"))?;
        }
    }
    // Files that only the dropped records referred to.
    if let Some(files) = context.store.attach() {
        let tried = || format!("could not collect the attached files of {}", context.file.display());
        let Collected { files, bytes } = files.collect(&origin).with_context(tried)?;
        if files > 0 {
            let size = Size::new(bytes).rounded();
            let noun = if files == 1 { "file" } else { "files" };
            context.session.say(&format!("removed {files} attached {noun} ({size}) to which nothing refers any more"));
        }
    }
    Ok(Answer::Yes)
}

fn without_retention() -> Failure {
    Failure::new(Kind::Usage, "how much to keep is not given, and the document sets no retention")
        .hint("ctx log compact --keep 30d")
}
