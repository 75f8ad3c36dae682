//! Verifying that the log and the document are what was written.

mod failure;
pub(crate) mod walk;

use anyhow::Result;

use crate::log::compaction::Dropped;
use crate::log::entry::{Entry, Revision};
use crate::log::record_id::RecordId;
use crate::platform::filesystem::FileSystem;
use crate::store::capability::verify::{Verified, Verify};
use crate::store::file::FileStore;
use crate::store::file::journal::end::{LastRecord, last_record};
use crate::store::file::journal::records::Records;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::maintain::verify::failure::{
    left_over, missing_before, not_expected, nothing, unsigned, was_dropped,
};
use crate::store::file::maintain::verify::walk::Walk;
use crate::store::file::recover::judgement::check_document;
use crate::store::file::recover::look::look;
use crate::store::file::recover::opened::Opened;
use crate::store::options::{Options, TurnToRead};

/// How often a verification that failed looks again, if the context was written meanwhile.
const LOOKS: usize = 4;

impl<S: FileSystem> Verify for FileStore<S> {
    fn verify(&self, expected: Option<&RecordId>) -> Result<Verified> {
        let Self { files, options } = self;
        settled(self, |opened| {
            let verified = verify(files, opened, options, expected)?;
            check_end(files, opened).map(|()| verified)
        })
    }
}

/// Runs `check` on the files as a reader finds them; again if it fails and they were written meanwhile. A
/// compaction may have dropped records that were about to be read; and without the lock, a record
/// that is being written looks like something left behind.
///
/// # Errors
/// Fails if the files cannot be opened, or if `check` fails on files that nobody wrote meanwhile.
pub(crate) fn settled<S: FileSystem, T>(
    store: &FileStore<S>,
    mut check: impl FnMut(&Opened<S::File>) -> Result<T>,
) -> Result<T> {
    let mut opened = look(store)?.opened;
    let mut looks = LOOKS;
    loop {
        let result = check(&opened);
        let rev = |opened: &Opened<S::File>| opened.anchor.as_ref().map(|anchor| anchor.rev);
        looks -= 1;
        if result.is_ok() || looks == 0 {
            return result;
        }
        let now = look(store)?.opened;
        if store.options.turn_to_read != TurnToRead::Never && rev(&now) == rev(&opened) {
            return result;
        }
        opened = now;
    }
}

/// Checks every record, the document byte for byte, and that `expected` is among the records.
fn verify<S: FileSystem>(
    files: &ContextFiles<S>,
    opened: &Opened<S::File>,
    options: &Options,
    expected: Option<&RecordId>,
) -> Result<Verified> {
    let (walk, last) = walk_through(files, opened, options, expected.map(|expected| expected.rev))?;
    if let Some(expected) = expected.filter(|expected| walk.found != Some(expected.h)) {
        let covers = |dropped: &Dropped| (dropped.first..=dropped.last).contains(&expected.rev);
        return Err(match walk.dropper.filter(|dropper| walk.found.is_none() && covers(&dropper.dropped)) {
            Some(dropper) => was_dropped(files, expected, &dropper),
            None => not_expected(files, expected, walk.found, last.link.rev),
        }
        .into());
    }
    let judged = check_document(files, opened, &last)?;
    Ok(Verified {
        first: walk.first.map(|link| link.rev).unwrap_or_default(),
        head: RecordId { rev: last.link.rev, h: last.h },
        behind: judged.behind,
        other_layout: judged.other_layout,
        hmac_since: walk.hmacs.first(),
        hmac_checked: options.audit_key.is_some(),
        lineage: walk.lineage,
        lost: judged.lost,
        dropped: walk.dropper.map(|dropper| (dropper.dropped, dropper.rev)),
    })
}

/// Walks through all records and checks each; returns the last one too.
///
/// # Errors
/// Fails with the first thing that does not hold.
pub(crate) fn walk_through<'k, S: FileSystem>(
    files: &ContextFiles<S>,
    opened: &Opened<S::File>,
    options: &'k Options,
    expected: Option<Revision>,
) -> Result<(Walk<'k>, Entry)> {
    let journal = opened.journal.as_ref().ok_or_else(|| nothing(files, opened))?;
    let Some(LastRecord { entry: last, end }) = last_record(journal, &opened.boot)? else {
        return Err(nothing(files, opened));
    };
    // Fails if the end of the log was cut off.
    opened.head()?;
    let mut walk = Walk::new(options.audit_key.as_ref(), expected);
    let records = Records { files, journal: Some(journal), end };
    records.oldest_first(Revision::START, &mut |entry| walk.step(&entry, journal))?;
    walk.check(journal)?;
    if let Some(link) = walk.first.filter(|_| !walk.is_whole && walk.dropper.is_none()) {
        return Err(missing_before(files, link.rev).into());
    }
    if options.audit_key.is_some() && walk.hmacs.first().is_none() {
        return Err(unsigned(files).into());
    }
    Ok((walk, last))
}

/// Checks that nothing follows the last record: no chain would cover it.
///
/// # Errors
/// Fails if something follows, left by a writer that died or written by somebody else.
fn check_end<S: FileSystem>(files: &ContextFiles<S>, opened: &Opened<S::File>) -> Result<()> {
    let Some(journal) = &opened.journal else { return Ok(()) };
    let last = last_record(journal, &opened.boot)?;
    let (end, rev) = last.map_or((0, None), |last| (last.end, Some(last.entry.link.rev)));
    match journal.len().saturating_sub(end) {
        0 => Ok(()),
        bytes => Err(left_over(files, bytes, end, rev)),
    }
}
