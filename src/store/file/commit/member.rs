//! A writer whose record waits for a flush together with others.

use std::cell::Cell;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::entry::{Entry, Revision};
use crate::log::history::GAP;
use crate::log::record_id::RecordId;
use crate::platform::filesystem::{Access, FileSystem, OpenFile};
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
use crate::store::file::lock::wait::{Level, LockError, Patience};
use crate::store::file::recover::opened::Opened;
use crate::store::options::Wait;
use crate::store::origin::Origin;
use crate::text::shell::shell_path;

/// How often a writer lets those go first that wait for the lock with nothing appended, and how long it stands
/// back. The system may give the lock to a process that is running rather than to the first that waits.
const YIELDS: usize = 40;
const YIELD: Duration = Duration::from_micros(100);

/// After how long a writer looks whether it need not wait any more; then after twice as long, and so on.
const FIRST_LOOK: Duration = Duration::from_millis(250);

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
        let (files, told) = (&store.files, Cell::new(false));
        let tell = |level| {
            if !told.replace(true) {
                (store.options.report)(&waiting(files, level));
            }
        };
        let _lead = match take_lead(store) {
            Some(lead) if self.is_published(lead.file()) => return Ok(()),
            lead => lead,
        };
        let Some(mut lock) = self.take_lock(store, &tell)? else { return Ok(()) };
        for _ in 0..YIELDS {
            if !self.lets_others_in(&lock) {
                break;
            }
            drop(lock);
            files.system.pause(YIELD);
            match self.take_lock(store, &tell)? {
                Some(taken) => lock = taken,
                None => return Ok(()),
            }
        }
        if self.is_published(lock.file()) {
            return Ok(());
        }
        let turn = lock.with_turn(&Patience::new(store.options.wait, &tell));
        let lock = turn.map_err(|e| lock_failure(files, store.options.wait, e))?;
        publish_or_recover(&Locked::of(store, origin, lock)?)
    }

    /// Takes the lock; `None` if the record is published meanwhile by somebody who goes on holding it.
    fn take_lock<S>(&self, store: &FileStore<S>, tell: &dyn Fn(Level)) -> Result<Option<Lock<F>>>
    where
        S: FileSystem<File = F>,
    {
        let FileStore { files, options } = store;
        let limit = match options.wait {
            Wait::Never => Duration::ZERO,
            Wait::For(limit) => limit,
        };
        let (begun, mut slice) = (Instant::now(), FIRST_LOOK);
        loop {
            let left = limit.saturating_sub(begun.elapsed());
            let patience = Patience::new(Wait::For(slice.min(left)), tell).unannounced();
            match Lock::exclusive(&files.system, &files.lock, &patience) {
                Ok(lock) => return Ok(Some(lock)),
                Err(LockError::Busy(_)) if self.is_published_at(files) => return Ok(None),
                Err(LockError::Busy(_)) if slice < left => slice *= 2,
                Err(e) => return Err(lock_failure(files, options.wait, e).into()),
            }
        }
    }

    fn is_published_at<S: FileSystem<File = F>>(&self, files: &ContextFiles<S>) -> bool {
        files.system.open(&files.lock, Access::Read).is_ok_and(|lock| self.is_published(&lock))
    }

    /// Whether a revision is published that is this one or built on it.
    fn is_published(&self, lock: &F) -> bool {
        let anchor = Anchor::read(lock).ok().flatten();
        anchor.is_some_and(|anchor| anchor.rev >= self.entry.link.rev)
    }

    /// Whether the record is still pending, and others wait who could append theirs.
    fn lets_others_in(&self, lock: &Lock<F>) -> bool {
        lock.file().is_awaited().unwrap_or(false) && !self.is_published(lock.file())
    }

    /// What the writer is told. The log may have been removed, with what was pending in it, or rotated.
    fn done<S: FileSystem<File = F>>(self, files: &ContextFiles<S>, result: Result<()>) -> Result<Done<F>> {
        let id = self.entry.id();
        let is_there = || -> io::Result<bool> {
            let is_log = files.system.stat(&files.log)?.same_file(self.log.stat()) || self.is_in_segment(files);
            Ok(is_log && ends_at(&self.log, id.h, self.end)?)
        };
        let is_there = || match is_there() {
            Ok(true) => Ok(()),
            Ok(false) => Err(taken_away(&files.log, id.rev).into()),
            Err(e) => Err(io_failure("look at", &files.log, &e).into()),
        };
        match result.and_then(|()| is_there()) {
            Ok(()) => Ok(Done { entry: self.entry, opened: self.opened }),
            Err(error) => Err(unknown(&files.document, &id, &error).into()),
        }
    }

    /// Whether a rotation has closed the log in which the record is: what was pending was published before.
    fn is_in_segment<S: FileSystem<File = F>>(&self, files: &ContextFiles<S>) -> bool {
        let next = Journal::open(&files.system, &files.log, false).ok().flatten();
        let first = next.and_then(|next| next.first_record(next.len()).ok().flatten());
        first.is_some_and(|first| first.change.op != GAP && first.link.rev > self.entry.link.rev)
    }
}

/// Waits for the lead, so that one writer at a time competes for the lock with those that have yet to append.
/// `None` if the leader takes long: it may be stopped, and this writer then sees to its record itself.
fn take_lead<S: FileSystem>(store: &FileStore<S>) -> Option<Lock<S::File>> {
    let FileStore { files, options } = store;
    let limit = match options.wait {
        Wait::Never => Duration::ZERO,
        Wait::For(limit) => limit,
    };
    let patience = Patience::new(Wait::For(FIRST_LOOK.min(limit)), &|_| ()).unannounced();
    Lock::lead(&files.system, &files.lock, &patience).ok()
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
    let why = format!("revision {rev} is not in {shown} any more: a shared flush failed, or the log was removed");
    Failure::new(Kind::Io, why).fact("file", shown.to_string())
}

/// The failure of a writer whose record was appended.
fn unknown(document: &Path, id: &RecordId, error: &anyhow::Error) -> Failure {
    let text = format!("{error:#}");
    let failure = error.downcast_ref::<Failure>();
    let why = text.strip_suffix("; not committed").or_else(|| text.strip_suffix("; outcome unknown")).unwrap_or(&text);
    let unknown = Failure::new(failure.map_or(Kind::Io, |failure| failure.kind), why).outcome("outcome unknown");
    // Holding the lock publishes what is still pending.
    let path = shell_path(document);
    let hint = format!("see whether it is there: ctx -c {path} lock -- ctx -c {path} verify --expect {id}");
    let unknown = unknown.hint(hint);
    let (hints, facts) = failure.map(|f| (f.hints().to_vec(), f.facts().clone())).unwrap_or_default();
    let unknown = facts.into_iter().filter(|(name, _)| name != "outcome").fold(unknown, |u, (n, v)| u.fact(&n, v));
    hints.into_iter().fold(unknown, Failure::hint)
}
