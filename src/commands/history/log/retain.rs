//! `ctx log retain`: how much of the log is kept.

use anyhow::Result;
use serde_json::json;

use crate::commands::history::log::Answer;
use crate::kept::retention;
use crate::log::entry::Action;
use crate::log::retention::Retention;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Context;

/// Print or set how much of the log is kept
///
/// The retention is stored in the document. When the log is rotated, segments that hold only
/// older records are dropped, and a record says so. To drop them at once, run ctx log compact.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx log retain
  ctx log retain 30d
  ctx log retain --unset")]
pub struct Args {
    /// Keep this many revisions (1000), the revisions of this period (30d), or the last records of this size (1GiB)
    #[arg(value_name = "REVS|DURATION|SIZE")]
    keep: Option<Retention>,

    /// Remove the retention; the whole log is kept again
    #[arg(long, conflicts_with = "keep")]
    unset: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let keep = args.keep;
    if keep.is_none() && !args.unset {
        let set = retention::declared(&context.store.read()?.document)?;
        context.out.line(&set.ok_or_else(retention::none)?.to_string())?;
        return Ok(Answer::Yes);
    }
    let record = json!({"retain": keep.map(|keep| keep.to_string())});
    let tried = if args.unset { "remove the retention" } else { "set a retention" }.to_owned();
    let request = args.write.request(tried, retention::kept_at(), args.message.message.clone());
    let done = request.run(context, |draft| {
        match &keep {
            Some(keep) => retention::declare(draft, keep)?,
            None => retention::withdraw(draft)?,
        }
        Ok((Action { op: "log.retention", args: record.clone() }, ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}
