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

use crate::commands::Answer;
use crate::error::Kind;
use crate::kept::lease::Lease;
use crate::log::entry::Action;
use crate::log::name::Name;
use crate::output::kind;
use crate::session::Context;
use crate::session::transaction::{Done, Request};
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

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    match &args.step {
        Step::Acquire(args) => acquire::run(args, context),
        Step::Renew(args) => renew::run(args, context),
        Step::Release(args) => release::run(args, context),
        Step::Steal(args) => steal::run(args, context),
        Step::Run(args) => run::run(args, context),
        Step::List(args) => list::run(args, context),
    }
}

/// Takes a lease for the agent, as soon as nobody holds it if the command line says to wait.
fn acquire(context: &mut Context<'_>, request: &Request, name: &Name, ttl: Duration) -> Result<Done<Lease>> {
    let end = end_of(context.session.patience());
    let agent = context.session.agent()?;
    // Before the first try, so that no release comes between it and the sleep.
    let changes = context.store.changes();
    loop {
        let mut asked = false;
        let acquired = request.clone().run(context, |draft| {
            asked = true;
            let lease = Lease::acquire(draft, name, &agent, ttl)?;
            Ok((Action { op: "lease.acquired", args: json!({"lease": name}) }, lease))
        });
        match acquired {
            // It may be over without anybody writing, so this looks by itself too. A guard that
            // failed before anybody asked is no reason to wait.
            Err(error) if asked && kind(&error) == Kind::Conflict && end.is_some() && changes.wait(end) => {}
            acquired => return acquired,
        }
    }
}

/// The token alone, or the whole lease.
fn shown(lease: &Lease, json: bool) -> Result<String> {
    if json { Ok(serde_json::to_string(lease)?) } else { Ok(lease.token.to_string()) }
}
