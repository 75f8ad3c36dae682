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
use crate::model::digest::Digest;
use crate::model::entry::{Entry, Revision};
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
    let mut first = None;
    let mut found = None;
    let past = Past { files, journal: Some(journal), end };
    past.oldest_first(Revision::START, &mut |entry| {
        if first.is_none() {
            check_first(files, &entry)?;
        }
        first.get_or_insert(entry.link.rev);
        if expected.is_some_and(|e| e.rev == entry.link.rev) {
            found = Some(entry.h);
        }
        replay.step(&entry).map_err(|e| journal.inconsistent(&e))
    })?;
    if let Some(expected) = expected {
        check_expected(files, expected, found, last.link.rev)?;
    }
    let behind = matches!(classify(files, view, max_size).map(|found| found.finding), Ok(Finding::Behind(None)));
    if !behind {
        check_document(files, view, max_size, last.link.rev, last.link.post)?;
    }
    Ok(Verified { first: first.unwrap_or_default(), head: RecordId { rev: last.link.rev, h: last.h }, behind })
}

/// The first record that there is must be the first of all, or begin anew by what it is.
fn check_first(files: &ContextFiles<impl FileSystem>, entry: &Entry) -> Result<()> {
    let (rev, shown) = (entry.link.rev, files.log.display());
    if rev.number() <= 1 || entry.change.op == GAP {
        return Ok(());
    }
    let missing = files.segment(Revision::new(rev.number() - 1));
    Err(Failure::new(Kind::BadData, format!("could not trust {shown}: the records before revision {rev} are missing"))
        .fact("file", shown.to_string())
        .fact("rev", rev.number())
        .hint(format!("put {} back", missing.display()))
        .into())
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
