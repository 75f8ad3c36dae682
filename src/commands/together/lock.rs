//! `ctx lock`: run a command while holding the lock.

use std::ffi::{OsStr, OsString};

use anyhow::{Context as _, Result};

use crate::commands::Answer;
use crate::output;
use crate::platform::child;
use crate::platform::filesystem::Sharing;
use crate::session::{Context, INHERITED_LOCK, INHERITED_LOCK_FILE, INHERITED_LOCK_HOLDER};
use crate::store::capability::hold::Exclusion;
use crate::store::required;

/// Run a command while holding the lock
///
/// No other process writes to the context meanwhile; readers are not blocked. ctx commands
/// run by CMD, or below it, inherit the lock (CTX_LOCK_FD, CTX_LOCK_FILE, CTX_LOCK_HOLDER) and
/// take turns; they also use the same -c, -N and --agent, unless they name others. The lock is released when CMD
/// exits; a ctx process left in the background then fails to write (exit code 3).
///
/// A signal that asks ctx to end stops CMD and all processes that it started (SIGKILL after
/// 5 s); the lock is released when they are gone.
///
/// Exits with the code of CMD, with 127 if CMD is not found, 128 + N if signal N killed it,
/// or 3 if it succeeded but the lock file was removed meanwhile.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx lock -- sh -c 'ctx set n \"$(ctx get n | think)\"'
  ctx lock --wait 1m -- ./migrate.sh")]
pub struct Args {
    /// Take a shared lock: others may hold it too, and nobody can write
    #[arg(long)]
    shared: bool,

    /// Command to run, after --
    #[arg(value_name = "CMD", last = true, required = true)]
    command: Vec<OsString>,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let sharing = if args.shared { Sharing::Shared } else { Sharing::Exclusive };
    let (mut code, passed_on) = (0, context.session.passed_on(&context.file)?);
    let held = required(context.store.hold(), "hold its lock while a command runs")?.hold(
        &context.session.origin(None)?,
        sharing,
        &mut |lock| {
            let holder = lock.holder.map(|holder| holder.to_string());
            let told = [
                (INHERITED_LOCK, Some(lock.descriptor.to_string())),
                (INHERITED_LOCK_FILE, lock.file.clone()),
                (INHERITED_LOCK_HOLDER, holder),
            ];
            let told = told.iter().map(|(name, value)| (*name, value.as_deref().map(OsStr::new)));
            let environment: Vec<_> = told.chain(passed_on.as_environment()).collect();
            code = child::run(&args.command, &environment, &output::note)?;
            Ok(())
        },
    );
    match held.with_context(|| format!("could not run a command under the lock of {}", context.file.display()))? {
        Exclusion::Broken(failure) if code == 0 => Err(failure.into()),
        Exclusion::Broken(failure) => {
            context.session.say(&failure.to_string());
            Ok(Answer::Code(code))
        }
        Exclusion::Kept => Ok(Answer::Code(code)),
    }
}
