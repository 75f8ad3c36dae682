//! Holds a lease while a command runs.

use std::ffi::{OsStr, OsString};
use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::json;

use crate::error::{Failure, Kind};
use crate::kept::collection::Kept;
use crate::kept::lease::Lease;
use crate::log::entry::Action;
use crate::output::kind;
use crate::platform::child::{Command, Exit, Running, Started, Until, start};
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
pub fn run(context: &mut Context<'_>, lease: &Lease, ttl: Duration, words: &[OsString], until: Until) -> Result<Ended> {
    let token = lease.token.to_string();
    let passed_on = context.session.passed_on()?;
    let told = [(NAME, Some(OsStr::new(lease.name.as_str()))), (TOKEN, Some(OsStr::new(&token)))];
    let environment: Vec<_> = told.into_iter().chain(passed_on.as_environment()).collect();
    let mut held_until = Instant::now() + ttl;
    let command = Command { words, environment: &environment, until, ..Command::default() };
    let running = match start(command, &crate::output::tell)? {
        Started::Running(running) => running,
        Started::Not(code) => return Ok(Ended::NotStarted(code)),
    };
    // Two renewals may fail before the lease expires, however long the lock is held.
    let period = ttl / 3;
    let mut context = context.waiting_at_most(period / 2)?;
    loop {
        if let Some(exit) = running.end_within(period) {
            return Ok(Ended::Held(exit));
        }
        let now = Instant::now();
        match renew(&mut context, lease, ttl) {
            Ok(()) => held_until = now + ttl,
            Err(error) if kind(&error) != Kind::Conflict && Instant::now() + period < held_until => {}
            Err(error) => return Ok(Ended::Lost(stop(running, &error))),
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
fn stop(running: Running, why: &anyhow::Error) -> anyhow::Error {
    let code = running.stop().code;
    let why = format!("the lease was lost, so the command was stopped (exit code {code}): {why:#}");
    Failure::new(Kind::Conflict, why).fact("exit_code", code).hint("ctx lease list").into()
}
