//! `ctx handoff accept`: take work over.

use anyhow::Result;
use serde_json::{Value, json};

use super::{Answer, show};
use crate::args::write::{MessageArgs, WriteArgs};
use crate::error::{Failure, Kind};
use crate::model::entry::Action;
use crate::model::handoff::{Handoff, HandoffId, Status, expire_overdue, next_for};
use crate::session::Session;
use crate::transaction::{Done, Request, print_committed};

/// Take a handoff over and print it; exactly one agent can
///
/// Accepting again what you accepted is exit code 0. --next takes the most urgent,
/// then oldest, of yours, and is exit code 1 if there is none.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Which one
    #[arg(value_name = "ID", required_unless_present = "next", conflicts_with = "next")]
    id: Option<HandoffId>,

    /// The most urgent, then oldest, of yours
    #[arg(long)]
    next: bool,

    /// Print the JSON alone
    #[arg(long, visible_alias = "json")]
    raw: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

pub fn run(args: &Args, session: &mut Session) -> Result<Answer> {
    let message = args.message.message.clone();
    let mut accepted = None;
    let done = match &args.id {
        Some(id) => {
            let agent = session.agent()?;
            let request = args.write.request(format!("accept {id}"), vec![Handoff::path(id)], message);
            let request = Request { print_rev: false, ..request };
            super::step(session, request, id, &mut |handoff, draft| {
                handoff.accept(&agent, draft.now())?;
                accepted = Some(show::record(handoff, draft.document())?);
                Ok(())
            })
        }
        None => accept_next(args, session, message, &mut accepted),
    }?;
    if let (Some(record), Done::Committed(revision) | Done::Unchanged(revision)) = (accepted, done) {
        print_committed(session, &show::text(&record, args.raw)?);
        if args.write.print_rev {
            print_committed(session, &revision.to_string());
        }
    }
    Ok(Answer::Yes)
}

fn accept_next(
    args: &Args,
    session: &mut Session,
    message: Option<String>,
    accepted: &mut Option<Value>,
) -> Result<Done> {
    let agent = session.agent()?;
    let request = args.write.request("accept the next handoff".to_owned(), Vec::new(), message);
    let request = Request { print_rev: false, ..request };
    let done = request.run(session, &mut |draft| {
        let expired = expire_overdue(draft)?;
        *accepted = None;
        if let Some(mut handoff) = next_for(draft.document(), &agent, draft.now())? {
            handoff.accept(&agent, draft.now())?;
            *accepted = Some(show::record(&handoff, draft.document())?);
            handoff.store(draft)?;
            return Ok(Action { op: Status::Accepted.op(), args: json!({"id": handoff.id, "expired": expired}) });
        }
        if expired.is_empty() {
            return Err(nothing_for(&agent).into());
        }
        Ok(Action { op: Status::Expired.op(), args: json!({"expired": expired}) })
    })?;
    match (accepted, done) {
        (None, Done::Committed(_)) => Err(nothing_for(&agent).into()),
        (_, done) => Ok(done),
    }
}

fn nothing_for(agent: &crate::model::agent::AgentName) -> Failure {
    Failure::new(Kind::No, format!("nothing is handed over to {agent}")).hint("ctx handoff list")
}
