//! Sleeping until something is so.

use std::time::Instant;

use anyhow::Result;

use crate::store::{Snapshot, Store};

/// What a wait ended with.
#[derive(Debug)]
pub enum Waited<T> {
    Met(T),
    /// The time is over; the last document that was looked at.
    TimedOut(Box<Snapshot>),
}

/// Sleeps until `look` finds something in the document, at most until `end`.
///
/// # Errors
/// Those of reading, and of `look`.
pub fn until<T>(
    store: &dyn Store,
    end: Option<Instant>,
    look: &mut dyn FnMut(&Snapshot) -> Result<Option<T>>,
) -> Result<Waited<T>> {
    // Before the first look, so that nothing comes between it and the sleep.
    let changes = store.changes();
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
