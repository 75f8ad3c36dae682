//! Finding entries that were removed, in the log.

use std::ops::ControlFlow;

use anyhow::Result;
use serde_json::Value;

use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::patch::Operation;
use crate::kept::collection::Kept;
use crate::kept::tidied::index;
use crate::log::checkout::record;
use crate::log::entry::{Entry, Revision};
use crate::log::history::History;

/// An entry that was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removed<T> {
    Entry(T),
    /// This revision removed it, and the log no longer has that record.
    Lost(Revision),
}

/// The removed entry with this name for which `is_it` holds, if there is one.
///
/// # Errors
/// Fails if the entry cannot be read.
pub fn removed<T: Kept>(
    document: &Document,
    history: &dyn History,
    name: &str,
    is_it: &dyn Fn(&T) -> bool,
) -> Result<Option<Removed<T>>> {
    let Some(rev) = index::revision_of(document, T::MEMBER, name) else { return Ok(None) };
    let entries = record(history, rev).map_or_else(|_| Ok(Vec::new()), |entry| entries_of::<T>(&entry))?;
    Ok(Some(entries.into_iter().find(is_it).map_or(Removed::Lost(rev), Removed::Entry)))
}

/// The entry under a key: of the document, or as it was when it was removed.
///
/// # Errors
/// As [`Kept::read`]. "No" if it was removed, and the log no longer has it.
pub fn get<T: Kept>(document: &Document, history: &dyn History, key: &str) -> Result<Option<T>> {
    if let Some(entry) = T::get(document, key)? {
        return Ok(Some(entry));
    }
    match removed(document, history, key, &|entry: &T| entry.key() == key)? {
        None => Ok(None),
        Some(Removed::Entry(entry)) => Ok(Some(entry)),
        Some(Removed::Lost(rev)) => Err(lost::<T>(key, rev).into()),
    }
}

/// The entry under a key as it was when a revision after `since` removed it, whoever asked for that.
///
/// # Errors
/// Fails if the entry or the log cannot be read.
pub fn removed_after<T: Kept>(history: &dyn History, key: &str, since: Revision) -> Result<Option<T>> {
    let mut found = Ok(None);
    history.newest_first(&mut |entry| {
        if entry.link.rev <= since {
            return ControlFlow::Break(());
        }
        found = entries_of::<T>(&entry).map(|all| all.into_iter().find(|it| it.key() == key));
        if matches!(found, Ok(None)) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    found
}

/// The failure that the log no longer has an entry that was removed.
#[must_use]
pub fn lost<T: Kept>(key: &str, rev: Revision) -> Failure {
    let why = format!("the {} {key} ended; revision {rev} removed it, and the log no longer has it", T::NOUN);
    Failure::new(Kind::No, why).fact("rev", rev.number()).hint("ctx log retain")
}

/// All entries that were removed and are not in the document again, oldest first, as far as the log has
/// them.
///
/// # Errors
/// Fails if the log cannot be read.
pub fn all<T: Kept>(document: &Document, history: &dyn History) -> Result<Vec<T>> {
    let revisions = index::revisions(document, T::MEMBER);
    let (Some(oldest), Some(newest)) = (revisions.first(), revisions.last()) else { return Ok(Vec::new()) };
    let (mut batches, mut failure) = (Vec::new(), None);
    history.newest_first_from(*newest, &mut |entry| {
        if revisions.contains(&entry.link.rev) {
            match entries_of::<T>(&entry) {
                Ok(entries) => batches.push(entries),
                Err(error) => failure = Some(error),
            }
        }
        if entry.link.rev <= *oldest || failure.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    failure.map_or(Ok(()), Err)?;
    let names = index::Names::of(document, T::MEMBER);
    let mut found: Vec<T> = Vec::new();
    for entry in batches.into_iter().rev().flatten() {
        let key = entry.key();
        // What was removed twice counts as it was last; what was forgotten does not count.
        found.retain(|other| other.key() != key);
        if names.has(&key) && !document.has(&T::path(&key)) {
            found.push(entry);
        }
    }
    Ok(found)
}

/// The entries of one kind that a record removed, in the order of the document.
fn entries_of<T: Kept>(entry: &Entry) -> Result<Vec<T>> {
    let of = |operation: &Operation| match operation {
        Operation::Add { path, value } => match path.tokens() {
            [top, member, key] if top == RESERVED_KEY && member == T::MEMBER => Some(T::read(key, value)),
            _ => None,
        },
        _ => None,
    };
    entry.change.undo.0.iter().rev().filter_map(of).collect()
}

/// Whether something was removed from a member.
#[must_use]
pub fn is_any<T: Kept>(document: &Document) -> bool {
    document.kept(crate::log::tidied::INDEX).and_then(Value::as_object).is_some_and(|tidied| {
        tidied.keys().any(|key| key.split_once(':').is_some_and(|(member, _)| member == T::MEMBER))
    })
}
