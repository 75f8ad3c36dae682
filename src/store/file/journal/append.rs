//! The commit point: a record behind the last one of the log, as durable as it is
//! asked to be. If it cannot be made so, it is taken away again.

use std::io;
use std::path::PathBuf;

use crate::error::{Failure, Kind};
use crate::log::entry::{Entry, Revision};
use crate::platform::filesystem::{FileSystem, OpenFile};
use crate::platform::identity::Identity;
use crate::platform::io_failure::io_failure;
use crate::platform::machine;
use crate::store::Durability;
use crate::store::file::commit::publisher::Publisher;
use crate::store::file::journal::Journal;
use crate::store::file::journal::replay::since_state;
use crate::store::file::recover::opened::{Head, View};

/// The log, ready for its next record.
pub struct OpenLog<F> {
    journal: Journal<F>,
    /// It was made for this record.
    created: bool,
    /// It is to take the place of a log that is rotated, and that has this name too.
    pub rotated: Option<PathBuf>,
    /// Where the last record ends.
    end: u64,
    /// Its name in its directory is durable.
    pub named: bool,
    /// How many bytes of records follow the last one with a whole state.
    /// Not known for a log that has none yet.
    pub since_state: Option<u64>,
    /// What was cut off behind the last record.
    pub torn: Option<String>,
    /// The context's name, for the first record of a log; none in one of a log that has begun, or whose
    /// context has none.
    pub lineage: Option<String>,
}

impl<F: OpenFile> OpenLog<F> {
    /// Writes a record at the end, in one write.
    ///
    /// # Errors
    /// As [`Journal::append`].
    pub fn write(&mut self, entry: &Entry) -> io::Result<()> {
        let mut line = entry.line.clone();
        line.push(b'\n');
        self.journal.append(&line)
    }

    /// # Errors
    /// As [`Journal::flush`].
    pub fn flush(&self) -> io::Result<()> {
        self.journal.flush()
    }

    /// The log as it is now, for the anchor.
    #[must_use]
    pub fn identity(&self) -> Option<Identity> {
        self.journal.now()
    }

    /// The head of a log to which `entry` was just appended.
    #[must_use]
    pub fn head(&self, entry: &Entry, view: &View<F>, since_state: u64) -> Head {
        Head {
            rev: entry.link.rev,
            h: entry.h,
            post: entry.link.post,
            boot: view.boot.identifier().to_owned(),
            end: self.journal.len(),
            since_state: Some(since_state),
            redacted_post: entry.change.redacted_post,
            keyed: entry.hmac.is_some(),
            agent: Some(entry.change.author.agent.clone()),
        }
    }
}

/// The name of a context that begins, or that begins anew since what it was is not known: 128 random
/// bits, as hexadecimal digits.
fn new_lineage() -> anyhow::Result<String> {
    let why = |e| Failure::new(Kind::Io, format!("could not get random bytes: {e}")).outcome("not committed");
    Ok(machine::random().map_err(why)?)
}

/// Why a record was not appended, or not durably.
pub struct NotAppended {
    pub error: anyhow::Error,
    /// Nothing of it is left in the log.
    pub is_undone: bool,
}

