//! Holds a lease while a command runs.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;
use std::time::Duration;

use anyhow::Result;
use serde_json::json;

use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::kept::collection::Kept;
use crate::kept::lease::Lease;
use crate::kept::once::Once;
use crate::log::entry::Action;
use crate::platform::child::{Command, Deferral, Exit, Started, Until, start, stop};
use crate::session::context::Context;
use crate::session::tenure;
use crate::session::tenure::{Alarm, Tenure, hold};
use crate::session::transaction::Request;

/// The variables that pass the lease to the command.
const NAME: &str = "CTX_LEASE";
const TOKEN: &str = "CTX_LEASE_TOKEN";

/// The variable that tells which runs of `ctx once` a command is part of, a line each.
const RUNS: &str = "CTX_ONCE";

/// How a command under a lease ended.
pub enum Ended {
    /// The command ended; the lease is still held.
    Held(Exit),
    /// Could not be started.
    NotStarted(u8),
    /// Stopped, since the lease was lost.
    Lost(anyhow::Error),
}

/// Runs a command and renews its lease, acquired for `ttl`, while it runs. It is not begun if a signal that asks
/// this process to end has been deferred.
///
/// # Errors
/// Fails if the system cannot start a process.
pub fn run(
    context: &mut Context<'_>,
    (lease, ttl): (&Lease, Duration),
    words: &[OsString],
    until: Until,
    deferral: &Deferral,
) -> Result<Ended> {
    if let Some(signal) = asked(deferral) {
        return Ok(Ended::NotStarted(signal.saturating_add(128)));
    }
    let token = lease.token.to_string();
    let passed_on = context.session.passed_on(&context.file)?;
    let told = [(NAME, Some(OsStr::new(lease.name.as_str()))), (TOKEN, Some(OsStr::new(&token)))];
    let runs = Once::is_lease(&lease.name).then(|| with_run(context, lease));
    let runs = runs.iter().map(|runs| (RUNS, Some(runs.as_os_str())));
    let environment: Vec<_> = told.into_iter().chain(runs).chain(passed_on.as_environment()).collect();
    let command = Command { words, environment: &environment, until, ..Command::default() };
    let running = match start(command, &crate::output::note)? {
        Started::Running(running) => running,
        Started::Not(code) => return Ok(Ended::NotStarted(code)),
    };
    if deferral.signal().is_some() {
        stop();
    }
    let could_not = context.could_not(&format!("renew {}", lease.name));
    Ok(match hold(context, &mut Alarm::default(), &Renewed { lease, ttl, could_not }, running)? {
        tenure::Ended::Held(exit) => Ended::Held(exit),
        tenure::Ended::Lost(exit, why) => Ended::Lost(stopped(exit, &why)),
    })
}

/// Whether this process is part of the run of `ctx once` that holds this lease.
#[must_use]
pub fn runs_above(context: &Context<'_>, lease: &Lease) -> bool {
    let (runs, run) = (std::env::var_os(RUNS).unwrap_or_default(), run_of(context, lease));
    runs.as_bytes().split(|&byte| byte == b'\n').any(|above| above == run.as_bytes())
}

/// The value of [`RUNS`] for the command of a run.
fn with_run(context: &Context<'_>, lease: &Lease) -> OsString {
    let above = std::env::var_os(RUNS).filter(|above| !above.is_empty());
    let run = run_of(context, lease);
    match above {
        Some(above) => [above, run].join("\n".as_ref()),
        None => run,
    }
}

/// What tells one run apart from all others: its token, and its context.
fn run_of(context: &Context<'_>, lease: &Lease) -> OsString {
    let file = std::path::absolute(&context.file).unwrap_or_else(|_| context.file.clone());
    let file = file.canonicalize().unwrap_or(file);
    let mut run = OsString::from(format!("{} ", lease.token));
    run.push(file);
    run
}

/// The signal that asked this process to end while it had no command.
#[must_use]
pub fn asked(deferral: &Deferral) -> Option<u8> {
    deferral.signal().and_then(|signal| u8::try_from(signal).ok())
}

/// A lease that is renewed.
struct Renewed<'l> {
    lease: &'l Lease,
    ttl: Duration,
    could_not: String,
}

impl Tenure for Renewed<'_> {
    fn place(&self) -> KeyPath {
        Lease::path(&self.lease.name)
    }

    fn ttl(&self) -> Duration {
        self.ttl
    }

    fn lost(&self, document: &Document) -> Result<Option<anyhow::Error>> {
        let lost = Lease::lost(document, &self.lease.name, self.lease.token)?;
        Ok(lost.map(|why| why.context(self.could_not.clone())))
    }

    fn renew(&self, context: &mut Context<'_>) -> Result<()> {
        let name = &self.lease.name;
        let request = Request::plain(format!("renew {name}"), Lease::path(name));
        let renewed = request.run(context, |draft| {
            Lease::renew(draft, name, self.lease.token, self.ttl)?;
            Ok((Action { op: "lease.renewed", args: json!({"lease": name}) }, ()))
        });
        renewed.map(drop)
    }
}

/// The failure that the command was stopped, since another agent has acquired the lease.
fn stopped(exit: Exit, why: &anyhow::Error) -> anyhow::Error {
    let code = exit.code;
    let why = format!("the lease was lost, so the command was stopped (exit code {code}): {why:#}");
    Failure::new(Kind::Conflict, why).fact("exit_code", code).hint("ctx lease list").into()
}
