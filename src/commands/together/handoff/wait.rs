//! `ctx handoff wait`: wait for a handoff, or for its end.

use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::commands::together::handoff::{Answer, show};
use crate::json::RESERVED_KEY;
use crate::json::key_path::KeyPath;
use crate::kept::handoff::{Handoff, HandoffId, Status, next_expiry, next_for};
use crate::log::agent::AgentName;
use crate::session::Context;
use crate::session::waiting::{Checked, LateWatch, Waited, end_of, places_of, timed_out, until};
use crate::store::Snapshot;
use crate::text::duration::parse_duration;

/// Wait until a handoff is pending for you, or has ended
///
/// Without ID, waits until a handoff is pending that you can accept, and prints it as
/// `ctx handoff show` does, without accepting it. With ID, waits until that handoff has
/// ended, prints it, and exits with 0 if it was completed, with 1 otherwise.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx handoff wait --timeout 10m
  ctx handoff wait h12 --raw")]
pub struct Args {
    /// Handoff to wait for
    #[arg(value_name = "ID")]
    id: Option<HandoffId>,

    /// Wait for a handoff to AGENT instead
    #[arg(long, value_name = "AGENT", conflicts_with = "id")]
    to: Option<AgentName>,

    /// Give up after DURATION (exit code 4) [default: never]
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    timeout: Option<Duration>,

    /// Print only the JSON, without the frame
    #[arg(long, visible_alias = "json")]
    raw: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let agent = args.to.clone().map_or_else(|| context.session.agent(), Ok)?;
    let what = match &args.id {
        Some(id) => format!("the end of {id}"),
        None => format!("a handoff to {agent}"),
    };
    let tried = format!("could not wait for {what}");
    let mut look = |snapshot: &Snapshot| -> Result<Checked<(Status, Value)>> {
        let document = &snapshot.document;
        let found = match &args.id {
            Some(id) => Some(Handoff::find_with(document, context.store.as_ref(), id)?.as_of(context.session.now()))
                .filter(|h| h.status.is_end()),
            None => next_for(document, &agent, context.session.now())?,
        };
        Ok(match found {
            Some(found) => Checked::Met((found.status, show::record(&found, document)?)),
            None => Checked::NotYet(next_expiry(document, context.session.now())?),
        })
    };
    let limits = (&places_of(&[KeyPath::key(RESERVED_KEY)])[..], end_of(args.timeout));
    let waited = until(context.store.as_ref(), &mut LateWatch::default(), limits, &mut look);
    match waited.with_context(|| context.could_not(&format!("wait for {what}")))? {
        Waited::Met((status, mut record)) => {
            context.compare_artifacts(&mut record);
            context.out.text(&show::text(&record, args.raw)?)?;
            Ok(if matches!(status, Status::Completed | Status::Pending) { Answer::Yes } else { Answer::No })
        }
        Waited::TimedOut(last) => Err(timed_out(&tried, &context.file, args.timeout, &last).into()),
    }
}
