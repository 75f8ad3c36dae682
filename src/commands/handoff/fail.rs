//! `ctx handoff fail`: say that the work could not be done.

use anyhow::Result;

use super::{Answer, end};
use crate::args::write::WriteArgs;
use crate::model::handoff::{Ending, HandoffId};
use crate::session::Session;

/// Give up on a handoff that you accepted, with a reason
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
    end(session, &args.id, "fail", &Ending::Failed { reason: args.reason.clone() }, &args.write)
}
