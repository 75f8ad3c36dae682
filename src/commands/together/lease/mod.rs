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
use crate::kept::collection::Kept as _;
use crate::kept::lease::Lease;
use crate::log::entry::Action;
use crate::log::name::Name;
use crate::session::Context;
use crate::session::transaction::{Done, Request};
use crate::session::waiting::{Checked, LateWatch, Waited, end_of, places_of, until};
use crate::store::Snapshot;

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
    let (session, end) = (context.session, end_of(context.session.patience()));
    let agent = session.agent()?;
    let mut watch = LateWatch::default();
    let mut free = |snapshot: &Snapshot| {
        let held = Lease::held(&snapshot.document, name, session.now())?;
        Ok(held.map_or(Checked::Met(()), |lease| Checked::NotYet(lease.end(session.now()))))
    };
    let limits = (&places_of(&[Lease::collection()])[..], end);
    loop {
        let mut is_held = false;
        let acquired = request.clone().run(context, |draft| {
            is_held = Lease::held(draft.document(), name, draft.now())?.is_some();
            let lease = Lease::acquire(draft, name, &agent, ttl)?;
            Ok((Action { op: "lease.acquired", args: json!({"lease": name}) }, lease))
        });
        match acquired {
            // When the wait has timed out, the error tells who holds the lease.
            Err(_)
                if is_held
                    && end.is_some()
                    && matches!(until(context.store.as_ref(), &mut watch, limits, &mut free)?, Waited::Met(())) => {}
            acquired => return acquired,
        }
    }
}

/// Returns the token, or the whole lease as JSON.
fn shown(lease: &Lease, json: bool) -> Result<String> {
    if json { Ok(serde_json::to_string(lease)?) } else { Ok(lease.token.to_string()) }
}
