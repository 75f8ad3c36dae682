//! Waits for a condition.

use std::cell::Cell;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::Value;

use crate::draft::expiries;
use crate::error::{Failure, Kind};
use crate::json::key_path::{KeyPath, Segment};
use crate::json::pointer::Pointer;
use crate::log::entry::Entry;
use crate::log::follow::{Follower, News};
use crate::log::history::{History, touches};
use crate::session::clock;
use crate::store::watch::Watch;
use crate::store::{Snapshot, Store};
use crate::text::timestamp::Timestamp;

/// The result of a wait.
#[derive(Debug)]
pub enum Waited<T> {
    Met(T),
    /// Timed out, with the last snapshot that was checked.
    TimedOut(Box<Snapshot>),
}

/// The result of checking a condition.
#[derive(Debug)]
pub enum Checked<T> {
    Met(T),
    /// It may become true when the document changes, or at this time if it does not.
    NotYet(Option<Timestamp>),
}

/// Returns the end of a wait; `None` for no timeout, or one beyond the range of the clock.
#[must_use]
pub fn end_of(timeout: Option<Duration>) -> Option<Instant> {
    timeout.and_then(|timeout| Instant::now().checked_add(timeout))
}

/// Returns the places on which a condition on these paths depends.
#[must_use]
pub fn places_of(paths: &[KeyPath]) -> Vec<Pointer> {
    let fixed = |path: &KeyPath| {
        // What an index from the end refers to depends on the whole array.
        let fixed = path.segments().iter().take_while(|segment| !matches!(segment, Segment::FromEnd(_)));
        KeyPath::new(fixed.cloned().collect()).pointer_in(&Value::Null)
    };
    paths.iter().chain([&expiries::collection()]).map(fixed).collect()
}

/// A watch that starts with the first wait, of a command that ends soon after the last one: starting and
/// ending a watch takes longer than most commands run, and most need not wait.
#[derive(Default)]
pub struct LateWatch(Option<Following>);

/// A watch, and how far the log was followed.
struct Following {
    watch: Box<dyn Watch>,
    follower: Follower,
}

impl Drop for LateWatch {
    fn drop(&mut self) {
        if let Some(Following { watch, .. }) = &mut self.0 {
            watch.stop();
        }
    }
}

/// The history of a store, which also tells whether the document is that of the newest record.
struct Glance<'s> {
    store: &'s dyn Store,
    is_as_recorded: Cell<bool>,
}

impl History for Glance<'_> {
    fn newest_first(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        self.is_as_recorded.set(self.store.glance(visit)?);
        Ok(())
    }
}

impl LateWatch {
    /// Sleeps until one of these places may have changed, at most until `end`; `false` if `end` came. Also
    /// returns at the time `next`. The first call returns at once: the document may have changed before
    /// the watch was started, so the caller looks again.
    fn wait(
        &mut self,
        store: &dyn Store,
        places: &[Pointer],
        (next, end): (Option<Timestamp>, Option<Instant>),
    ) -> Result<bool> {
        let is_over = || end.is_some_and(|end| end <= Instant::now());
        let Some(Following { watch, follower }) = &mut self.0 else {
            if !is_over() {
                self.0 = Some(Following { watch: store.watch(), follower: Follower::from_now(store)?.holding(0) });
            }
            return Ok(self.0.is_some());
        };
        loop {
            let due = next.and_then(|next| end_of(Some((next - clock::now()).to_std().unwrap_or_default())));
            watch.wait(end.into_iter().chain(due).min())?;
            if is_over() {
                return Ok(false);
            }
            if next.is_some_and(|next| next <= clock::now()) || is_news(follower, store, places)? {
                return Ok(true);
            }
        }
    }
}

/// Whether one of these places may have changed since the last look at the log.
pub(super) fn is_news(follower: &mut Follower, store: &dyn Store, places: &[Pointer]) -> Result<bool> {
    let glance = Glance { store, is_as_recorded: Cell::new(false) };
    let admits = |entry: &Entry| places.iter().any(|place| touches(entry, place));
    let News { entries, unheld, lost } = follower.look(&glance, &admits)?;
    Ok(!entries.is_empty() || unheld.is_some() || lost.is_some() || !glance.is_as_recorded.get())
}

/// Waits until `check` finds something in the document, at most until `end`. Reads the document only
/// when one of the places on which the condition depends may have changed.
///
/// # Errors
/// Fails if reading or `check` fails.
pub fn until<T>(
    store: &dyn Store,
    watch: &mut LateWatch,
    (places, end): (&[Pointer], Option<Instant>),
    check: &mut dyn FnMut(&Snapshot) -> Result<Checked<T>>,
) -> Result<Waited<T>> {
    let mut is_over = false;
    loop {
        let snapshot = store.read()?;
        match check(&snapshot)? {
            Checked::Met(met) => return Ok(Waited::Met(met)),
            Checked::NotYet(_) if is_over => return Ok(Waited::TimedOut(Box::new(snapshot))),
            Checked::NotYet(next) => is_over = !watch.wait(store, places, (next, end))?,
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
