//! `ctx handoff accept`: accept a handoff.

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::commands::together::handoff::step::{Asked, Printed};
use crate::commands::together::handoff::{Answer, show};
use crate::error::{Failure, Kind};
use crate::kept::collection::Kept;
use crate::kept::handoff::{Handoff, HandoffId, expire_overdue, next_for};
use crate::log::agent::AgentName;
use crate::log::entry::Action;
use crate::log::event_type::HANDOFF_EXPIRED;
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
    let Some(id) = &args.id else { return accept_next(write, message, printed, context) };
    let agent = context.session.agent()?;
    Asked { verb: "accept", op: ACCEPTED, id, write, message, printed }
        .take(context, &mut |handoff, draft| handoff.accept(&agent, draft))
}

fn accept_next(
    write: &WriteArgs,
    message: Option<String>,
    printed: Printed,
    context: &mut Context<'_>,
) -> Result<Answer> {
    let agent = context.session.agent()?;
    let request = write.request("accept the next handoff".to_owned(), Handoff::collection(), message);
    let done = request.run(context, |draft| {
        let expired = expire_overdue(draft)?;
        if let Some(mut handoff) = next_for(draft.document(), &agent, draft.now())? {
            handoff.accept(&agent, draft)?;
            let record = show::record(&handoff, draft.document())?;
            handoff.store(draft)?;
            let action = Action { op: ACCEPTED, args: json!({"id": handoff.id, "expired": expired}) };
            return Ok((action, Some(record)));
        }
        if expired.is_empty() {
            return Err(nothing_for(&agent).into());
        }
        Ok((Action { op: HANDOFF_EXPIRED, args: json!({"expired": expired}) }, None))
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
