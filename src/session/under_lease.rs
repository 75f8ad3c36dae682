//! Holds a lease while a command runs.

use std::ffi::OsString;
use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::json;

use crate::error::{Failure, Kind};
use crate::kept::collection::Kept;
use crate::kept::lease::Lease;
use crate::log::entry::Action;
use crate::output::kind;
use crate::platform::child::{Exit, Running, Started, start};
use crate::session::context::Context;
use crate::session::transaction::Request;

/// The variables that pass the lease to the command.
const NAME: &str = "CTX_LEASE";
const TOKEN: &str = "CTX_LEASE_TOKEN";

/// How a command under a lease ended.
pub enum Ended {
    /// The command ended; the lease is still held.
    Held(Exit),
    /// Could not be started.
    NotStarted(u8),
    /// Stopped, since the lease was lost.
    Lost(anyhow::Error),
}

/// Runs a command and renews its lease, acquired for `ttl`, while it runs.
///
/// # Errors
/// Fails if the system cannot start a process or wait for it.
pub fn run(context: &mut Context<'_>, lease: &Lease, ttl: Duration, command: &[OsString]) -> Result<Ended> {
    let variables = [(NAME, lease.name.to_string()), (TOKEN, lease.token.to_string())];
    let mut held_until = Instant::now() + ttl;
    let running = match start(command, &variables, &crate::output::tell)? {
        Started::Running(running) => running,
        Started::Not(code) => return Ok(Ended::NotStarted(code)),
    };
    // Two renewals may fail before the lease expires, however long the lock is held.
    let period = ttl / 3;
    let mut context = context.waiting_at_most(period / 2)?;
    loop {
        if let Some(exit) = running.end_within(period)? {
            return Ok(Ended::Held(exit));
        }
        let now = Instant::now();
        match renew(&mut context, lease, ttl) {
            Ok(()) => held_until = now + ttl,
            Err(error) if kind(&error) != Kind::Conflict && Instant::now() + period < held_until => {}
            Err(error) => return stop(running, &error).map(Ended::Lost),
        }
    }
}

fn renew(context: &mut Context<'_>, lease: &Lease, ttl: Duration) -> Result<()> {
    let name = &lease.name;
    let request = Request::plain(format!("renew {name}"), Lease::path(name));
    let renewed = request.run(context, |draft| {
        Lease::renew(draft, name, lease.token, ttl)?;
        Ok((Action { op: "lease.renewed", args: json!({"lease": name}) }, ()))
    });
    renewed.map(drop)
}

/// Stops the command: another agent may have acquired the lease.
fn stop(running: Running, why: &anyhow::Error) -> Result<anyhow::Error> {
    let code = running.stop()?;
    let why = format!("the lease was lost, so the command was stopped (exit code {code}): {why:#}");
    Ok(Failure::new(Kind::Conflict, why).fact("exit_code", code).hint("ctx lease list").into())
}
