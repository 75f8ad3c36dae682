//! `ctx handoff steal`: take a handoff away from whoever accepted it.

use std::time::Duration;

use anyhow::Result;

use crate::commands::together::handoff::Answer;
use crate::commands::together::handoff::step::{Asked, Printed, STOLEN, Stepped};
use crate::kept::handoff::HandoffId;
use crate::options::ttl::parse_ttl;
use crate::options::write::WriteArgs;
use crate::session::Context;

/// Take an accepted handoff away from its holder and print it
///
/// For holders that are dead or hang. You hold the handoff afterwards, with the right to write that it
/// transfers; a result that the former holder still gives is kept in `late_results` of the handoff.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx handoff steal h12 -m 'its holder is dead'
  ctx handoff steal h12 -m 'its holder hangs' --ttl 1h")]
pub struct Args {
    /// ID of the handoff
    #[arg(value_name = "ID")]
    id: HandoffId,

    /// Record the reason
    #[arg(short = 'm', long = "reason", visible_alias = "message", value_name = "REASON")]
    reason: String,

    /// Return the handoff to pending unless you end it within DURATION [default: never]
    #[arg(long, value_name = "DURATION", value_parser = parse_ttl)]
    ttl: Option<Duration>,

    /// Print only the JSON, without the frame
    #[arg(long, visible_alias = "json")]
    raw: bool,

    #[command(flatten)]
    write: WriteArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let (agent, message) = (context.session.agent()?, Some(args.reason.clone()));
    let printed = if args.raw { Printed::Json } else { Printed::Framed };
    Asked { verb: "steal", op: STOLEN, id: &args.id, write: &args.write, message, printed }
        .take(context, &mut |handoff, draft| handoff.steal(&agent, args.ttl, draft).map(|()| Stepped::Done))
}
