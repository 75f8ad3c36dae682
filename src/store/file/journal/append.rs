//! Appending the next record, which is the commit point. A record that cannot be made as durable as
//! asked is taken away again.

use std::path::PathBuf;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::entry::{Entry, Revision};
use crate::platform::filesystem::{FileSystem, OpenFile};
use crate::platform::identity::Identity;
use crate::platform::io_failure::io_failure;
use crate::platform::machine;
use crate::store::file::journal::Journal;
use crate::store::file::journal::failure::NotAppended;
use crate::store::file::journal::head::Head;
use crate::store::file::journal::replay::since_state;
use crate::store::file::journal::rotate::{self, Rotation};
use crate::store::file::lock::locked::Locked;
use crate::store::options::Durability;

/// The log, ready for its next record.
pub struct OpenLog<F> {
    journal: Journal<F>,
    /// The file was created for this record.
    created: bool,
    /// The other name of the old log that this new one replaces.
    segment: Option<PathBuf>,
    /// Where the last record ends, in bytes.
    end: u64,
    /// Whether the name of the log is durable in its directory.
    pub named: bool,
    /// How many bytes of records follow the last one with a whole state; `None` for a log
    /// without records.
    pub since_state: Option<u64>,
    /// What was cut off behind the last record, for the next one to note.
    pub torn: Option<String>,
    /// The name of the context, if this record begins a log.
    pub lineage: Option<String>,
}

impl<F: OpenFile> OpenLog<F> {
    /// Prepares the log for the record after `head`: creates it if missing, cuts off what a dead
    /// writer left behind the last record, and begins a new log if `rotation` asks for one.
    ///
    /// # Errors
    /// Fails if another program wrote to the log or removed the lock file, or on an I/O error.
    pub fn open<S: FileSystem<File = F>>(
        locked: &Locked<'_, S>,
        journal: Option<Journal<F>>,
        is_named: bool,
        head: Option<&Head>,
        rotation: &Rotation,
    ) -> Result<Self> {
        let (created, files) = (journal.is_none(), locked.files);
        let mut journal = match journal {
            Some(journal) => journal,
            None => Journal::create(&files.system, &files.log, &locked.attributes_beside()?)?,
        };
        let (end, last) = head.map_or((0, Revision::START), |head| (head.end, head.rev));
        let torn = cut_torn_record(locked, &mut journal, end)?;
        if let Some(torn) = &torn {
            (locked.options.insist)(&format!("{}: {torn}", files.log.display()));
        }
        let is_damaged = matches!(rotation, Rotation::SetAside(_));
        let mut lineage = if end == 0 || is_damaged { Some(new_lineage()?) } else { None };
        if is_damaged {
            // A damaged log is not a segment, so a segment's name that a dead writer gave it goes.
            rotate::take_back(files, last)?;
        }
        if head.is_some()
            && end >= rotation.threshold(locked.options.log_max)
            && let Some((next, segment)) = rotate::begin(locked, &journal, last, rotation)?
        {
            lineage = lineage.or_else(|| journal.first_record(end).ok().flatten().and_then(|e| e.change.lineage));
            let segment = Some(segment);
            let (created, end, named, since_state) = (false, 0, true, None);
            return Ok(Self { journal: next, created, segment, end, named, since_state, torn, lineage });
        }
        rotate::take_back(files, last)?;
        let head = head.filter(|head| head.end > 0);
        let since_state = head.map(|head| since_state(head, &journal)).transpose()?;
        Ok(Self { journal, created, segment: None, end, named: is_named, since_state, torn, lineage })
    }

