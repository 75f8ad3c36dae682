//! `ctx tidy retain`: which entries stay after they ended.

use std::time::Duration;

use anyhow::Result;
use serde_json::json;

use crate::commands::Answer;
use crate::kept::tidied::retention;
use crate::log::entry::Action;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Context;
use crate::text::duration::parse_duration;

/// Print or set what stays in the document after it ended
///
/// An entry stays while it is among the newest N of its kind, or ended within DURATION. The setting is
/// stored in the document.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx tidy retain
  ctx tidy retain --newest 20 --within 1h
  ctx tidy retain --unset")]
pub struct Args {
    /// Keep the newest N of each kind
    #[arg(long, value_name = "N")]
    newest: Option<usize>,

    /// Keep what ended within DURATION
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    within: Option<Duration>,

    /// Remove the setting; the newest 100 and what ended within a day stay again
    #[arg(long, conflicts_with_all = ["newest", "within"])]
    unset: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    if args.newest.is_none() && args.within.is_none() && !args.unset {
        let keep = retention::declared(&context.store.read()?.document)?;
        context.out.line(&keep.to_string())?;
        return Ok(Answer::Yes);
    }
    let tried = "set what stays after it ended".to_owned();
    let request = args.write.request(tried, retention::kept_at(), args.message.message.clone());
    let done = request.run(context, |draft| {
        let record = if args.unset {
            retention::withdraw(draft)?;
            json!({"unset": true})
        } else {
            // What is invalid is replaced.
            let mut keep = retention::declared(draft.document()).unwrap_or_default();
            keep.newest = args.newest.unwrap_or(keep.newest);
            keep.within = args.within.unwrap_or(keep.within);
            retention::declare(draft, &keep)?;
            json!({"newest": keep.newest, "within": humantime::format_duration(keep.within).to_string()})
        };
        Ok((Action { op: "tidy.retention", args: record }, ()))
    })?;
    done.print(context.out, []);
    Ok(Answer::Yes)
}
