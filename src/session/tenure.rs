//! Holding a lease or the claim of a task while a command runs.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::error::Kind;
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::pointer::Pointer;
use crate::log::follow::Follower;
use crate::output::kind;
use crate::platform::child::{Exit, Running, wake};
use crate::session::context::Context;
use crate::session::waiting::{is_news, places_of};
use crate::store::Store;

/// The longest wait for the lock, to renew: meanwhile nobody looks whether it was taken away.
const PATIENCE: Duration = Duration::from_secs(1);

/// What ends within this time is not worth an alarm.
const SHORT: Duration = Duration::from_millis(90);

/// Something in the document that expires unless it is renewed, and that others may take.
pub trait Tenure {
    /// Where it is kept.
    fn place(&self) -> KeyPath;

    /// How long it lasts without renewal.
    fn ttl(&self) -> Duration;

    /// Returns why it is no longer held, if that is so.
    ///
    /// # Errors
    /// Fails if what is kept was edited without ctx.
    fn lost(&self, document: &Document) -> Result<Option<anyhow::Error>>;

    /// Renews it, even if it has expired, unless somebody else has it.
    ///
    /// # Errors
    /// Conflict if it is no longer held.
    fn renew(&self, context: &mut Context<'_>) -> Result<()>;
}

/// How a command ended while something was held.
pub enum Ended {
    Held(Exit),
    /// It was stopped, for this reason.
    Lost(Exit, anyhow::Error),
}

/// Wakes the main thread when the log may have changed: from the first call on, as long as this process
/// lives. Starting it takes longer than many commands run.
#[derive(Default)]
pub struct Alarm(Option<Follower>);

impl Alarm {
    /// Whether one of these places may have changed since the last call.
    ///
    /// # Errors
    /// Fails at first if the log cannot be read, or the system cannot start threads.
    pub fn rings(&mut self, store: &dyn Store, places: &[Pointer]) -> Result<bool> {
        if let Some(follower) = &mut self.0 {
            // A log that cannot be read now is looked at again when it changes.
            return Ok(is_news(follower, store, places).unwrap_or(false));
        }
        let watch = store.watch();
        let watching = move || {
            while watch.wait(None).is_ok() {
                wake();
            }
        };
        std::thread::Builder::new().spawn(watching)?;
        self.0 = Some(Follower::from_now(store)?.holding(0));
        Ok(true)
    }
}

/// Waits for the end of a command, and meanwhile renews what is held. Stops the command, with all that it
/// started, once somebody else has it.
///
/// # Errors
/// Fails if the settings are invalid.
pub fn hold(context: &mut Context<'_>, alarm: &mut Alarm, tenure: &impl Tenure, running: Running) -> Result<Ended> {
    let (period, places) = (tenure.ttl() / 3, places_of(&[tenure.place()]));
    // Two renewals may fail before it expires.
    let mut context = context.waiting_at_most(PATIENCE.min(period / 2))?;
    let mut next = Instant::now() + period;
    let mut limit = next.min(Instant::now() + SHORT);
    loop {
        if let Some(exit) = running.end_or_wake(Some(limit)) {
            return Ok(Ended::Held(exit));
        }
        limit = next;
        if alarm.rings(context.store.as_ref(), &places)?
            && let Some(why) = why_lost(&context, tenure)
        {
            return Ok(Ended::Lost(running.stop(), why));
        }
        if next <= Instant::now() {
            next = match tenure.renew(&mut context) {
                Ok(()) => Instant::now() + period,
                Err(why) if kind(&why) == Kind::Conflict => return Ok(Ended::Lost(running.stop(), why)),
                // While the lock is held, or the disk is full, nobody else can take it either.
                Err(_) => Instant::now() + period / 2,
            };
            limit = next;
        }
    }
}

fn why_lost(context: &Context<'_>, tenure: &impl Tenure) -> Option<anyhow::Error> {
    // What cannot be read now is renewed under the lock, which tells.
    tenure.lost(&context.store.read().ok()?.document).ok()?
}
