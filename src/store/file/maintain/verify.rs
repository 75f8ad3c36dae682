//! Proving that log and document are what was written.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::chain::{Inconsistent, Replay};
use crate::log::compaction::Dropped;
use crate::log::digest::Digest;
use crate::log::entry::{Author, Link, Revision};
use crate::log::history::GAP;
use crate::log::hmacs::Hmacs;
use crate::log::record_id::RecordId;
use crate::platform::filesystem::FileSystem;
use crate::store::file::journal::end::{Tail, tail};
use crate::store::file::journal::segments::Past;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::recover::judgement::check_document;
use crate::store::file::recover::opened::View;
use crate::store::{Options, Verified};

/// Checks every record, the document byte for byte, and that `expected` is among the records.
///
/// # Errors
/// The first thing that does not hold.
pub fn verify<S: FileSystem>(
    files: &ContextFiles<S>,
    view: &View<S::File>,
    options: &Options,
    expected: Option<&RecordId>,
) -> Result<Verified> {
    let journal = view.journal.as_ref().ok_or_else(|| nothing(files, view))?;
    let Tail::Sound { entry: last, end } = tail(journal, &view.boot)? else { return Err(nothing(files, view)) };
    // Whose end was cut off is refused.
    view.head()?;
    let mut replay = Replay::default();
    let (mut first, mut began, mut dropped) = (None::<Link>, false, None);
    let mut dropper = Author::default();
    let mut hmacs = Hmacs::checked_with(options.audit_key.as_ref());
    let (mut found, mut lineage) = (None, None::<String>);
    let past = Past { files, journal: Some(journal), end };
    past.oldest_first(Revision::START, &mut |entry| {
        let link = first.get_or_insert(entry.link);
        began = began || link.rev.number() <= 1 || (link.rev == entry.link.rev && entry.change.op == GAP);
        if let Some(said) = Dropped::of(&entry).filter(|said| said.precedes(link)) {
            dropped = Some((said, entry.link.rev));
            dropper = entry.change.author.clone();
        }
        if expected.is_some_and(|e| e.rev == entry.link.rev) {
            found = Some(entry.h);
        }
        if let Some(own) = &entry.change.lineage
            && lineage.get_or_insert_with(|| own.clone()) != own
        {
            let why = "it is of another context than the records before it".to_owned();
            return Err(journal.inconsistent(&Inconsistent { rev: entry.link.rev, why }));
        }
        replay.step(&entry).map_err(|e| journal.inconsistent(&e))?;
        hmacs.step(&entry).map_err(|e| journal.unauthentic(&e))
    })?;
    if let Some(link) = first.filter(|_| !began && dropped.is_none()) {
        return Err(missing_before(files, link.rev));
    }
    check_keyed(files, options, &hmacs)?;
    if let Some(expected) = expected {
        if let Some((said, by)) = dropped.filter(|_| found.is_none()) {
            check_kept(files, expected, &said, by, &dropper)?;
        }
        check_expected(files, expected, found, last.link.rev)?;
    }
    let judged = check_document(files, view, &last)?;
    let head = RecordId { rev: last.link.rev, h: last.h };
    Ok(Verified {
        first: first.map(|link| link.rev).unwrap_or_default(),
        head,
        behind: judged.behind,
        other_layout: judged.other_layout,
        hmac_since: hmacs.first(),
        hmac_checked: options.audit_key.is_some(),
        lineage,
        lost: judged.lost,
        dropped,
    })
}

/// Looks whether the log ends with its last record: what follows it is part of nothing,
/// and no chain covers it.
///
/// # Errors
/// Something follows, which a writer left that died, or somebody wrote; and those of [`tail`].
pub fn check_end<S: FileSystem>(files: &ContextFiles<S>, view: &View<S::File>) -> Result<()> {
    let Some(journal) = &view.journal else { return Ok(()) };
    let (end, last) = match tail(journal, &view.boot)? {
        Tail::Sound { entry, end } => (end, Some(entry.link.rev)),
        Tail::Empty => (0, None),
    };
    match journal.len().saturating_sub(end) {
        0 => Ok(()),
        bytes => Err(left_over(files, bytes, end, last)),
    }
}

fn left_over(files: &ContextFiles<impl FileSystem>, bytes: u64, end: u64, last: Option<Revision>) -> anyhow::Error {
    let shown = files.log.display();
    let why = match last {
        Some(rev) => format!("{bytes} bytes follow its last record, revision {rev}, and are none"),
        None => format!("its {bytes} bytes hold no record"),
    };
    Failure::new(Kind::BadData, format!("could not trust {shown}: {why}"))
        .fact("file", shown.to_string())
        .fact("offset", end)
        .fact("bytes", bytes)
        .hint("who dies while writing leaves such bytes: the next change keeps them in a file of their own")
        .hint("to see what can be done: ctx repair")
        .into()
}

/// There is no record: nothing has been recorded yet, or the log was taken away.
fn nothing<S: FileSystem>(files: &ContextFiles<S>, view: &View<S::File>) -> anyhow::Error {
    let shown = files.log.display();
    if let Some(journal) = view.journal.as_ref().filter(|journal| !journal.is_empty()) {
        return left_over(files, journal.len(), 0, None);
    }
    let Some(anchor) = view.anchor.as_ref().filter(|anchor| anchor.h().is_some()) else {
        return Failure::new(Kind::No, format!("could not verify {shown}: nothing has been recorded yet")).into();
    };
    let (rev, what) = (anchor.rev, if view.journal.is_some() { "empty" } else { "missing" });
    Failure::new(Kind::BadData, format!("could not trust {shown}: it is {what}, and revision {rev} was recorded"))
        .fact("file", shown.to_string())
        .fact("rev", rev.number())
        .hint(format!("put it back; else the next change goes on behind revision {rev}, and what was in it is lost"))
        .into()
}

/// With the key, a log that nobody signed shows nothing: whoever has no key can write one.
fn check_keyed(files: &ContextFiles<impl FileSystem>, options: &Options, hmacs: &Hmacs<'_>) -> Result<()> {
    if options.audit_key.is_none() || hmacs.first().is_some() {
        return Ok(());
    }
    let shown = files.log.display();
    let why = format!("could not trust {shown}: CTX_AUDIT_KEY is set, and none of its records has an HMAC");
    Err(Failure::new(Kind::BadData, why)
        .fact("file", shown.to_string())
        .hint("the next write with the key adds the first; should there have been some, they were taken away")
        .into())
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

/// Whether the record that is expected was dropped, which `dropper` said in revision `by`.
fn check_kept(
    files: &ContextFiles<impl FileSystem>,
    expected: &RecordId,
    dropped: &Dropped,
    by: Revision,
    dropper: &Author,
) -> Result<()> {
    let (shown, rev) = (files.log.display(), expected.rev);
    if rev < dropped.first || rev > dropped.last {
        return Ok(());
    }
    let Author { agent, at, .. } = dropper;
    let why = format!("it was dropped by revision {by}, of {agent} at {at}");
    Err(Failure::new(Kind::BadData, format!("could not confirm revision {rev} in {shown}: {why}"))
        .fact("file", shown.to_string())
        .fact("expected", expected.to_string())
        .fact("dropped_by", by.number())
        .fact("agent", agent.as_str())
        .fact("at", at.as_str())
        .hint("note the new head after each compaction: ctx head")
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
