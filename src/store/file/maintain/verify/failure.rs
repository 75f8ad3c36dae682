//! Failures of a verification.

use crate::error::{Failure, Kind};
use crate::log::digest::Digest;
use crate::log::entry::{Author, Revision};
use crate::log::record_id::RecordId;
use crate::platform::filesystem::FileSystem;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::maintain::verify::walk::Dropper;
use crate::store::file::recover::opened::Opened;

/// The failure that `bytes` bytes follow the last record, which ends at `end`.
pub fn left_over(files: &ContextFiles<impl FileSystem>, bytes: u64, end: u64, last: Option<Revision>) -> anyhow::Error {
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

/// The failure that there is no record: nothing has been recorded yet, or the log is gone.
pub fn nothing<S: FileSystem>(files: &ContextFiles<S>, opened: &Opened<S::File>) -> anyhow::Error {
    let shown = files.log.display();
    if let Some(journal) = opened.journal.as_ref().filter(|journal| !journal.is_empty()) {
        return left_over(files, journal.len(), 0, None);
    }
    let Some(anchor) = opened.anchor.as_ref().filter(|anchor| anchor.h().is_some()) else {
        return Failure::new(Kind::No, format!("could not verify {shown}: nothing has been recorded yet")).into();
    };
    let (rev, what) = (anchor.rev, if opened.journal.is_some() { "empty" } else { "missing" });
    Failure::new(Kind::BadData, format!("could not trust {shown}: it is {what}, and revision {rev} was recorded"))
        .fact("file", shown.to_string())
        .fact("rev", rev.number())
        .hint(format!("put it back; else the next change goes on behind revision {rev}, and what was in it is lost"))
        .into()
}

/// The failure that there is a key, and no record has an HMAC: anybody can write such a log.
pub fn unsigned(files: &ContextFiles<impl FileSystem>) -> Failure {
    let shown = files.log.display();
    let why = format!("could not trust {shown}: CTX_AUDIT_KEY is set, and none of its records has an HMAC");
    Failure::new(Kind::BadData, why)
        .fact("file", shown.to_string())
        .hint("the next write with the key adds the first; should there have been some, they were taken away")
}

/// The failure that the records before the first one are gone, and no record says that they were dropped.
pub fn missing_before(files: &ContextFiles<impl FileSystem>, rev: Revision) -> Failure {
    let shown = files.log.display();
    let segment = files.segment(Revision::new(rev.number().saturating_sub(1)));
    Failure::new(Kind::BadData, format!("could not trust {shown}: the records before revision {rev} are missing"))
        .fact("file", shown.to_string())
        .fact("rev", rev.number())
        .hint(format!("put {} back", segment.display()))
}

/// The failure that the expected record was dropped by the record of `dropper`.
pub fn was_dropped(files: &ContextFiles<impl FileSystem>, expected: &RecordId, dropper: &Dropper) -> Failure {
    let (shown, rev) = (files.log.display(), expected.rev);
    let (by, Author { agent, at, .. }) = (dropper.rev, &dropper.author);
    let why = format!("it was dropped by revision {by}, of {agent} at {at}");
    Failure::new(Kind::BadData, format!("could not confirm revision {rev} in {shown}: {why}"))
        .fact("file", shown.to_string())
        .fact("expected", expected.to_string())
        .fact("dropped_by", by.number())
        .fact("agent", agent.as_str())
        .fact("at", at.as_str())
        .hint("note the new head after each compaction: ctx status --head")
}

/// The failure that the record of the expected revision is not the expected one, or is not there.
pub fn not_expected(
    files: &ContextFiles<impl FileSystem>,
    expected: &RecordId,
    found: Option<Digest>,
    newest: Revision,
) -> Failure {
    let (shown, rev) = (files.log.display(), expected.rev);
    let why = match found {
        Some(h) => format!("revision {rev} is not the record that was expected: expected {}, found {h}", expected.h),
        None => format!("revision {rev} is not in the log; the newest is {newest}"),
    };
    Failure::new(Kind::BadData, format!("could not trust {shown}: {why}"))
        .fact("file", shown.to_string())
        .fact("expected", expected.to_string())
        .hint("the log was replaced or rewritten after the head was noted")
}
