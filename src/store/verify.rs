//! Proving that log and document are what was written.

use anyhow::Result;

use super::Verified;
use super::files::ContextFiles;
use super::filesystem::FileSystem;
use super::past::Past;
use super::recover::{Finding, GAP, classify};
use super::tail::{Tail, tail};
use super::view::{View, read_document};
use crate::error::{Failure, Kind};
use crate::model::compaction::Dropped;
use crate::model::digest::Digest;
use crate::model::entry::{Link, Revision};
use crate::model::record_id::RecordId;
use crate::model::replay::Replay;

/// Checks every record, the document byte for byte, and that `expected` is among the records.
///
/// # Errors
/// The first thing that does not hold.
pub fn verify<S: FileSystem>(
    files: &ContextFiles<S>,
    view: &View<S::File>,
    max_size: u64,
    expected: Option<&RecordId>,
) -> Result<Verified> {
    let shown = files.log.display();
    let nothing = || Failure::new(Kind::No, format!("could not verify {shown}: nothing was recorded yet"));
    let journal = view.journal.as_ref().ok_or_else(nothing)?;
    let Tail::Sound { entry: last, end } = tail(journal, &view.boot)? else { return Err(nothing().into()) };
    let mut replay = Replay::default();
    let (mut first, mut began, mut dropped) = (None::<Link>, false, None);
    let mut found = None;
    let past = Past { files, journal: Some(journal), end };
    past.oldest_first(Revision::START, &mut |entry| {
        let link = first.get_or_insert(entry.link);
        began = began || link.rev.number() <= 1 || (link.rev == entry.link.rev && entry.change.op == GAP);
        if let Some(said) = Dropped::of(&entry).filter(|said| said.precedes(link)) {
            dropped = Some((said, entry.link.rev));
        }
        if expected.is_some_and(|e| e.rev == entry.link.rev) {
            found = Some(entry.h);
        }
        replay.step(&entry).map_err(|e| journal.inconsistent(&e))
    })?;
    if let Some(link) = first.filter(|_| !began && dropped.is_none()) {
        return Err(missing_before(files, link.rev));
    }
    if let Some(expected) = expected {
        check_expected(files, expected, found, last.link.rev)?;
    }
    let behind = matches!(classify(files, view, max_size).map(|found| found.finding), Ok(Finding::Behind(None)));
    if !behind {
        check_document(files, view, max_size, last.link.rev, last.link.post)?;
    }
    let first = first.map(|link| link.rev).unwrap_or_default();
    Ok(Verified { first, head: RecordId { rev: last.link.rev, h: last.h }, behind, dropped })
}

/// The records before the first one that there is are gone, and none says that they were dropped.
fn missing_before(files: &ContextFiles<impl FileSystem>, rev: Revision) -> anyhow::Error {
    let shown = files.log.display();
    let segment = files.segment(Revision::new(rev.number().saturating_sub(1)));
    Failure::new(Kind::BadData, format!("could not trust {shown}: the records before revision {rev} are missing"))
        .fact("file", shown.to_string())
        .fact("rev", rev.number())
        .hint(format!("put {} back", segment.display()))
        .into()
}

fn check_expected(
    files: &ContextFiles<impl FileSystem>,
    expected: &RecordId,
    found: Option<Digest>,
    newest: Revision,
) -> Result<()> {
    let (shown, rev) = (files.log.display(), expected.rev);
    let why = match found {
        Some(h) if h == expected.h => return Ok(()),
        Some(h) => format!("revision {rev} is not the record that was expected: expected {}, found {h}", expected.h),
        None => format!("revision {rev} is not in the log; the newest is {newest}"),
    };
    Err(Failure::new(Kind::BadData, format!("could not trust {shown}: {why}"))
        .fact("file", shown.to_string())
        .fact("expected", expected.to_string())
        .hint("the log was replaced or rewritten after the head was noted")
        .into())
}

fn check_document<S: FileSystem>(
    files: &ContextFiles<S>,
    view: &View<S::File>,
    max_size: u64,
    rev: Revision,
    post: Digest,
) -> Result<()> {
    let shown = files.document.display();
    let found = match &view.document {
        Some(document) => Some(Digest::of(&read_document(files, document, max_size)?)),
        None => None,
    };
    let why = match found {
        Some(digest) if digest == post => return Ok(()),
        Some(digest) => format!("its SHA-256 is {digest}, and that of revision {rev} is {post}"),
        None => "it is missing".to_owned(),
    };
    Err(Failure::new(Kind::BadData, format!("the log is sound, but {shown} is not its revision {rev}: {why}"))
        .fact("file", shown.to_string())
        .fact("rev", rev.number())
        .hint("it was changed without ctx, or the power was cut: the next write records or mends it")
        .into())
}
