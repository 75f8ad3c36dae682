//! Finding out what is damaged.

use std::path::PathBuf;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::log::chain::Replay;
use crate::log::compaction::Dropped;
use crate::log::digest::Digest;
use crate::log::entry::{Link, Revision};
use crate::log::history::GAP;
use crate::platform::filesystem::{FileSystem, OpenFile};
use crate::store::file::journal::Journal;
use crate::store::file::journal::head::Head;
use crate::store::file::journal::segments::segment_before;
use crate::store::file::layout::document::read_document;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::recover::classify::classify;
use crate::store::file::recover::finding::{Finding, Found, Unrecorded};
use crate::store::file::recover::opened::Opened;

/// What is damaged.
pub(crate) enum Damaged {
    Log {
        why: String,
    },
    Segment(Segment),
    Document {
        why: String,
        head: Head,
    },
    /// A writer died before it replaced the document.
    Unpublished {
        rev: Revision,
    },
    /// A writer died while appending: `bytes` bytes follow the last record, which ends at `end`.
    Torn {
        bytes: u64,
        end: u64,
    },
    /// A writer died and left its temporary file.
    LeftOver,
    /// The document is missing, empty or torn, which the next change would repair.
    Behind {
        why: String,
        rev: Revision,
    },
    /// The log is missing or empty, although this revision was recorded: the next change would go on
    /// behind it.
    Deleted {
        rev: Revision,
    },
}

/// A damaged segment.
pub(crate) struct Segment {
    pub why: String,
    /// Its file, if there is one.
    pub path: Option<PathBuf>,
    /// The first sound record behind it.
    pub first: Link,
}

impl Segment {
    /// The records that are given up with it.
    pub(crate) fn dropped(&self) -> Dropped {
        let last = Revision::new(self.first.rev.number() - 1);
        Dropped { first: Revision::START.next().min(last), last, h: self.first.prev }
    }
}

impl Damaged {
    /// Whether its repair writes the document, and so uses the temporary file.
    pub(crate) fn is_of_document(&self) -> bool {
        !matches!(self, Self::Segment(_) | Self::Torn { .. } | Self::LeftOver)
    }
}

/// What is damaged, and what repairs it first; only the log, if that is damaged.
///
/// # Errors
/// Fails on an I/O error, and with the damage if nothing was recorded that could be brought back.
pub(crate) fn diagnose<S: FileSystem>(files: &ContextFiles<S>, opened: &Opened<S::File>) -> Result<Vec<Damaged>> {
    if let Some(why) = log_damage(opened)? {
        return Ok(vec![Damaged::Log { why }]);
    }
    let mut damaged = Vec::new();
    match classify(files, opened) {
        Err(error) => {
            // If nothing was recorded, nothing can be brought back.
            let Some(head) = opened.head()? else { return Err(error) };
            let why = damage_in(error)?;
            // If the document is sound, it is a segment that is damaged.
            if sound_document(files, opened)?.is_none() {
                damaged.push(Damaged::Document { why, head });
            }
        }
        Ok(Found {
            finding: Finding::Behind(Some(why)) | Finding::InTheWay(_, why),
            head: Some(Head { rev, .. }),
            ..
        }) => damaged.push(Damaged::Behind { why, rev }),
        Ok(Found { finding: Finding::Behind(None), head: Some(Head { rev, .. }), .. }) => {
            damaged.push(Damaged::Unpublished { rev });
        }
        Ok(Found { finding: Finding::Unrecorded(Unrecorded::Gap(rev, _), _), .. }) => {
            damaged.push(Damaged::Deleted { rev });
        }
        Ok(_) => {}
    }
    damaged.extend(torn_record(opened, &damaged)?);
    damaged.extend(segment_damage(files, opened)?.map(Damaged::Segment));
    Ok(damaged)
}

/// The document as it is, if it is sound.
///
/// # Errors
/// Fails if it cannot be read.
pub(crate) fn sound_document<S: FileSystem>(
    files: &ContextFiles<S>,
    opened: &Opened<S::File>,
) -> Result<Option<Document>> {
    let text = text_of(files, opened)?.filter(|text| !text.is_empty());
    Ok(text.and_then(|text| Document::parse(&text).ok()))
}

