//! The records of a document, newest first, and questions about them.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::json::patch::Operation;
use crate::json::pointer::{Pointer, array_index};
use crate::json::projection::Projection;
use crate::log::compaction::Dropped;
use crate::log::entry::{Change, Entry, Revision};
use crate::log::message::Message;
use crate::log::unread::Unread;

/// The records of a document, newest first.
pub trait History {
    /// Calls `visit` with each record until it breaks.
    ///
    /// # Errors
    /// Fails if the log cannot be read or a record is damaged.
    fn newest_first(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()>;

    /// Like [`History::newest_first`], but skips the records after `last`, if possible without
    /// reading them.
    ///
    /// # Errors
    /// As [`History::newest_first`].
    fn newest_first_from(&self, last: Revision, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        self.newest_first(&mut |entry| if entry.link.rev > last { ControlFlow::Continue(()) } else { visit(entry) })
    }

    /// Calls `visit` with each record up to `last`, newest first, until it breaks or the records have `most`
    /// bytes. Returns the first one that is left out for its length, if that can be told.
    ///
    /// # Errors
    /// As [`History::newest_first`].
    fn recent(
        &self,
        (last, most): (Revision, u64),
        visit: &mut dyn FnMut(Entry) -> ControlFlow<()>,
    ) -> Result<Option<Unread>> {
        let (mut left, mut unread) = (most, None);
        self.newest_first_from(last, &mut |entry| {
            let len = u64::try_from(entry.line.len()).unwrap_or(u64::MAX);
            if len > left {
                unread = Some(Unread::of(&entry));
                return ControlFlow::Break(());
            }
            left -= len;
            visit(entry)
        })?;
        Ok(unread)
    }
}

/// The history of a document without records.
pub struct NoHistory;

impl History for NoHistory {
    fn newest_first(&self, _: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        Ok(())
    }
}

/// A history up to one revision, without what others write meanwhile.
pub struct UpTo<'h> {
    pub history: &'h dyn History,
    pub last: Revision,
}

impl History for UpTo<'_> {
    fn newest_first(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        self.history.newest_first_from(self.last, visit)
    }

    fn newest_first_from(&self, last: Revision, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        self.history.newest_first_from(last.min(self.last), visit)
    }
}

/// The newest record.
///
/// # Errors
/// Fails if the history cannot be read.
pub fn newest(history: &dyn History) -> Result<Option<Entry>> {
    let mut found = None;
    history.newest_first(&mut |entry| {
        found = Some(entry);
        ControlFlow::Break(())
    })?;
    Ok(found)
}

/// The revision and the digest of the newest record, which is not checked: of a long one only the end is read, if
/// that can be done.
///
/// # Errors
/// Fails if the history cannot be read.
pub fn head(history: &dyn History) -> Result<Option<Unread>> {
    let mut found = None;
    let unread = history.recent((Revision::new(u64::MAX), 0), &mut |entry| {
        found = Some(Unread::of(&entry));
        ControlFlow::Break(())
    })?;
    match found.or(unread) {
        None => Ok(newest(history)?.as_ref().map(Unread::of)),
        found => Ok(found),
    }
}

/// The newest record after `since` that changed what is at `place`, below it or above it.
///
/// # Errors
/// Fails if the history cannot be read.
pub fn last_change(history: &dyn History, place: &Pointer, since: Revision) -> Result<Option<Entry>> {
    Ok(match changed_since(history, place, since)? {
        Changed::By(entry) => Some(*entry),
        Changed::Not | Changed::Unknown { .. } => None,
    })
}

/// Whether a place was changed after some revision.
pub enum Changed {
    Not,
    /// The newest record that changed what is at the place, below it or above it.
    By(Box<Entry>),
    /// No record that is left did, but the log no longer reaches back to `since`.
    Unknown {
        oldest: Revision,
    },
}

/// Whether what is at `place`, below it or above it was changed after `since`.
///
/// # Errors
/// Fails if the history cannot be read.
pub fn changed_since(history: &dyn History, place: &Pointer, since: Revision) -> Result<Changed> {
    let mut changed = Changed::Not;
    history.newest_first(&mut |entry| {
        let rev = entry.link.rev;
        changed = if rev > since && touches(&entry, place) {
            Changed::By(Box::new(entry))
        } else if rev > since.next() {
            Changed::Unknown { oldest: rev }
        } else {
            Changed::Not
        };
        if matches!(changed, Changed::Unknown { .. }) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(changed)
}

/// The `op` of the record that continues after the log was deleted.
pub const GAP: &str = "gap";

/// The `op` of the record of a change that was made without ctx.
pub const EXTERNAL: &str = "external";

/// The `op` of the first record of a document that is older than its log.
pub const IMPORT: &str = "import";

/// Whether a record changed what is at `place`, below it or above it. A record that takes over a
/// whole document changes every place.
#[must_use]
pub fn touches(entry: &Entry, place: &Pointer) -> bool {
    if takes_over(entry) {
        return true;
    }
    entry.change.patch.0.iter().any(|operation| {
        if let Operation::Arrange { path, .. } = operation {
            return path.tokens().len() > place.tokens().len() && path.tokens().starts_with(place.tokens());
        }
        overlaps(operation.path(), place)
            || shifts(operation, place)
            || matches!(operation, Operation::Move { from, .. } if overlaps(from, place))
    })
}

/// Whether a record takes over a whole document, without a patch that says what changed. A message
/// never does, even as the first record, which holds the document.
#[must_use]
pub fn takes_over(entry: &Entry) -> bool {
    let Change { op, patch, state, .. } = &entry.change;
    // Of an edit without ctx the patch says what changed: nothing, if only keys were moved.
    let says_all = [Message::OP, Dropped::OP, EXTERNAL].contains(&op.as_str());
    patch.0.is_empty() && state.is_some() && !says_all
}

/// The most operations of which [`add_touched`] collects the places.
const FEW: usize = 100;

/// Adds the places that the records after `since`, up to `last`, touched. Returns false if they are many, or if
/// the log does not say all of them.
///
/// # Errors
/// Fails if the history cannot be read.
pub fn add_touched(touched: &mut Projection, history: &dyn History, since: Revision, last: Revision) -> Result<bool> {
    let (mut next, mut left) = (last, FEW);
    history.newest_first_from(last, &mut |entry| {
        let is_all = entry.link.rev == next && !takes_over(&entry);
        let operations = entry.change.patch.0;
        if next == since || !is_all || operations.len() > left {
            return ControlFlow::Break(());
        }
        left -= operations.len();
        // The order of keys is no difference.
        let is_value = |operation: &&Operation| !matches!(operation, Operation::Arrange { .. });
        operations.iter().filter(is_value).for_each(|operation| touched.add_operation(operation));
        next = Revision::new(next.number() - 1);
        ControlFlow::Continue(())
    })?;
    Ok(next == since)
}

fn overlaps(a: &Pointer, b: &Pointer) -> bool {
    a.tokens().iter().zip(b.tokens()).all(|(a, b)| a == b)
}

/// Whether an operation moves what is at `place`: adding or removing an item shifts the items
/// behind it.
#[must_use]
pub fn shifts(operation: &Operation, place: &Pointer) -> bool {
    let (Operation::Add { path, .. } | Operation::Remove { path }) = operation else { return false };
    let Some((parents, token)) = path.split_last() else { return false };
    let Some(behind) = place.tokens().strip_prefix(parents).and_then(|rest| rest.first()) else {
        return false;
    };
    match (array_index(token), array_index(behind)) {
        (Some(changed), Some(behind)) => behind >= changed,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
