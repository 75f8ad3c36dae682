//! `ctx lease`: locks that outlive a process.

mod acquire;
mod list;
mod release;
mod renew;
mod run;
mod steal;

use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Subcommand;
use serde_json::json;

use crate::commands::Answer;
use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::kept::collection::Kept as _;
use crate::kept::lease::{Claimant, Lease};
use crate::kept::once::Once;
use crate::log::entry::{Action, Revision};
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

/// What to do if the claimant holds the lease already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mine {
    Renewed,
    Refused,
}

/// Acquires a lease for the agent; with `--wait`, waits until nobody holds it. `begin` is called before it is
/// committed.
///
/// # Errors
/// Conflict if another session holds it, and as the transaction does.
pub fn acquire(
    context: &mut Context<'_>,
    request: &Request,
    name: &Name,
    ttl: Duration,
    mine: Mine,
    begin: &mut dyn FnMut() -> Result<()>,
) -> Result<Done<Lease>> {
    let (session, end) = (context.session, end_of(context.session.patience()));
    Once::refuse_lease(name).with_context(|| context.could_not(&request.tried))?;
    let claimant = session.claimant()?;
    let mut watch = LateWatch::default();
    let mut free = |snapshot: &Snapshot| {
        let held = Lease::held(&snapshot.document, name, session.now())?;
        Ok(held.map_or(Checked::Met(()), |lease| Checked::NotYet(lease.end(session.now()))))
    };
    let limits = (&places_of(&[Lease::collection()])[..], end);
    loop {
        let mut is_held = false;
        let acquired = request.clone().run(context, |draft| {
            let held = Lease::held(draft.document(), name, draft.now())?;
            is_held = held.is_some();
            if let Some(lease) = held.filter(|lease| mine == Mine::Renewed && lease.is_of(&claimant)) {
                let lease = Lease::renew(draft, name, lease.token, ttl)?;
                return Ok((Action { op: "lease.renewed", args: json!({"lease": name}) }, lease));
            }
            let lease = Lease::acquire(draft, name, &claimant, ttl)?;
            begin()?;
            Ok((Action { op: "lease.acquired", args: json!({"lease": name}) }, lease))
        });
        match acquired {
            Err(held) if is_held && end.is_some() => {
                if let Waited::TimedOut(_) = until(context.store.as_ref(), &mut watch, limits, &mut free)? {
                    let tried = context.could_not(&request.tried);
                    return Err(timed_out(held, tried, session.patience().unwrap_or_default()));
                }
            }
            acquired => return acquired,
        }
    }
}

/// The same failure, as that of a wait: it tells who holds the lease.
fn timed_out(held: anyhow::Error, tried: String, limit: Duration) -> anyhow::Error {
    match held.downcast::<Failure>() {
        Ok(mut failure) => {
            failure.kind = Kind::TimedOut;
            let limit = humantime::format_duration(limit);
            anyhow::Error::new(failure).context(format!("timed out after {limit}")).context(tried)
        }
        Err(other) => other,
    }
}

/// Extends a lease; without a token, that of this session.
///
/// # Errors
/// Conflict if it was lost, and as the transaction does.
pub fn renewed(
    context: &mut Context<'_>,
    request: Request,
    (name, token): (&Name, Option<Revision>),
    ttl: Duration,
) -> Result<Done<Lease>> {
    let claimant = context.session.claimant()?;
    request.run(context, |draft| {
        let lease = Lease::renew(draft, name, token_of(draft, name, token, &claimant)?, ttl)?;
        Ok((Action { op: "lease.renewed", args: json!({"lease": name}) }, lease))
    })
}

/// Releases a lease; without a token, that of this session.
///
/// # Errors
/// As [`renewed`].
pub fn released(
    context: &mut Context<'_>,
    request: Request,
    (name, token): (&Name, Option<Revision>),
) -> Result<Done<Lease>> {
    let claimant = context.session.claimant()?;
    request.run(context, |draft| {
        let lease = Lease::release(draft, name, token_of(draft, name, token, &claimant)?)?;
        Ok((Action { op: "lease.released", args: json!({"lease": name}) }, lease))
    })
}

/// Returns the token of the lease that `given` names, or of the one that this session holds.
fn token_of(draft: &Draft<'_>, name: &Name, given: Option<Revision>, claimant: &Claimant) -> Result<Revision> {
    if let Some(token) = given {
        return Ok(token);
    }
    let lease = Lease::find(draft.document(), name)?;
    if lease.is_of(claimant) {
        return Ok(lease.token);
    }
    Err(lease.not_of(claimant).into())
}

/// Returns the name that was given, or that of the only lease that this session holds.
fn name_of(context: &Context<'_>, given: Option<&Name>, claimant: &Claimant) -> Result<Name> {
    if let Some(name) = given {
        return Ok(name.clone());
    }
    let mut mine = Lease::all(&context.store.read()?.document)?;
    mine.retain(|lease| lease.is_of(claimant));
    match mine.as_slice() {
        [lease] => Ok(lease.name.clone()),
        [] => Err(Failure::new(Kind::No, "this session holds no lease").hint("ctx lease list").into()),
        several => {
            let names: Vec<&str> = several.iter().map(|lease| lease.name.as_str()).collect();
            let why = format!("this session holds {} leases: {}", names.len(), names.join(", "));
            Err(Failure::new(Kind::Usage, why).hint("name one of them").into())
        }
    }
}

/// Returns the token, or the whole lease as JSON.
fn shown(lease: &Lease, json: bool) -> Result<String> {
    if json { Ok(serde_json::to_string(lease)?) } else { Ok(lease.token.to_string()) }
}
