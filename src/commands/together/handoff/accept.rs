//! `ctx handoff accept`: accept a handoff.

use std::time::Duration;

use anyhow::Result;

use crate::commands::together::handoff::Answer;
use crate::commands::together::handoff::next::accept_next;
use crate::commands::together::handoff::step::{ACCEPTED, Asked, Printed, Stepped};
use crate::kept::handoff::HandoffId;
use crate::options::ttl::parse_ttl;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::session::Context;

/// Accept a handoff and print it
///
/// Exactly one agent can accept it; for that agent, accepting again succeeds. Acceptance
/// also transfers the right to write the paths of --transfer. Without ID, accepts the most
/// urgent, then oldest, handoff that is pending for you, and exits with 1 if there is none;
/// `ctx handoff next --wait` waits for one.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx handoff accept h12
  ctx handoff accept h12 --ttl 1h --raw")]
pub struct Args {
    /// ID of the handoff
    #[arg(value_name = "ID", conflicts_with = "next")]
    id: Option<HandoffId>,

    /// Accept the most urgent, then oldest, handoff that is pending for you (the default without ID)
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
    let Some(id) = &args.id else {
        let done = accept_next(context, args.ttl, write, message)?;
        done.print(context.out, printed.text(done.value.as_ref())?);
        return Ok(Answer::Yes);
    };
    let agent = context.session.agent()?;
    Asked { verb: "accept", op: ACCEPTED, id, write, message, printed }
        .take(context, &mut |handoff, draft| handoff.accept(&agent, args.ttl, draft).map(|()| Stepped::Done))
}
