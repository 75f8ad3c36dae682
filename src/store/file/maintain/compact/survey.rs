//! What a compaction drops: found, and all of the log checked, before the lock is taken.

use std::ops::ControlFlow;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::compaction::Dropped;
use crate::log::digest::Digest;
use crate::log::entry::{Entry, Revision};
use crate::log::history::History as _;
use crate::log::retention::{Keeping, Place, Retention};
use crate::platform::filesystem::FileSystem;
use crate::store::file::FileStore;
use crate::store::file::commit::base::Base;
use crate::store::file::journal::Journal;
use crate::store::file::journal::end::last_record;
use crate::store::file::journal::records::Records;
use crate::store::file::maintain::verify::walk::Walk;
use crate::store::file::maintain::verify::{settled, walk_through};
use crate::store::file::recover::look::look;
use crate::store::options::Options;
use crate::text::timestamp::Timestamp;

/// How often what came meanwhile is checked before the lock is taken, and how few bytes of records are left
/// to be checked under it.
const ROUNDS: usize = 8;
const FEW: usize = 256 * 1024;

/// What is to be dropped, and the walk through all records.
pub(super) struct Survey<'s> {
    pub dropped: Dropped,
    /// The newest revision when that was found out.
    found: Revision,
    walk: Walk<'s>,
    /// All that is to be dropped was dropped meanwhile, and more.
    is_overtaken: bool,
    options: &'s Options,
}

impl<'s> Survey<'s> {
    /// Finds out what to drop; `None` if there is nothing. Checks all records if there is: damaged or
    /// altered ones that are dropped would never be found again.
    ///
    /// # Errors
    /// Fails with the first thing that does not hold, or if the key is missing ([`without_key`]).
    pub(super) fn of<S: FileSystem>(store: &'s FileStore<S>, keep: &Retention) -> Result<Option<Self>> {
        let FileStore { files, options } = store;
        settled(store, |opened| {
            let Some(journal) = &opened.journal else { return Ok(None) };
            let Some(last) = last_record(journal, &opened.boot)? else { return Ok(None) };
            let records = Records { files, journal: Some(journal), end: last.end };
            let Some(dropped) = what_to_drop(&records, &last.entry, options, keep)? else { return Ok(None) };
            let (walk, _) = walk_through(files, opened, options, None)?;
            Ok(Some(Self { dropped, found: last.entry.link.rev, walk, is_overtaken: false, options }))
        })
    }

    /// Checks what came meanwhile, while nobody is kept waiting: after this, little is left to check under
    /// the lock.
    ///
    /// # Errors
    /// As [`Survey::catch_up`].
    pub(super) fn come_closer<S: FileSystem>(&mut self, store: &FileStore<S>) -> Result<()> {
        for _ in 0..ROUNDS {
            let opened = look(store)?.opened;
            let Some(journal) = &opened.journal else { return Ok(()) };
            let Some(last) = last_record(journal, &opened.boot)? else { return Ok(()) };
            let records = Records { files: &store.files, journal: Some(journal), end: last.end };
            if self.follow(&records, journal)? <= FEW {
                break;
            }
        }
        Ok(())
    }

    /// Checks what came since, under the lock. Returns whether there still is something to drop.
    ///
    /// # Errors
    /// Fails as the survey does, or if the log is another one.
    pub(super) fn catch_up<S: FileSystem>(&mut self, base: &Base<'_, S>, journal: &Journal<S::File>) -> Result<bool> {
        let head = base.head.as_ref();
        if head.map(|head| (head.rev, head.h)) != self.walk.last() {
            self.follow(&base.records(), journal)?;
        }
        let unsigned = head.filter(|head| head.keyed && self.options.audit_key.is_none());
        unsigned.map_or(Ok(()), |head| Err(without_key(head.rev)))?;
        if self.is_overtaken {
            return Ok(false);
        }
        let Dropped { last, .. } = self.dropped;
        Ok(self.walk.dropper.as_ref().is_none_or(|dropper| dropper.rev <= self.found || dropper.dropped.last < last))
    }

