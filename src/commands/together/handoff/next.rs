//! `ctx handoff next`: wait for a handoff and accept it.

use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::{Map, Value, json};

use crate::commands::together::handoff::step::{ACCEPTED, Printed};
use crate::commands::together::handoff::{Answer, show};
use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::key_path::KeyPath;
use crate::kept::collection::Kept;
use crate::kept::handoff::{Handoff, next_expiry, next_for, pass_time};
use crate::log::agent::AgentName;
use crate::log::entry::Action;
use crate::options::ttl::parse_ttl;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Context;
use crate::session::transaction::{Became, Done};
use crate::session::waiting::{Checked, LateWatch, Waited, end_of, places_of, until};
use crate::store::Snapshot;

/// What is tried, for `could not …`.
const TRIED: &str = "accept the next handoff";

/// Accept the next handoff that is pending for you and print it
///
/// Accepts the most urgent, then oldest, as `ctx handoff inbox` lists them. Exactly one agent
/// gets each. Exits with 1 if none is pending; with --wait, waits up to DURATION for one and
/// then exits with 4.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx handoff next
  ctx handoff next --wait 5m
  ctx handoff next --raw --ttl 1h")]
pub struct Args {
    /// Return the handoff to pending unless you end it within DURATION [default: never]
    #[arg(long, value_name = "DURATION", value_parser = parse_ttl)]
    ttl: Option<Duration>,

    /// Print only the JSON, without the frame
    #[arg(long, visible_alias = "json")]
    raw: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let done = match context.session.patience() {
        None => args.accept(context)?,
        Some(patience) => wait_and_accept(args, patience, context)?,
    };
    let printed = if args.raw { Printed::Json } else { Printed::Framed };
    done.print(context.out, printed.text(done.value.as_ref())?);
    Ok(Answer::Yes)
}

impl Args {
    fn accept(&self, context: &mut Context<'_>) -> Result<Done<Option<Value>>> {
        accept_next(context, self.ttl, &self.write, self.message.message.clone())
    }
}

/// Waits until a handoff is pending, and accepts it unless another agent is faster.
fn wait_and_accept(args: &Args, patience: Duration, context: &mut Context<'_>) -> Result<Done<Option<Value>>> {
    let (session, agent) = (context.session, context.session.agent()?);
    let (end, mut watch) = (end_of(Some(patience)), LateWatch::default());
    let mut look = |snapshot: &Snapshot| {
        let (document, now) = (&snapshot.document, session.now());
        Ok(match next_for(document, &agent, now)? {
            Some(_) => Checked::Met(()),
            None => Checked::NotYet(next_expiry(document, now)?),
        })
    };
    loop {
        // What hinders a handoff may be that somebody owns what it transfers.
        let limits = (&places_of(&[KeyPath::key(RESERVED_KEY)])[..], end);
        let waited = until(context.store.as_ref(), &mut watch, limits, &mut look);
        if let Waited::TimedOut(_) = waited.with_context(|| context.could_not(TRIED))? {
            let within = format!(" within {}", humantime::format_duration(patience));
            let failure =
                nothing_for(Kind::TimedOut, &agent, &within).hint("use a longer --wait; see ctx handoff list");
            return Err(failure).context(context.could_not(TRIED));
        }
        match args.accept(context) {
            Err(error) if is_nothing_pending(&error) => {}
            result => return result,
        }
    }
}

/// Accepts the first handoff that is pending for the agent. The value is the handoff as it is printed.
///
/// # Errors
/// "No" if there is none, and as the transaction does.
pub fn accept_next(
    context: &mut Context<'_>,
    ttl: Option<Duration>,
    write: &WriteArgs,
    message: Option<String>,
) -> Result<Done<Option<Value>>> {
    let agent = context.session.agent()?;
    let nothing = || nothing_for(Kind::No, &agent, "").hint("ctx handoff list");
    let request = write.request(TRIED.to_owned(), Handoff::collection(), message);
    let mut done = request.run(context, |draft| {
        let (passed, mut record) = (pass_time(draft, None)?, Map::new());
        if let Some(mut handoff) = next_for(draft.document(), &agent, draft.now())? {
            handoff.accept(&agent, ttl, draft)?;
            let accepted = show::record(&handoff, draft.document())?;
            handoff.store(draft)?;
            record.insert("id".to_owned(), json!(handoff.id));
            passed.note(&mut record, true);
            return Ok((Action { op: ACCEPTED, args: record.into() }, Some(accepted)));
        }
        if passed.is_empty() {
            return Err(nothing().into());
        }
        passed.note(&mut record, false);
        Ok((Action { op: passed.op(), args: record.into() }, None))
    })?;
    if done.value.is_none() && matches!(done.became, Became::Committed(_)) {
        return Err(nothing()).context(context.could_not(TRIED));
    }
    if let Some(accepted) = &mut done.value {
        context.compare_artifacts(accepted);
    }
    Ok(done)
}

fn nothing_for(kind: Kind, agent: &AgentName, within: &str) -> Failure {
    let is = if within.is_empty() { "is" } else { "was" };
    Failure::new(kind, format!("no handoff {is} pending for {agent}{within}")).fact("pending", 0)
}

fn is_nothing_pending(error: &anyhow::Error) -> bool {
    error.downcast_ref::<Failure>().is_some_and(|failure| failure.facts().contains_key("pending"))
}
