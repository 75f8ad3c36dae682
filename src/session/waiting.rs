//! Waits for a condition.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::store::watch::Watch;
use crate::store::{Snapshot, Store};

/// The result of a wait.
#[derive(Debug)]
pub enum Waited<T> {
    Met(T),
    /// Timed out, with the last snapshot that was checked.
    TimedOut(Box<Snapshot>),
}

/// Returns the end of a wait; `None` for no timeout, or one beyond the range of the clock.
#[must_use]
pub fn end_of(timeout: Option<Duration>) -> Option<Instant> {
    timeout.and_then(|timeout| Instant::now().checked_add(timeout))
}

/// A watch that starts with the first wait, of a command that ends soon after the last one: starting and
/// ending a watch takes longer than most commands run, and most need not wait.
#[derive(Default)]
pub struct LateWatch(Option<Box<dyn Watch>>);

impl Drop for LateWatch {
    fn drop(&mut self) {
        if let Some(watch) = &mut self.0 {
            watch.stop();
        }
    }
}

impl LateWatch {
    /// Sleeps until something may have changed, at most until `end`; `false` if `end` came. The first
    /// call returns at once: the document may have changed before the watch was started, so the
    /// caller looks again.
    ///
    /// # Errors
    /// As [`Watch::wait`].
    pub fn wait(&mut self, store: &dyn Store, end: Option<Instant>) -> Result<bool> {
        match &self.0 {
            Some(watch) => watch.wait(end),
            None if end.is_some_and(|end| end <= Instant::now()) => Ok(false),
            None => {
                self.0 = Some(store.watch());
                Ok(true)
            }
        }
    }
}

/// Waits until `look` finds something in the document, at most until `end`.
///
/// # Errors
/// Fails if reading or `look` fails.
pub fn until<T>(
    store: &dyn Store,
    watch: &mut LateWatch,
    end: Option<Instant>,
    look: &mut dyn FnMut(&Snapshot) -> Result<Option<T>>,
) -> Result<Waited<T>> {
    loop {
        let snapshot = store.read()?;
        if let Some(met) = look(&snapshot)? {
            return Ok(Waited::Met(met));
        }
        if !watch.wait(store, end)? {
            return Ok(Waited::TimedOut(Box::new(snapshot)));
        }
    }
}

/// Returns the error of a wait that timed out; `tried` is `could not wait for …`.
#[must_use]
pub fn timed_out(tried: &str, file: &Path, timeout: Option<Duration>, last: &Snapshot) -> Failure {
    let (file, limit) = (file.display(), humantime::format_duration(timeout.unwrap_or_default()));
    Failure::new(Kind::TimedOut, format!("{tried} in {file}: timed out after {limit}"))
        .fact("file", file.to_string())
        .fact("rev", last.base().number())
        .hint("use a longer --timeout; `ctx log` shows recent changes")
}