    /// Appends a record and makes it durable: then it is committed.
    ///
    /// # Errors
    /// Fails on an I/O error; the message says "not committed" or "outcome unknown".
    pub fn append<S: FileSystem<File = F>>(
        &mut self,
        locked: &Locked<'_, S>,
        entry: &Entry,
        durability: Durability,
    ) -> Result<(), NotAppended> {
        let files = locked.files;
        let line = [entry.line.as_slice(), b"\n"].concat();
        if let Some(segment) = &self.segment {
            return rotate::finish(files, &mut self.journal, segment, &line);
        }
        if let Err(e) = self.journal.append(&line) {
            if self.created {
                drop(files.system.unlink(&files.log));
            }
            let error = io_failure("append to", &files.log, &e).outcome("not committed").into();
            return Err(NotAppended { error, is_undone: true });
        }
        self.make_durable(locked, durability).map_err(|failure| {
            // After a failed flush the system may take pages for written that are not, so nobody
            // may build on this record.
            let undone = if self.created { files.system.unlink(&files.log) } else { self.journal.cut(self.end) };
            let error = failure.outcome("outcome unknown").hint("ctx verify").into();
            NotAppended { error, is_undone: undone.is_ok() }
        })
    }

    fn make_durable<S: FileSystem<File = F>>(
        &self,
        locked: &Locked<'_, S>,
        durability: Durability,
    ) -> Result<(), Failure> {
        if durability == Durability::Fast {
            return Ok(());
        }
        self.journal.flush().map_err(|e| io_failure("flush", &locked.files.log, &e))?;
        if self.named { Ok(()) } else { locked.files.flush_names() }
    }

    /// Whether the next record begins a log.
    #[must_use]
    pub fn begins(&self) -> bool {
        self.segment.is_some() || self.end == 0
    }

    /// The log itself.
    #[must_use]
    pub fn into_journal(self) -> Journal<F> {
        self.journal
    }

    /// Where the last record ends now, in bytes.
    #[must_use]
    pub fn end(&self) -> u64 {
        self.journal.len()
    }

    /// The state of the log file now, for the anchor; `None` if the system does not tell.
    #[must_use]
    pub fn identity_now(&self) -> Option<Identity> {
        self.journal.identity_now()
    }
}

/// Refuses to write if the lock file was removed, which lets another writer in, or if the log
/// grew. Checked at the last moment; nothing can be done about the moment after.
///
/// # Errors
/// Fails with the conflict, or if stat(2) fails.
pub fn check_alone<S: FileSystem>(locked: &Locked<'_, S>, journal: Option<&Journal<S::File>>) -> Result<(), Failure> {
    let (lock, log) = (&locked.files.lock, &locked.files.log);
    let in_place =
        locked.held().is_in_place(&locked.files.system, lock).map_err(|e| io_failure("look at", lock, &e))?;
    let changed = journal.map_or(Ok(false), Journal::has_changed).map_err(|e| io_failure("look at", log, &e))?;
    if in_place && !changed {
        return Ok(());
    }
    let (shown, what) = if in_place { (log.display(), "written to") } else { (lock.display(), "removed or replaced") };
    Err(Failure::new(Kind::Conflict, format!("{shown} was {what} while this command held the lock"))
        .fact("file", shown.to_string())
        .hint("try again; a lock is released by the system when its holder ends, so never remove the file"))
}

/// Saves and cuts off what lies behind the last record; returns the note for the next one.
///
/// # Errors
/// Fails on an I/O error.
pub fn cut_torn_record<S: FileSystem>(
    locked: &Locked<'_, S>,
    journal: &mut Journal<S::File>,
    end: u64,
) -> Result<Option<String>> {
    if journal.len() <= end {
        return Ok(None);
    }
    let log = &locked.files.log;
    let bytes = journal.bytes_behind(end).map_err(|e| io_failure("read", log, &e))?;
    let saved_as = locked.save(log, "torn", &bytes)?;
    journal.cut(end).map_err(|e| io_failure("cut the torn end of", log, &e))?;
    Ok(Some(format!("cut a torn record of {} bytes, saved as {saved_as}", bytes.len())))
}

/// The name of a new context, or of one whose past is not known: 128 random bits in hexadecimal.
fn new_lineage() -> Result<String> {
    let why = |e| Failure::new(Kind::Io, format!("could not get random bytes: {e}")).outcome("not committed");
    Ok(machine::random().map_err(why)?)
}
