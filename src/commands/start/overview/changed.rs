//! Who changed the values last, as far back as a bounded part of the log tells.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::commands::start::overview::rows::Row;
use crate::json::pointer::Pointer;
use crate::log::entry::{Entry, Revision};
use crate::log::history::{History, touches};
use crate::log::unread::Unread;
use crate::store::Snapshot;

/// How much of the log is read, in bytes.
const MOST: u64 = 256 * 1024;

/// How many changes are looked at.
const CHANGES: usize = 500;

/// How many values are looked up.
const ROWS: usize = 150;

/// Who changed a value, in which revision, and when.
pub type Change = Unread;

/// Who changed what last.
#[derive(Default)]
pub struct Changed {
    /// The last change of the whole.
    pub whole: Option<Change>,
    /// By row; none if it is older than what was looked at.
    pub rows: Vec<Option<Change>>,
    /// How many changes were looked at.
    pub looked_at: usize,
    /// The oldest change that was looked at or told; everything without a change is as old, or older.
    pub oldest: Option<Change>,
    /// The record that could not be read, if the log is damaged.
    pub error: Option<String>,
}

impl Changed {
    /// Who changed a row last, if that is known.
    #[must_use]
    pub fn of(&self, row: usize) -> Option<&Change> {
        self.rows.get(row)?.as_ref()
    }
}

/// Looks up who changed the values last.
#[must_use]
pub fn look(rows: &[Row<'_>], whole: &Pointer, snapshot: &Snapshot, history: &dyn History) -> Changed {
    let places: Vec<Pointer> = rows.iter().take(ROWS).map(|row| snapshot.document.pointer(&row.path)).collect();
    let mut changed = Changed { rows: vec![None; rows.len()], ..Changed::default() };
    let unread = walk(&mut changed, &places, whole, snapshot.revision, history);
    match unread {
        Ok(Some(unread)) => changed.oldest = Some(unread),
        Ok(None) => {}
        Err(error) => changed.error = Some(format!("{error:#}")),
    }
    changed
}

fn walk(
    changed: &mut Changed,
    places: &[Pointer],
    whole: &Pointer,
    last: Revision,
    history: &dyn History,
) -> Result<Option<Unread>> {
    let mut left = places.len();
    history.recent((last, MOST), &mut |entry: Entry| {
        let change = Change::of(&entry);
        changed.looked_at += 1;
        if changed.whole.is_none() && touches(&entry, whole) {
            changed.whole = Some(change.clone());
        }
        for (place, found) in places.iter().zip(&mut changed.rows).filter(|(_, found)| found.is_none()) {
            if touches(&entry, place) {
                *found = Some(change.clone());
                left -= 1;
            }
        }
        changed.oldest = Some(change);
        let is_enough = (left == 0 && changed.whole.is_some()) || changed.looked_at >= CHANGES;
        if is_enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
}
