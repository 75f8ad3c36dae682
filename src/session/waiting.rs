//! Sleeping until something is so.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::platform::watcher::Changes;
use crate::store::{Snapshot, Store};

/// What a wait ended with.
#[derive(Debug)]
pub enum Waited<T> {
    Met(T),
    /// The time is over; the last document that was looked at.
    TimedOut(Box<Snapshot>),
}

/// When a wait of so long is over; never, if that is beyond what the clock can tell.
#[must_use]
pub fn end_of(timeout: Option<Duration>) -> Option<Instant> {
    timeout.and_then(|timeout| Instant::now().checked_add(timeout))
}

/// Sleeps until `look` finds something in the document, at most until `end`. The watch
/// must have begun before anybody looked.
///
/// # Errors
/// Those of reading, and of `look`.
pub fn until<T>(
    store: &dyn Store,
    changes: &Changes,
    end: Option<Instant>,
    look: &mut dyn FnMut(&Snapshot) -> Result<Option<T>>,
) -> Result<Waited<T>> {
    loop {
        let snapshot = store.read()?;
        if let Some(met) = look(&snapshot)? {
            return Ok(Waited::Met(met));
        }
        if !changes.wait(end) {
            return Ok(Waited::TimedOut(Box::new(snapshot)));
        }
    }
}

/// The failure of a wait that timed out: `tried` is `could not wait for …`.
#[must_use]
pub fn timed_out(tried: &str, file: &Path, timeout: Option<Duration>, last: &Snapshot) -> Failure {
    let (file, limit) = (file.display(), humantime::format_duration(timeout.unwrap_or_default()));
    Failure::new(Kind::TimedOut, format!("{tried} in {file}: timed out after {limit}"))
        .fact("file", file.to_string())
        .fact("rev", last.base().number())
        .hint("use a longer --timeout; `ctx log` shows recent changes")
}
