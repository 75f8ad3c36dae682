//! A writer whose record waits for a flush together with others.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::entry::{Entry, Revision};
use crate::platform::filesystem::{FileSystem, OpenFile};
use crate::platform::io_failure::io_failure;
use crate::store::file::FileStore;
use crate::store::file::commit::committed::Done;
use crate::store::file::commit::pending::publish_pending;
use crate::store::file::commit::recovery::{OnPending, Recovery};
use crate::store::file::journal::Journal;
use crate::store::file::journal::end::ends_at;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::lock::Lock;
use crate::store::file::lock::anchor::Anchor;
use crate::store::file::lock::contention::{lock_failure, waiting};
use crate::store::file::lock::locked::Locked;
use crate::store::file::lock::pending::Pending;
use crate::store::file::lock::wait::Patience;
use crate::store::file::recover::opened::Opened;
use crate::store::origin::Origin;
use crate::text::shell::shell_path;

/// How often a writer lets those go first that wait for the lock, and how long it stands back. The system may
/// give the lock to a process that is running rather than to the first that waits.
const YIELDS: usize = 40;
const YIELD: Duration = Duration::from_micros(100);

/// How often what is in the files is recovered at most: once for each kind of finding.
const RECOVERIES: usize = 100;

/// A record that is appended, and its writer.
#[must_use = "nobody knows whether its record will be durable"]
pub struct Member<F> {
    pub entry: Box<Entry>,
    /// Where the record ends in the log, in bytes.
    pub end: u64,
    pub log: Journal<F>,
    /// The files that the change was made on.
    pub opened: Opened<F>,
}

impl<F: OpenFile> Member<F> {
    /// Waits until the record is durable and published, or sees to it.
    ///
    /// # Errors
    /// Fails if the lock is busy, or if the record was taken away after a flush had failed. The message says
    /// "outcome unknown".
    pub fn wait<S: FileSystem<File = F>>(self, store: &FileStore<S>, origin: &Origin) -> Result<Done<F>> {
        let result = self.see_to_it(store, origin);
        self.done(&store.files, result)
    }

    /// Publishes what is pending, under the lock with which the record was appended.
    ///
    /// # Errors
    /// As [`Member::wait`].
    pub fn publish<S: FileSystem<File = F>>(self, locked: &Locked<'_, S>) -> Result<Done<F>> {
        self.done(locked.files, publish_or_recover(locked))
    }

    fn see_to_it<S: FileSystem<File = F>>(&self, store: &FileStore<S>, origin: &Origin) -> Result<()> {
        let FileStore { files, options } = store;
        let tell = |level| (options.report)(&waiting(files, level));
        let patience = Patience::new(options.wait, &tell);
        let failed = |e| lock_failure(files, options.wait, e);
        let take = || Lock::exclusive(&files.system, &files.lock, &patience).map_err(failed);
        let mut lock = take()?;
        for _ in 0..YIELDS {
            if !self.is_before_others(&lock) {
                break;
            }
            drop(lock);
            files.system.pause(YIELD);
            lock = take()?;
        }
        let anchor = Anchor::read(lock.file()).map_err(|e| io_failure("read", &files.lock, &e))?;
        if anchor.is_some_and(|anchor| anchor.rev >= self.entry.link.rev) {
            return Ok(());
        }
        publish_or_recover(&Locked::of(store, origin, lock.with_turn(&patience).map_err(failed)?)?)
    }

    /// Whether others wait for the lock, and nobody appended a record since.
    fn is_before_others(&self, lock: &Lock<F>) -> bool {
        let is_last = || {
            let anchor = Anchor::read(lock.file()).ok()??;
            let pending = Pending::behind(&anchor, lock.file()).ok()??;
            Some(pending.anchor.h() == Some(self.entry.h))
        };
        is_last() == Some(true) && lock.file().is_awaited().unwrap_or(false)
    }

    fn done<S: FileSystem>(self, files: &ContextFiles<S>, result: Result<()>) -> Result<Done<F>> {
        let rev = self.entry.link.rev;
        let is_there = || match ends_at(&self.log, self.entry.h, self.end) {
            Ok(true) => Ok(()),
            Ok(false) => Err(taken_away(&files.log, rev).into()),
            Err(e) => Err(io_failure("read", &files.log, &e).into()),
        };
        match result.and_then(|()| is_there()) {
            Ok(()) => Ok(Done { entry: self.entry, opened: self.opened }),
            Err(error) => Err(unknown(&files.document, rev, &error).into()),
        }
    }
}

/// Publishes what is pending; recovers if it cannot be told from the files what that is.
fn publish_or_recover<S: FileSystem>(locked: &Locked<'_, S>) -> Result<()> {
    if publish_pending(locked)? {
        return Ok(());
    }
    let mut recovery = Recovery::new(locked, OnPending::Publish);
    for _ in 0..RECOVERIES {
        if recovery.step()?.is_some() {
            break;
        }
    }
    Ok(())
}

fn taken_away(log: &Path, rev: Revision) -> Failure {
    let shown = log.display();
    let why = format!("revision {rev} was taken out of {shown} again, since the flush that it shared failed");
    Failure::new(Kind::Io, why).fact("file", shown.to_string())
}

/// The failure of a writer whose record was appended.
fn unknown(document: &Path, rev: Revision, error: &anyhow::Error) -> Failure {
    let text = format!("{error:#}");
    let failure = error.downcast_ref::<Failure>();
    let why = text.strip_suffix("; not committed").or_else(|| text.strip_suffix("; outcome unknown")).unwrap_or(&text);
    let unknown = Failure::new(failure.map_or(Kind::Io, |failure| failure.kind), why).outcome("outcome unknown");
    let unknown = unknown
        .hint(format!("see whether it is there, once the lock is free: ctx -f {} show {rev}", shell_path(document)));
    let (hints, facts) = failure.map(|f| (f.hints().to_vec(), f.facts().clone())).unwrap_or_default();
    let unknown = facts.into_iter().filter(|(name, _)| name != "outcome").fold(unknown, |u, (n, v)| u.fact(&n, v));
    hints.into_iter().fold(unknown, Failure::hint)
}