    /// Walks on through the records that came since; returns how many bytes they have.
    fn follow<S: FileSystem>(&mut self, records: &Records<'_, S>, journal: &Journal<S::File>) -> Result<usize> {
        let (rev, h) = self.walk.last().unwrap_or((Revision::START, Digest::NONE));
        let (mut since, mut is_met) = (Vec::new(), false);
        records.newest_first(&mut |entry: Entry| {
            if entry.link.rev > rev {
                since.push(entry);
                return ControlFlow::Continue(());
            }
            is_met = (entry.link.rev, entry.h) == (rev, h);
            ControlFlow::Break(())
        })?;
        // Another compaction was quicker, and dropped these too.
        let overtakes = |entry: &Entry| Dropped::of(entry).is_some_and(|dropped| dropped.last >= rev);
        self.is_overtaken = !is_met && since.iter().any(overtakes);
        if self.is_overtaken {
            return Ok(0);
        }
        if !is_met {
            let why = "the log was replaced meanwhile";
            return Err(Failure::new(Kind::Conflict, why).hint("try again").outcome("not committed").into());
        }
        since.iter().rev().try_for_each(|entry| self.walk.step(entry, journal))?;
        Ok(since.iter().map(|entry| entry.line.len()).sum())
    }
}

/// All records before the newest one that holds a whole state and has no record to keep before it.
fn what_to_drop<S: FileSystem>(
    records: &Records<'_, S>,
    head: &Entry,
    options: &Options,
    keep: &Retention,
) -> Result<Option<Dropped>> {
    let now = (options.now)();
    let newest = head.link.rev;
    // Usually this alone tells that there is nothing to drop.
    if keeps_all(records, newest, keep, now)? {
        return Ok(None);
    }
    let mut keeping = Keeping::of(keep, newest, now);
    let (mut cut, mut oldest) = (None, newest);
    // What earlier compactions dropped is still said when the record that says it is dropped too.
    let mut said = None;
    let mut signed = None;
    records.newest_first(&mut |entry: Entry| {
        let start = entry.change.state.is_some().then_some(entry.link);
        // What is kept must be preceded by a state, which may be older than the oldest record to keep.
        if keeping.keeps(&entry) || cut.is_none() {
            cut = start;
        }
        oldest = entry.link.rev;
        signed = entry.hmac.map(|_| oldest).or(signed);
        said = Dropped::of(&entry).map(|dropped| dropped.first).or(said);
        ControlFlow::Continue(())
    })?;
    let Some(start) = cut.filter(|start| start.rev > oldest) else { return Ok(None) };
    let signed = signed.filter(|rev| *rev < start.rev).or(head.hmac.map(|_| newest));
    if let Some(rev) = signed.filter(|_| options.audit_key.is_none()) {
        return Err(without_key(rev).into());
    }
    let first = said.unwrap_or(oldest).min(oldest);
    Ok(Some(Dropped { first, last: Revision::new(start.rev.number() - 1), h: start.prev }))
}

/// Whether the oldest record is kept, and so all of them.
fn keeps_all<S: FileSystem>(
    records: &Records<'_, S>,
    newest: Revision,
    keep: &Retention,
    now: Timestamp,
) -> Result<bool> {
    let Some((oldest, bytes)) = records.oldest()? else { return Ok(true) };
    let newer = newest.number().saturating_sub(oldest.link.rev.number());
    Ok(keep.keeps(&oldest, Place { newer, bytes }, now))
}

/// Without the key, a writer could otherwise drop the records that show that it wrote without the key.
pub(super) fn without_key(rev: Revision) -> Failure {
    Failure::new(Kind::Refused, format!("revision {rev} has an HMAC, and CTX_AUDIT_KEY is not set"))
        .fact("rev", rev.number())
        .hint("nothing was changed; give the key: CTX_AUDIT_KEY or CTX_AUDIT_KEY_FILE")
}
