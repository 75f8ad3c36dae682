//! `ctx lease`: a lock that outlives one process.

mod acquire;
mod list;
mod release;
mod renew;
mod run;
mod steal;

use std::time::Duration;

use anyhow::Result;
use clap::Subcommand;
use serde_json::json;

use crate::commands::{Answer, Whole};
use crate::error::Kind;
use crate::kept::lease::Lease;
use crate::log::entry::Action;
use crate::log::name::Name;
use crate::output::kind;
use crate::session::Session;
use crate::session::transaction::{Request, print_committed};
use crate::session::waiting::end_of;

/// Manage leases: locks with an expiry that outlive a process
///
/// A lease has a name, at most one holder, and an expiry. Its fencing token (--fence) stops
/// changes by a holder that has lost it.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx lease run deploy -- ./deploy.sh
  ctx lease acquire deploy --ttl 10m
  ctx lease list")]
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
    Run(run::Args),
    List(list::Args),
}

pub fn run(args: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    match &args.step {
        Step::Acquire(args) => acquire::run(args, session),
        Step::Renew(args) => renew::run(args, session),
        Step::Release(args) => release::run(args, session),
        Step::Steal(args) => steal::run(args, session),
        Step::Run(args) => run::run(args, session),
        Step::List(args) => list::run(args, session),
    }
}

/// Takes a lease for the agent, as soon as nobody holds it if the command line says to wait.
fn acquire(session: &mut Session, request: &Request, name: &Name, ttl: Duration) -> Result<Lease> {
    let end = end_of(session.patience());
    let agent = session.agent()?;
    // Before the first try, so that no release comes between it and the sleep.
    let changes = session.store()?.changes();
    loop {
        let (mut acquired, mut asked) = (None, false);
        let done = request.clone().run(session, &mut |draft| {
            asked = true;
            acquired = Some(Lease::acquire(draft, name, &agent, ttl)?);
            Ok(Action { op: "lease.acquired", args: json!({"lease": name}) })
        });
        match (done, acquired) {
            // It may be over without anybody writing, so this looks by itself too. A guard that
            // failed before anybody asked is no reason to wait.
            (Err(error), _) if asked && kind(&error) == Kind::Conflict && end.is_some() && changes.wait(end) => {}
            (Err(error), _) => return Err(error),
            (Ok(_), Some(lease)) => return Ok(lease),
            (Ok(_), None) => {}
        }
    }
}

/// Prints the token alone, or the whole lease.
fn print(lease: &Lease, json: bool, session: &mut Session) -> Result<()> {
    let text = if json { serde_json::to_string(lease)? } else { lease.token.to_string() };
    print_committed(session, &text);
    Ok(())
}
