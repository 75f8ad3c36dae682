//! Finding out what is damaged.

use std::path::PathBuf;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::chain::Replay;
use crate::log::compaction::Dropped;
use crate::log::digest::Digest;
use crate::log::entry::{Link, Revision};
use crate::log::history::GAP;
use crate::platform::filesystem::{FileSystem, OpenFile};
use crate::store::file::FileStore;
use crate::store::file::journal::Journal;
use crate::store::file::journal::segments::segment_before;
use crate::store::file::recover::opened::{Head, View};
use crate::store::file::recover::{Finding, Found, Unrecorded, classify};

/// What is damaged.
pub(crate) enum Damaged {
    Log {
        why: String,
    },
    /// The records before this one, which is sound, and the file that held them, if it is there.
    Segment {
        why: String,
        path: Option<PathBuf>,
        first: Link,
    },
    Document {
        why: String,
        head: Head,
    },
    /// A writer died before it replaced the document.
    Unpublished {
        rev: Revision,
    },
    /// A writer died while it appended so many bytes behind the last record, which ends there.
    Torn {
        bytes: u64,
        end: u64,
    },
    /// A writer died, and left its temporary file.
    LeftOver,
    /// What the next change would mend by itself: the document is missing, empty or torn.
    Behind {
        why: String,
        rev: Revision,
    },
    /// The log is missing or empty although this revision was recorded: the next change would
    /// go on behind it.
    Deleted {
        rev: Revision,
    },
}

impl Damaged {
    /// Whether what mends it writes the document, and so makes use of a temporary file.
    pub(crate) fn is_of_document(&self) -> bool {
        !matches!(self, Self::Segment { .. } | Self::Torn { .. } | Self::LeftOver)
    }
}

impl<S: FileSystem> FileStore<S> {
    /// What is damaged; the log alone, if it is.
    pub(crate) fn diagnose(&self, view: &View<S::File>) -> Result<Vec<Damaged>> {
        if let Some(why) = log_damage(view)? {
            return Ok(vec![Damaged::Log { why }]);
        }
        let mut damaged = Vec::new();
        match classify(&self.files, view) {
            Err(error) => {
                // Where nothing was recorded, nothing can be brought back.
                let Some(head) = view.head()? else { return Err(error) };
                let why = damage_in(error)?;
                // Of one that is sound, it is a segment that does not tell where it comes from.
                if self.sound_document(view)?.is_none() {
                    damaged.push(Damaged::Document { why, head });
                }
            }
            Ok(Found {
                finding: Finding::Behind(Some(why)) | Finding::Kept(_, why),
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
        damaged.extend(torn_tail(view, &damaged)?);
        damaged.extend(self.segment_damage(view)?);
        Ok(damaged)
    }

    fn segment_damage(&self, view: &View<S::File>) -> Result<Option<Damaged>> {
        let (Some(journal), Some(head)) = (&view.journal, view.head()?) else { return Ok(None) };
        let mut walk = Walk::default();
        walk.through(journal, head.end)?;
        while let Some(first) = walk.first.filter(|_| !walk.began) {
            let path = self.files.segment(Revision::new(first.rev.number() - 1));
            let Some(segment) = segment_before(&self.files, first.rev)? else {
                if walk.dropped.iter().any(|dropped| dropped.precedes(&first)) {
                    return Ok(None);
                }
                let why = format!("the records before revision {} are missing", first.rev);
                return Ok(Some(Damaged::Segment { why, path: None, first }));
            };
            if let Err(error) = walk.through(&segment, segment.len()) {
                let why = damage_in(error)?;
                return Ok(Some(Damaged::Segment { why, path: Some(path), first }));
            }
            if walk.last != Some(first.prev) {
                let why = format!("{} does not go before revision {}", path.display(), first.rev);
                return Ok(Some(Damaged::Segment { why, path: Some(path), first }));
            }
        }
        Ok(None)
    }
}

/// A way back through the files of a log.
#[derive(Default)]
struct Walk {
    /// The first record of the oldest file so far, and `h` of the last one of it.
    first: Option<Link>,
    last: Option<Digest>,
    /// Nothing was before the first record.
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
        self.dropped.extend(dropped);
        (self.first, self.last, self.began) = (first, replay.last().map(|(_, h)| h), began);
        Ok(())
    }
}

/// What is behind the last record; a log that is given up as a whole takes it along.
fn torn_tail(view: &View<impl OpenFile>, damaged: &[Damaged]) -> Result<Option<Damaged>> {
    let (len, end) = (view.journal.as_ref().map_or(0, Journal::len), view.head()?.map_or(0, |head| head.end));
    let is_given_up = damaged.iter().any(|damaged| matches!(damaged, Damaged::Deleted { .. }));
    Ok((len > end && !is_given_up).then(|| Damaged::Torn { bytes: len - end, end }))
}

fn log_damage(view: &View<impl OpenFile>) -> Result<Option<String>> {
    let Some(journal) = &view.journal else { return Ok(None) };
    let head = match view.head() {
        Ok(Some(head)) => head,
        Ok(None) => return Ok(None),
        Err(error) => return damage_in(error).map(Some),
    };
    Walk::default().through(journal, head.end).map_or_else(|error| damage_in(error).map(Some), |()| Ok(None))
}

/// What an error says is damaged; any other error stands.
pub(crate) fn damage_in(error: anyhow::Error) -> Result<String> {
    match error.downcast_ref::<Failure>() {
        Some(failure) if failure.kind == Kind::BadData => Ok(format!("{error:#}")),
        _ => Err(error),
    }
}
