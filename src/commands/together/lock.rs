//! `ctx lock`: run a command while nobody else writes.

use std::ffi::OsString;

use anyhow::{Context as _, Result};

use crate::commands::{Answer, Whole};
use crate::output;
use crate::platform::child;
use crate::platform::filesystem::Sharing;
use crate::session::{INHERITED_LOCK, INHERITED_LOCK_FILE, Session};
use crate::store::Exclusion;

/// Run a command while nobody else writes to the context
///
/// ctx commands that it runs do not wait for the lock: they find it by `CTX_LOCK_FD`,
/// and take turns among themselves. Others read meanwhile what is published. The lock is
/// released when the command ends, whatever it left behind: a ctx that it left
/// behind changes nothing any more (exit code 3). Its exit code is passed on; 127 if it is not
/// found, 128 and the number of the signal if one killed it; 3 if that is 0, and the lock file was
/// removed meanwhile.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Let others hold the lock with --shared too; nobody writes
    #[arg(long)]
    shared: bool,

    /// The command, behind --
    #[arg(value_name = "CMD", last = true, required = true)]
    command: Vec<OsString>,
}

pub fn run(args: &Args, session: &mut Session, _: Whole) -> Result<Answer> {
    let file = session.file()?;
    let store = session.store_at(&file)?;
    let sharing = if args.shared { Sharing::Shared } else { Sharing::Exclusive };
    let mut code = 0;
    let held = store.hold(&session.origin(None)?, sharing, &mut |lock| {
        let file = lock.file.clone().unwrap_or_default();
        code = child::run(
            &args.command,
            &[(INHERITED_LOCK, lock.descriptor.to_string()), (INHERITED_LOCK_FILE, file)],
            &output::tell,
        )?;
        Ok(())
    });
    match held.with_context(|| format!("could not run a command under the lock of {}", file.display()))? {
        Exclusion::Broken(failure) if code == 0 => Err(failure.into()),
        Exclusion::Broken(failure) => {
            session.out.say(&failure.to_string());
            Ok(Answer::Code(code))
        }
        Exclusion::Kept => Ok(Answer::Code(code)),
    }
}