/// The bytes of the document; `None` if there is none.
///
/// # Errors
/// Fails if it cannot be read.
pub(crate) fn text_of<S: FileSystem>(files: &ContextFiles<S>, opened: &Opened<S::File>) -> Result<Option<Vec<u8>>> {
    opened.document.as_ref().map(|document| read_document(files, document)).transpose()
}

fn segment_damage<S: FileSystem>(files: &ContextFiles<S>, opened: &Opened<S::File>) -> Result<Option<Segment>> {
    let (Some(journal), Some(head)) = (&opened.journal, opened.head()?) else { return Ok(None) };
    let mut walk = Walk::default();
    walk.through(journal, head.end)?;
    while let Some(first) = walk.first.filter(|_| !walk.began) {
        let last = Revision::new(first.rev.number() - 1);
        let segment = match segment_before(files, first.rev) {
            Err(error) => {
                let path = files.packed_segment(last);
                return Ok(Some(Segment { why: damage_in(error)?, path: Some(path), first }));
            }
            found => found?,
        };
        let Some(segment) = segment else {
            if walk.dropped.iter().any(|dropped| dropped.precedes(&first)) {
                return Ok(None);
            }
            let why = format!("the records before revision {} are missing", first.rev);
            return Ok(Some(Segment { why, path: None, first }));
        };
        let path = segment.path().to_owned();
        if let Err(error) = walk.through(&segment, segment.len()) {
            let why = damage_in(error)?;
            return Ok(Some(Segment { why, path: Some(path), first }));
        }
        if walk.last != Some(first.prev) {
            let why = format!("{} does not go before revision {}", path.display(), first.rev);
            return Ok(Some(Segment { why, path: Some(path), first }));
        }
    }
    Ok(None)
}

/// A walk back through the files of a log.
#[derive(Default)]
struct Walk {
    /// The first record of the oldest file so far, and the digest of its last one.
    first: Option<Link>,
    last: Option<Digest>,
    /// Nothing precedes the first record.
    began: bool,
    dropped: Vec<Dropped>,
}

impl Walk {
    fn through<F: OpenFile>(&mut self, journal: &Journal<F>, end: u64) -> Result<()> {
        let (mut replay, mut first, mut began) = (Replay::default(), None, false);
        let mut dropped = Vec::new();
        journal.oldest_first(end, &mut |entry, _| {
            if first.is_none() {
                began = entry.link.rev.number() <= 1 || entry.change.op == GAP;
                first = Some(entry.link);
            }
            dropped.extend(Dropped::of(&entry));
            replay.step(&entry).map_err(|e| journal.inconsistent(&e))
        })?;
        replay.check().map_err(|e| journal.inconsistent(&e))?;
        self.dropped.extend(dropped);
        (self.first, self.last, self.began) = (first, replay.last().map(|(_, h)| h), began);
        Ok(())
    }
}

/// What is behind the last record, unless the whole log is given up.
fn torn_record(opened: &Opened<impl OpenFile>, damaged: &[Damaged]) -> Result<Option<Damaged>> {
    let (len, end) = (opened.journal.as_ref().map_or(0, Journal::len), opened.head()?.map_or(0, |head| head.end));
    let is_given_up = damaged.iter().any(|damaged| matches!(damaged, Damaged::Deleted { .. }));
    Ok((len > end && !is_given_up).then(|| Damaged::Torn { bytes: len - end, end }))
}

fn log_damage(opened: &Opened<impl OpenFile>) -> Result<Option<String>> {
    let Some(journal) = &opened.journal else { return Ok(None) };
    let head = match opened.head() {
        Ok(Some(head)) => head,
        Ok(None) => return Ok(None),
        Err(error) => return damage_in(error).map(Some),
    };
    Walk::default().through(journal, head.end).map_or_else(|error| damage_in(error).map(Some), |()| Ok(None))
}

/// What an error says is damaged.
///
/// # Errors
/// Fails with any other error.
pub(crate) fn damage_in(error: anyhow::Error) -> Result<String> {
    match error.downcast_ref::<Failure>() {
        Some(failure) if failure.kind == Kind::BadData => Ok(format!("{error:#}")),
        _ => Err(error),
    }
}
