//! Checks out an earlier revision: rebuilds its document from the log.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::patch::Patch;
use crate::log::chain::{Inconsistent, Replay};
use crate::log::compaction::Dropped;
use crate::log::digest::Digest;
use crate::log::entry::{Entry, Revision};
use crate::log::history::History;
use crate::text::timestamp::Timestamp;

/// From so many operations on, going back takes as long as the way from the last whole state.
const FAR: usize = 100;

/// The document of an earlier revision.
#[derive(Clone, Debug)]
pub struct Checkout {
    pub document: Document,
    pub rev: Revision,
    /// When the revision was written, as its record says.
    pub at: Timestamp,
}

/// Rebuilds the document of a revision from the last whole state up to it and the patches since,
/// and checks it against the digest in its record. Revision 0 is the empty document, if the log has
/// the first change to it.
///
/// # Errors
/// "No" if the revision is not in the log or cannot be rebuilt, with the oldest and newest that
/// can. Fails if a record does not give what was written.
pub fn at(history: &dyn History, rev: Revision) -> Result<Checkout> {
    let mut later: Vec<Entry> = Vec::new();
    history.newest_first_from(rev, &mut |mut entry| {
        let has_state = entry.change.state.is_some();
        (entry.line, entry.change.undo) = (Vec::new(), Patch::default());
        later.push(entry);
        if has_state || later.first().is_some_and(|last| last.link.rev != rev) {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    let reaches = later.first().is_some_and(|last| last.link.rev == rev);
    if !reaches || later.last().is_none_or(|first| first.change.state.is_none()) {
        return beginning(history, rev);
    }
    let at = later.first().map(written).unwrap_or_default();
    let mut replay = Replay::default();
    replay.follow_all(later.iter().rev()).map_err(|e| untrue(&e))?;
    let document = replay.into_document().unwrap_or_default();
    Ok(Checkout { document, rev, at })
}

/// The document of a later revision, from which an earlier one may be reached.
pub type Later<'d> = (&'d Document, Revision);

/// As [`at`], but goes back from a later document where that is a short way: a document that is held as
/// its text need not be parsed then.
///
/// # Errors
/// As [`at`].
pub fn near(history: &dyn History, later: Option<Later<'_>>, rev: Revision) -> Result<Checkout> {
    // What cannot be read may be newer than all that the other way needs.
    match later.and_then(|later| back(history, later, rev).ok().flatten()) {
        Some(checkout) => Ok(checkout),
        None => at(history, rev),
    }
}

/// Takes back what was changed since a revision. `None` if that is much, if a newer record holds a whole state,
/// or if it does not give what the record says was written.
fn back(history: &dyn History, (document, later): Later<'_>, rev: Revision) -> Result<Option<Checkout>> {
    let (mut undo, mut then) = (Vec::new(), None);
    history.newest_first_from(later, &mut |entry| {
        if entry.link.rev == rev {
            then = Some(entry).filter(|then| then.change.redacted_post.is_none());
            return ControlFlow::Break(());
        }
        let is_far = undo.len() + entry.change.undo.0.len() > FAR || entry.change.state.is_some();
        undo.extend(entry.change.undo.0);
        if is_far || entry.link.rev < rev { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    let Some(then) = then else { return Ok(None) };
    let document = document
        .spliced(&undo)
        .filter(|document| Digest::of_content(document).is_ok_and(|digest| digest == then.link.post));
    Ok(document.map(|document| Checkout { document, rev, at: written(&then) }))
}

/// One record.
///
/// # Errors
/// "No" if it is not in the log, with the oldest and newest revision that can be rebuilt.
pub fn record(history: &dyn History, rev: Revision) -> Result<Entry> {
    let mut found = None;
    history.newest_first_from(rev, &mut |entry| {
        found = Some(entry).filter(|entry| entry.link.rev == rev);
        ControlFlow::Break(())
    })?;
    found.map_or_else(|| Err(missing(history, &format!("there is no revision {rev}"))?.into()), Ok)
}

/// The time of a record; 1970 if it has none.
#[must_use]
pub fn written(entry: &Entry) -> Timestamp {
    entry.change.author.at.parse().unwrap_or_default()
}

/// The failure that the log does not reach back so far, with what it can rebuild. Another failure
/// if there are records but nothing can be rebuilt.
///
/// # Errors
/// Fails if the history cannot be read.
pub fn missing(history: &dyn History, what: &str) -> Result<Failure> {
    let (mut oldest, mut newest) = (None, None);
    let (mut first, mut dropped) = (None, Vec::new());
    history.newest_first(&mut |entry| {
        newest.get_or_insert(entry.link.rev);
        first = Some(entry.link);
        dropped.extend(Dropped::of(&entry).map(|dropped| (dropped, entry.link.rev)));
        if entry.change.state.is_some() {
            oldest = Some((entry.link.rev, entry.change.author.at));
        }
        ControlFlow::Continue(())
    })?;
    let (oldest, since, newest) = match (oldest, newest) {
        (Some((oldest, since)), Some(newest)) => (oldest, since, newest),
        (None, Some(newest)) => {
            let why = format!("{what}: the log cannot be trusted, since no record up to {newest} holds a whole state");
            return Ok(Failure::new(Kind::BadData, why).hint("to see what can be done: ctx repair"));
        }
        (_, None) => return Ok(Failure::new(Kind::No, format!("{what}: nothing has been recorded yet"))),
    };
    let why = format!("{what}: the oldest is {oldest}, of {since}, and the newest {newest}");
    let by = dropped.iter().find(|(dropped, _)| first.is_some_and(|first| dropped.precedes(&first)));
    let failure = match by.map(|(_, by)| *by) {
        Some(by) => {
            let why = format!("{why}; revision {by} dropped what was before");
            Failure::new(Kind::No, why).fact("dropped_by", by.number())
        }
        None => Failure::new(Kind::No, why),
    };
    Ok(failure.fact("oldest", oldest.number()).fact("newest", newest.number()).hint("ctx log"))
}

/// The document before the first change: empty, if the log has that change.
fn beginning(history: &dyn History, rev: Revision) -> Result<Checkout> {
    let mut first = None;
    if rev == Revision::START {
        history.newest_first(&mut |entry| {
            first = Some(entry);
            ControlFlow::Continue(())
        })?;
    }
    let began_empty = first.filter(|entry| entry.link.rev == Revision::START.next()).is_some_and(|entry| {
        let state = entry.change.state.and_then(|state| Document::try_from(state).ok());
        state.is_some_and(|mut document| document.apply(&entry.change.undo).is_ok() && document == Document::default())
    });
    if began_empty {
        return Ok(Checkout { document: Document::default(), rev, at: Timestamp::default() });
    }
    Err(missing(history, &format!("there is no revision {rev}"))?.into())
}

fn untrue(why: &Inconsistent) -> anyhow::Error {
    Failure::new(Kind::BadData, format!("the log cannot be trusted: {why}"))
        .fact("rev", why.rev.number())
        .hint("ctx verify")
        .into()
}
