//! Recording what a command has done: for that, ctx waits as long as it takes.

use anyhow::Result;

use crate::error::Kind;
use crate::output::kind;
use crate::platform::child::Deferral;
use crate::session::context::Context;

/// Records what a command has done, which `ended` tells. If the lock is held for longer than `--wait`, says so and
/// waits on: a result that is not recorded is lost. Meanwhile a signal ends this process.
///
/// # Errors
/// As `record`. Fails with a timeout only if a signal has asked this process to end.
pub fn recorded<T>(
    context: &mut Context<'_>,
    deferral: &Deferral,
    ended: &str,
    record: &mut dyn FnMut(&mut Context<'_>) -> Result<T>,
) -> Result<T> {
    let late = match record(context) {
        Err(late) if kind(&late) == Kind::TimedOut => late,
        recorded => return recorded,
    };
    let Some(_lifted) = deferral.lift() else { return Err(late) };
    context.session.say(&format!("{ended}, which is not recorded yet: waiting on for the lock"));
    record(&mut context.waiting_on()?)
}
