//! `ctx handoff reject`: say that one will not take it.

use anyhow::Result;

use super::{Answer, end};
use crate::args::write::WriteArgs;
use crate::model::handoff::{Ending, HandoffId};
use crate::session::Session;

/// Reject a handoff that is addressed to you, with a reason
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Which one
    #[arg(value_name = "ID")]
    id: HandoffId,

    /// Why
    #[arg(short = 'm', long = "reason", visible_alias = "message", value_name = "REASON")]
    reason: String,

    #[command(flatten)]
    write: WriteArgs,
}

pub fn run(args: &Args, session: &mut Session) -> Result<Answer> {
    end(session, &args.id, "reject", &Ending::Rejected { reason: args.reason.clone() }, &args.write)
}
