//! `ctx lease`: locks that outlive a process.

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
use crate::session::waiting::{LateWatch, end_of};

/// Manage leases: locks with an expiry that outlive a process
///
/// A lease has a name, at most one holder, and an expiry. Its fencing token (--fence) stops
/// changes by a holder that has lost it.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx lease run deploy -- ./deploy.sh
  ctx lease acquire deploy --ttl 10m
  ctx lease list")]
pub struct Args<S: Subcommand = Step> {
    #[command(subcommand)]
    step: S,
}

steps! {
    Acquire acquire acquire::Args,
    Renew renew renew::Args,
    Release release release::Args,
    Steal steal steal::Args,
    Run run run::Args,
    List list list::Args,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    args.step.run(context)
}

/// Acquires a lease for the agent; with `--wait`, waits until nobody holds it.
fn acquire(context: &mut Context<'_>, request: &Request, name: &Name, ttl: Duration) -> Result<Done<Lease>> {
    let end = end_of(context.session.patience());
    let agent = context.session.agent()?;
    let mut watch = LateWatch::default();
    loop {
        let mut asked = false;
        let acquired = request.clone().run(context, |draft| {
            asked = true;
            let lease = Lease::acquire(draft, name, &agent, ttl)?;
            Ok((Action { op: "lease.acquired", args: json!({"lease": name}) }, lease))
        });
        match acquired {
            // A lease can expire without a write, so the wait also ends by time. A guard that fails on the
            // first attempt is not a reason to wait.
            Err(error)
                if asked
                    && kind(&error) == Kind::Conflict
                    && end.is_some()
                    && watch.wait(context.store.as_ref(), end)? => {}
            acquired => return acquired,
        }
    }
}

/// Returns the token, or the whole lease as JSON.
fn shown(lease: &Lease, json: bool) -> Result<String> {
    if json { Ok(serde_json::to_string(lease)?) } else { Ok(lease.token.to_string()) }
}
