//! `ctx lock`: run a command while holding the lock.

use std::ffi::OsString;

use anyhow::{Context as _, Result};

use crate::commands::Answer;
use crate::output;
use crate::platform::child;
use crate::platform::filesystem::Sharing;
use crate::session::{Context, INHERITED_LOCK, INHERITED_LOCK_FILE};
use crate::store::capability::hold::Exclusion;
use crate::store::required;

/// Run a command while holding the lock
///
/// No other process writes to the context meanwhile; readers are not blocked. ctx commands
/// run by CMD inherit the lock (CTX_LOCK_FD) and take turns. The lock is released when CMD
/// exits; a ctx process left in the background then fails to write (exit code 3).
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
    let mut code = 0;
    let held = required(context.store.hold(), "hold its lock while a command runs")?.hold(
        &context.session.origin(None)?,
        sharing,
        &mut |lock| {
            let file = lock.file.clone().unwrap_or_default();
            code = child::run(
                &args.command,
                &[(INHERITED_LOCK, lock.descriptor.to_string()), (INHERITED_LOCK_FILE, file)],
                &output::tell,
            )?;
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
