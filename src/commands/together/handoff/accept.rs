//! `ctx handoff accept`: accept a handoff.

use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::{Map, json};

use crate::commands::together::handoff::step::{Asked, Printed, Stepped};
use crate::commands::together::handoff::{Answer, show};
use crate::error::{Failure, Kind};
use crate::kept::collection::Kept;
use crate::kept::handoff::{Handoff, HandoffId, next_for, pass_time};
use crate::log::agent::AgentName;
use crate::log::entry::Action;
use crate::options::ttl::parse_ttl;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Context;
use crate::session::transaction::Became;

const ACCEPTED: &str = "handoff.accepted";

/// Accept a handoff and print it
///
/// Exactly one agent can accept it; for that agent, accepting again succeeds. Acceptance
/// also transfers the right to write the paths of --transfer. With --next, exits with 1 if
/// no handoff is pending for you.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// ID of the handoff
    #[arg(value_name = "ID", required_unless_present = "next", conflicts_with = "next")]
    id: Option<HandoffId>,

    /// Accept the most urgent, then oldest, handoff that is pending for you
    #[arg(long)]
    next: bool,

    /// Return the handoff to pending unless you end it within DURATION; accepting it again extends
    /// that [default: never]
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
    let (write, message) = (&args.write, args.message.message.clone());
    let printed = if args.raw { Printed::Json } else { Printed::Framed };
    let Some(id) = &args.id else { return accept_next(args, printed, context) };
    let agent = context.session.agent()?;
    Asked { verb: "accept", op: ACCEPTED, id, write, message, printed }
        .take(context, &mut |handoff, draft| handoff.accept(&agent, args.ttl, draft).map(|()| Stepped::Done))
}

fn accept_next(args: &Args, printed: Printed, context: &mut Context<'_>) -> Result<Answer> {
    let (agent, message) = (context.session.agent()?, args.message.message.clone());
    let request = args.write.request("accept the next handoff".to_owned(), Handoff::collection(), message);
    let done = request.run(context, |draft| {
        let (passed, mut record) = (pass_time(draft, None)?, Map::new());
        if let Some(mut handoff) = next_for(draft.document(), &agent, draft.now())? {
            handoff.accept(&agent, args.ttl, draft)?;
            let accepted = show::record(&handoff, draft.document())?;
            handoff.store(draft)?;
            record.insert("id".to_owned(), json!(handoff.id));
            passed.note(&mut record, true);
            return Ok((Action { op: ACCEPTED, args: record.into() }, Some(accepted)));
        }
        if passed.is_empty() {
            return Err(nothing_for(&agent).into());
        }
        passed.note(&mut record, false);
        Ok((Action { op: passed.op(), args: record.into() }, None))
    })?;
    if done.value.is_none() && matches!(done.became, Became::Committed(_)) {
        return Err(nothing_for(&agent)).context(context.could_not("accept the next handoff"));
    }
    done.print(context.out, printed.text(done.value.as_ref())?);
    Ok(Answer::Yes)
}

fn nothing_for(agent: &AgentName) -> Failure {
    Failure::new(Kind::No, format!("no handoff is pending for {agent}")).hint("ctx handoff list")
}
