//! What a change would do, without doing it.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::patch::Patch;
use crate::json::readable::Publishable;
use crate::kept::limit::Before;
use crate::kept::redaction;
use crate::log::checkout;
use crate::log::digest::Digest;
use crate::log::entry::{Author, Change, Entry, Link, Revision};
use crate::log::history::{EXTERNAL, GAP, History, IMPORT, newest};
use crate::store::core::Store;
use crate::store::edited::Edit;
use crate::store::snapshot::Snapshot;
use crate::text::size::Size;
use crate::text::timestamp::{Timestamp, timestamp_text};

/// What an edit would do to the current document, without doing it: the patch that its record would
/// have. `own` is the size limit if the document declares none.
///
/// # Errors
/// Fails if the document cannot be read, if `edit` fails, or if the result would not be published.
pub fn plan(store: &dyn Store, now: Timestamp, own: Size, edit: &mut Edit<'_>) -> Result<Patch> {
    let snapshot = store.read()?;
    let limits = Before::of(&snapshot.document, snapshot.size);
    let unrecorded = if snapshot.edited_since { Some(recorded_first(store, &snapshot, now)?) } else { None };
    let history = Ahead { unrecorded, store };
    let base = snapshot.base();
    let mut draft = Draft::new(snapshot.document, base, now, &history);
    edit(&mut draft)?;
    let before = draft.before();
    let (after, patch, _) = draft.finish();
    let published = Publishable::of(after).map_err(Failure::from)?;
    let after = published.document().document();
    limits.check_growth(after, published.size(), own)?;
    let is_redacted = [&before, after].into_iter().any(redaction::is_redacted);
    // Nothing but what the log would hold.
    if is_redacted { Ok(redaction::redact_change(&before, after, &patch)?.patch) } else { Ok(patch) }
}

/// What a rehearsal found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rehearsed {
    /// The edit changes nothing, and there is nothing yet.
    Unchanged(Revision),
    /// The change has to be made.
    Needed,
}

fn kind(error: &anyhow::Error) -> Option<Kind> {
    error.downcast_ref::<Failure>().map(|failure| failure.kind)
}

/// Runs an edit on the current document and drops what it made, to know whether it is refused. A document that
/// cannot be read, or has what ctx would repair first, is left to the change itself.
///
/// # Errors
/// Fails if `edit` fails, unless the document may be why.
pub fn rehearse(store: &dyn Store, now: Timestamp, edit: &mut Edit<'_>) -> Result<Rehearsed> {
    let Ok(snapshot) = store.read() else { return Ok(Rehearsed::Needed) };
    let unrecorded = if snapshot.edited_since { recorded_first(store, &snapshot, now).ok() } else { None };
    let history = Ahead { unrecorded, store };
    let base = snapshot.base();
    let is_empty = snapshot.size == 0;
    let mut draft = Draft::new(snapshot.document, base, now, &history);
    match edit(&mut draft) {
        Ok(action) if is_empty && draft.operations().next().is_none() && !action.is_recorded_always() => {
            Ok(Rehearsed::Unchanged(base))
        }
        Err(error) if is_empty || kind(&error) != Some(Kind::BadData) => Err(error),
        Ok(_) | Err(_) => Ok(Rehearsed::Needed),
    }
}

/// The records, and the record that would be written first.
struct Ahead<'s> {
    unrecorded: Option<Entry>,
    store: &'s dyn Store,
}

impl History for Ahead<'_> {
    fn newest_first(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        match &self.unrecorded {
            Some(entry) if visit(entry.clone()).is_break() => Ok(()),
            _ => self.store.newest_first(visit),
        }
    }
}

/// The record that a change would first make of an unrecorded edit.
fn recorded_first(store: &dyn Store, snapshot: &Snapshot, now: Timestamp) -> Result<Entry> {
    let last = newest(store)?;
    let op = match &last {
        Some(_) => EXTERNAL,
        None if snapshot.revision == Revision::START => IMPORT,
        None => GAP,
    };
    let redacted = redaction::redacted_copy(&snapshot.document);
    let recorded = redacted.as_ref().unwrap_or(&snapshot.document);
    let mut change = Change { op: op.to_owned(), state: Some(recorded.to_value()), ..Change::default() };
    change.author = Author { agent: "unknown".to_owned(), at: timestamp_text(now), ..Author::default() };
    if let Some(last) = &last {
        let mut before: Document = checkout::at(store, last.link.rev)?.document;
        change.patch = redaction::steps(&before, recorded);
        change.undo = before.apply(&change.patch).map_err(|e| Failure::new(Kind::BadData, e.to_string()))?;
    }
    let prev = last.map_or(Digest::NONE, |last| last.h);
    let link = Link { rev: snapshot.base(), prev, post: Digest::of(&recorded.to_text()) };
    Entry::seal(change, link).map_err(|e| Failure::from(e).into())
}
