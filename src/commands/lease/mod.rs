//! `ctx lease`: a lock that outlives one process.

mod acquire;
mod list;
mod release;
mod renew;
mod steal;

use anyhow::Result;
use clap::Subcommand;

use super::{Answer, Whole};
use crate::model::lease::Lease;
use crate::session::Session;
use crate::transaction::print_committed;

/// Hold something for a while, across processes
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    step: Step,
}

/// What is done with a lease.
#[derive(Subcommand, Debug)]
enum Step {
    Acquire(acquire::Args),
    Renew(renew::Args),
    Release(release::Args),
    Steal(steal::Args),
    List(list::Args),
}

pub fn run(args: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    match &args.step {
        Step::Acquire(args) => acquire::run(args, session),
        Step::Renew(args) => renew::run(args, session),
        Step::Release(args) => release::run(args, session),
        Step::Steal(args) => steal::run(args, session),
        Step::List(args) => list::run(args, session),
    }
}

/// Prints the token alone, or the whole lease.
fn print(lease: &Lease, json: bool, session: &mut Session) -> Result<()> {
    let text = if json { serde_json::to_string(lease)? } else { lease.token.to_string() };
    print_committed(session, &text);
    Ok(())
}
