//! `ctx handoff cancel`: take back what one handed over.

use anyhow::Result;

use super::{Answer, end};
use crate::args::write::WriteArgs;
use crate::model::handoff::{Ending, HandoffId};
use crate::session::Session;

/// Cancel a handoff that you created and nobody accepted
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Which one
    #[arg(value_name = "ID")]
    id: HandoffId,

    /// Why
    #[arg(short = 'm', long = "reason", visible_alias = "message", value_name = "REASON")]
    reason: Option<String>,

    #[command(flatten)]
    write: WriteArgs,
}

pub fn run(args: &Args, session: &mut Session) -> Result<Answer> {
    end(session, &args.id, "cancel", &Ending::Cancelled { reason: args.reason.clone() }, &args.write)
}
