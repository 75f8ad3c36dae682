//! The core: what any engine can.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::log::entry::{Action, Entry, Revision};
use crate::log::history::History;
use crate::store::edited::Edit;
use crate::store::origin::Origin;
use crate::store::outcome::Outcome;
use crate::store::snapshot::Snapshot;
use crate::store::watch::Watch;

/// A document that processes share, one revision after another.
pub trait Store: History {
    /// The document as it is, and its revision. Writes nothing.
    ///
    /// # Errors
    /// Fails if the document cannot be read or trusted.
    fn read(&self) -> Result<Snapshot>;

    /// The document as its text, with values that have expired, if it is known without reading it to be that
    /// of the newest record.
    ///
    /// # Errors
    /// Fails if the files cannot be opened.
    fn published(&self) -> Result<Option<Snapshot>> {
        Ok(None)
    }

    /// Applies `edit` to the current document and commits the result as one revision, or nothing:
    /// the commit succeeds only if the revision is still the one that was read. `edit` may run again
    /// on another document, so it must touch nothing but its draft. Some actions are recorded though
    /// they leave the document as it is ([`Action::is_recorded_always`]).
    ///
    /// Callers use [`update`], which also returns what the edit returned.
    ///
    /// # Errors
    /// Fails if `edit` fails, or if the change cannot be committed, in which case the message says
    /// "not committed" or "outcome unknown".
    fn transact(&self, origin: &Origin, edit: &mut Edit<'_>) -> Result<Outcome<()>>;

    /// Calls `visit` with each record after `since`, oldest first, until it fails.
    ///
    /// # Errors
    /// Fails if a record cannot be read or trusted, or if `visit` fails.
    fn entries(&self, since: Revision, visit: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()>;

    /// Calls `visit` with each record, newest first, until it breaks, as [`History::newest_first`].
    /// Returns whether the document is known, without reading it, to be that of the newest record.
    ///
    /// # Errors
    /// As [`History::newest_first`].
    fn glance(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<bool>;

    /// A watch on changes from now on: one that begins before a read misses nothing after it.
    fn watch(&self) -> Box<dyn Watch>;
}

/// Applies `edit` to the current document of `store` and commits the result as one revision, or
/// nothing; returns what the last run of `edit` returned.
///
/// `edit` may run more than once, each time on a new draft, and must touch nothing else.
///
/// # Errors
/// As [`Store::transact`].
pub fn update<T>(
    store: &dyn Store,
    origin: &Origin,
    mut edit: impl FnMut(&mut Draft<'_>) -> Result<(Action, T)>,
) -> Result<Outcome<T>> {
    let mut last = None;
    let outcome = store.transact(origin, &mut |draft| {
        let (action, value) = edit(draft)?;
        last = Some(value);
        Ok(action)
    })?;
    let value = last.ok_or_else(|| Failure::new(Kind::Io, "the store never ran the edit"))?;
    Ok(outcome.with(value))
}