impl<S: FileSystem> Publisher<'_, S> {
    /// The log of a view, ready for the record after `head`: made if there is none, and
    /// without what a writer that died left behind its last record.
    ///
    /// # Errors
    /// Somebody else writes too; input or output.
    pub fn open_log(&self, view: &mut View<S::File>, head: Option<&Head>) -> anyhow::Result<OpenLog<S::File>> {
        self.check_alone(view.journal.as_ref()).map_err(|failure| failure.outcome("not committed"))?;
        let before = head.map_or(Revision::START, |h| h.rev);
        if let Some(journal) = &view.journal {
            self.check_log(view, journal, before)?;
        }
        self.pass_lock_on(view);
        let (created, named) = (view.journal.is_none(), view.log_is_named());
        let mut journal = match view.journal.take() {
            Some(journal) => journal,
            None => Journal::create(&self.files.system, &self.files.log, &self.attributes_beside()?)?,
        };
        let end = head.map_or(0, |h| h.end);
        let torn = self.take_torn_tail(&mut journal, end)?;
        let begins = end == 0 || self.damaged_log.is_some();
        let lineage = if begins { Some(new_lineage()?) } else { None };
        if self.damaged_log.is_some() {
            // It is no segment, and must not stay one under a name that a writer who died gave it.
            self.take_back_rotation(before)?;
        }
        if head.is_some()
            && end >= self.log_max.max(1)
            && let Some((next, segment)) = self.begin_rotation(&journal, before)?
        {
            let goes_on = || journal.first_record(end).ok().flatten().and_then(|first| first.change.lineage);
            let (lineage, rotated, journal) = (lineage.or_else(goes_on), Some(segment), next);
            return Ok(OpenLog {
                journal,
                created: false,
                rotated,
                end: 0,
                named: true,
                since_state: None,
                torn,
                lineage,
            });
        }
        self.take_back_rotation(before)?;
        let since_state = Some(since_state(head, &journal)?);
        Ok(OpenLog { journal, created, rotated: None, end, named, since_state, torn, lineage })
    }

    /// Appends a record and makes it durable: then it is committed.
    ///
    /// # Errors
    /// Input or output: the message says "not committed" or "outcome unknown".
    pub fn append(&self, log: &mut OpenLog<S::File>, entry: &Entry) -> Result<(), NotAppended> {
        if let Some(segment) = log.rotated.clone() {
            return self.end_rotation(log, &segment, entry);
        }
        if let Err(e) = log.write(entry) {
            if log.created {
                drop(self.files.system.unlink(&self.files.log));
            }
            let error = io_failure("append to", &self.files.log, &e).outcome("not committed").into();
            return Err(NotAppended { error, is_undone: true });
        }
        self.make_durable(&log.journal, log.named, self.durability_of(&entry.change)).map_err(|failure| {
            // The system may take for written what is not: nobody may build on it.
            let undone = if log.created { self.files.system.unlink(&self.files.log) } else { log.journal.cut(log.end) };
            let error = failure.outcome("outcome unknown").hint("ctx verify").into();
            NotAppended { error, is_undone: undone.is_ok() }
        })
    }

    /// Who removes the lock file of a writer lets another one in. It is looked for
    /// at the last moment; nothing can be done about the one after.
    fn check_alone(&self, journal: Option<&Journal<S::File>>) -> Result<(), Failure> {
        let (lock, log) = (&self.files.lock, &self.files.log);
        let in_place = self.lock.is_in_place(&self.files.system, lock).map_err(|e| io_failure("look at", lock, &e))?;
        let changed = journal.map_or(Ok(false), Journal::has_changed).map_err(|e| io_failure("look at", log, &e))?;
        if in_place && !changed {
            return Ok(());
        }
        let (shown, what) =
            if in_place { (log.display(), "written to") } else { (lock.display(), "removed or replaced") };
        Err(Failure::new(Kind::Conflict, format!("{shown} was {what} while this command held the lock"))
            .fact("file", shown.to_string())
            .hint("try again; a lock is released by the system when its holder ends, so never remove the file"))
    }

    /// Saves and cuts off what a writer that died left behind the last record, and says so.
    fn take_torn_tail(&self, journal: &mut Journal<S::File>, end: u64) -> anyhow::Result<Option<String>> {
        let note = self.save_torn_tail(journal, end)?;
        if let Some(note) = &note {
            (self.options.insist)(&format!("{}: {note}", self.files.log.display()));
        }
        Ok(note)
    }

    /// Saves and cuts off what is behind the last record; what the next one is to say of it.
    ///
    /// # Errors
    /// Input or output.
    pub fn save_torn_tail(&self, journal: &mut Journal<S::File>, end: u64) -> anyhow::Result<Option<String>> {
        if journal.len() <= end {
            return Ok(None);
        }
        let log = &self.files.log;
        let bytes = journal.bytes_behind(end).map_err(|e| io_failure("read", log, &e))?;
        let saved_as = self.save(log, "torn", &bytes)?;
        journal.cut(end).map_err(|e| io_failure("cut the torn end of", log, &e))?;
        Ok(Some(format!("cut a torn record of {} bytes, saved as {saved_as}", bytes.len())))
    }

    fn make_durable(&self, journal: &Journal<S::File>, named: bool, durability: Durability) -> Result<(), Failure> {
        if durability == Durability::Fast {
            return Ok(());
        }
        journal.flush().map_err(|e| io_failure("flush", &self.files.log, &e))?;
        if !named {
            let directory = &self.files.directory;
            self.files.system.flush_directory(directory).map_err(|e| io_failure("flush", directory, &e))?;
        }
        Ok(())
    }
}
