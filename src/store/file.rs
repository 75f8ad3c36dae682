//! The store over one JSON file: lock, recover, edit, publish.

use std::ffi::OsStr;
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::Result;

use super::anchor::{Anchor, Holder, write_released};
use super::changes::Changes;
use super::contention::{holder, lock_failure, waiting};
use super::files::ContextFiles;
use super::filesystem::{Access, FileSystem, OpenFile as _, Sharing};
use super::io_failure::io_failure;
use super::journal::Journal;
use super::lock::{Lock, LockError};
use super::past::Past;
use super::publish::{Attempt, Publisher};
use super::recover::{Finding, Found, Unrecorded, classify, loss, rebuild};
use super::tail::{Tail, tail};
use super::verify::verify;
use super::view::{Head, View};
use super::{Check, Compacted, Damage, Edit, Options, Origin, Outcome, Snapshot, Store, Verified, Wait};
use crate::error::{Failure, Kind};
use crate::model::document::Document;
use crate::model::entry::{Entry, Revision};
use crate::model::expiry;
use crate::model::history::History;
use crate::model::message::Message;
use crate::model::record_id::RecordId;
use crate::model::redaction;
use crate::model::retention::Retention;
use crate::model::timestamp_text;

/// A document in a file.
pub struct FileStore<S: FileSystem> {
    pub(super) files: ContextFiles<S>,
    pub(super) options: Options,
}

impl<S: FileSystem> FileStore<S> {
    /// The store at `path`, whether or not anything is there yet.
    ///
    /// # Errors
    /// A path that leads to something else than a file.
    pub fn open(system: S, path: &Path, options: Options) -> Result<Self> {
        Ok(Self { files: ContextFiles::resolve(system, path)?, options })
    }

    fn lock_failure(&self, error: LockError) -> Failure {
        lock_failure(&self.files, self.options.wait, error)
    }

    pub(super) fn publisher<'s>(&'s self, lock: &'s Lock<S::File>) -> Publisher<'s, S> {
        let log_max = self.options.log_max;
        Publisher { files: &self.files, options: &self.options, lock, log_max, damaged_log: None }
    }

    pub(super) fn lock_exclusive(&self, origin: &Origin) -> Result<Lock<S::File>> {
        let tell = || (self.options.report)(&waiting(&self.files));
        let lock = match self.inherited_lock() {
            None => Lock::exclusive(&self.files.system, &self.files.lock, self.options.wait, &tell),
            Some(Sharing::Exclusive) => Lock::inherited(&self.files, Sharing::Exclusive, self.options.wait, &tell),
            Some(Sharing::Shared) => {
                let why = "could not write while `ctx lock --shared` holds the lock for others to read too";
                return Err(Failure::new(Kind::Conflict, why).hint("use `ctx lock` without --shared").into());
            }
        };
        let lock = lock.map_err(|e| self.lock_failure(e))?;
        if !lock.is_inherited() {
            self.write_holder(&lock, origin);
        }
        Ok(lock)
    }

    fn inherited_lock(&self) -> Option<Sharing> {
        self.options.inherited_lock.and_then(|inherited| self.files.system.inherited_lock(inherited, &self.files.lock))
    }

    fn write_holder(&self, lock: &Lock<S::File>, origin: &Origin) {
        let holder = Holder {
            agent: origin.author.agent.clone(),
            pid: origin.author.pid,
            host: origin.author.host.clone(),
            command: origin.command.clone(),
            since: timestamp_text((self.options.now)()),
        };
        // Advisory: who waits is told a little less without it.
        drop(holder.write(lock.file()));
    }

    /// Opens what there is. The shared lock is held only meanwhile, so that
    /// readers cannot starve a writer: a published inode never changes.
    pub(super) fn view(&self) -> Result<View<S::File>> {
        loop {
            let tell = || (self.options.report)(&waiting(&self.files));
            let lock = if self.options.lock_to_read {
                let lock = match self.inherited_lock() {
                    None => Lock::shared(&self.files.system, &self.files.lock, self.options.wait, &tell),
                    Some(_) => Lock::inherited(&self.files, Sharing::Shared, self.options.wait, &tell).map(Some),
                };
                lock.map_err(|e| self.lock_failure(e))?
            } else {
                None
            };
            let anchor = match &lock {
                Some(lock) => self.anchor(lock)?,
                None => self.anchor_without_lock(),
            };
            let view = View::open(&self.files, anchor, false)?;
            // The first writer may have made the lock file after we found none.
            if lock.is_some() || !self.options.lock_to_read || self.files.system.stat(&self.files.lock).is_err() {
                return Ok(view);
            }
        }
    }

    /// The document as it stands in the file, with what is over.
    fn read_unjudged(&self) -> Result<Snapshot> {
        // Without the lock a writer may come in between: then it looks as if something was lost.
        let mut looks = if self.options.lock_to_read { 1 } else { 4 };
        loop {
            let mut said = Vec::new();
            let snapshot = self.look(&mut said)?;
            looks -= 1;
            if looks == 0 || redaction::lost(&snapshot.document).is_empty() {
                for text in &said {
                    (self.options.report)(text);
                }
                return Ok(snapshot);
            }
        }
    }

    fn look(&self, said: &mut Vec<String>) -> Result<Snapshot> {
        let view = self.view()?;
        let Found { finding, head, text } = classify(&self.files, &view, self.options.max_size)?;
        let revision = head.as_ref().map_or(Revision::START, |h| h.rev);
        let size = u64::try_from(text.len()).unwrap_or(u64::MAX);
        let snapshot = |document| Snapshot { document, revision, size, edited_since: false };
        Ok(match (finding, &head) {
            (Finding::Current(document), _) => snapshot(document),
            (Finding::Behind(why), Some(head)) => {
                if let Some(why) = why {
                    said.push(format!("{why}: read revision {} from the log", head.rev));
                }
                snapshot(self.rebuilt(&view, head, &text, said)?)
            }
            (Finding::Corrupt(why), Some(head)) => {
                said.push(format!("{why}: read revision {} from the log", head.rev));
                snapshot(self.rebuilt(&view, head, &text, said)?)
            }
            (Finding::Unrecorded(what, document), _) => {
                let revision = if let Unrecorded::Gap(rev, _) = what { rev } else { revision };
                Snapshot { document, revision, size, edited_since: true }
            }
            (Finding::New | Finding::Behind(_) | Finding::Corrupt(_), _) => snapshot(Document::default()),
        })
    }

    fn rebuilt(&self, view: &View<S::File>, head: &Head, text: &[u8], said: &mut Vec<String>) -> Result<Document> {
        let document = rebuild(&self.files, view, head, text)?.document;
        said.extend(loss(&document));
        Ok(document)
    }

    /// By the anchor a crash is told from an edit, so it is never taken for missing.
    pub(super) fn anchor(&self, lock: &Lock<S::File>) -> Result<Option<Anchor>> {
        Anchor::read(lock.file()).map_err(|e| io_failure("read", &self.files.lock, &e).into())
    }

    fn anchor_without_lock(&self) -> Option<Anchor> {
        self.files.system.open(&self.files.lock, Access::Read).ok().and_then(|lock| Anchor::read(&lock).ok()?)
    }
}

impl<S: FileSystem> Store for FileStore<S> {
    fn read(&self) -> Result<Snapshot> {
        let mut snapshot = self.read_unjudged()?;
        expiry::hide(&mut snapshot.document, (self.options.now)());
        (self.options.observe)(&snapshot.document);
        Ok(snapshot)
    }

    fn update(&self, origin: &Origin, edit: &mut Edit<'_>) -> Result<Outcome> {
        self.make_change(origin, edit)
    }

    fn announce(&self, origin: &Origin, message: &Message, check: &mut Check<'_>) -> Result<Entry> {
        self.record_message(origin, message, check)
    }

    fn create(&self, origin: &Origin, mode: u32) -> Result<Entry> {
        let lock = self.lock_exclusive(origin)?;
        let mut view = View::open(&self.files, self.anchor(&lock)?, true)?;
        if view.document.is_some() || view.journal.is_some() {
            let shown = self.files.document.display();
            return Err(Failure::new(Kind::Refused, format!("{shown} exists already"))
                .fact("file", shown.to_string())
                .hint(format!("ctx -f {shown} status"))
                .into());
        }
        lock.set_mode(mode).map_err(|e| io_failure("set the mode of", &self.files.lock, &e))?;
        let document = Document::default();
        let change = self.change(origin, &view.boot, "init", serde_json::Value::Null);
        match self.publisher(&lock).commit(&mut view, None, change, &document, &document.to_text())? {
            Attempt::Committed(entry) => Ok(*entry),
            Attempt::Raced => Err(Failure::new(Kind::Conflict, "somebody made the document meanwhile").into()),
        }
    }

    fn damages(&self) -> Result<Vec<Damage>> {
        self.find_damage()
    }

    fn repair(&self, origin: &Origin) -> Result<Vec<Damage>> {
        self.mend(origin)
    }

    fn compact(&self, origin: &Origin, keep: &Retention) -> Result<Compacted> {
        self.drop_old(origin, keep)
    }

    fn verify(&self, expected: Option<&RecordId>) -> Result<Verified> {
        verify(&self.files, &self.view()?, &self.options, expected)
    }

    fn holder(&self) -> Result<Option<Holder>> {
        match Lock::shared(&self.files.system, &self.files.lock, Wait::Never, &|| {}) {
            Ok(_) => Ok(None),
            Err(LockError::Busy) => Ok(holder(&self.files)),
            Err(e) => Err(self.lock_failure(e).into()),
        }
    }

    fn hold(&self, origin: &Origin, sharing: Sharing, run: &mut dyn FnMut(u32) -> Result<()>) -> Result<()> {
        // Who inherited the lock passes it on.
        if let (Some(held), Some(inherited)) = (self.inherited_lock(), self.options.inherited_lock) {
            if held == Sharing::Shared && sharing == Sharing::Exclusive {
                let why = "could not lock while `ctx lock --shared` holds the lock for others to read too";
                return Err(Failure::new(Kind::Conflict, why).hint("use `ctx lock` without --shared").into());
            }
            return run(inherited);
        }
        let lock = if sharing == Sharing::Exclusive {
            self.lock_exclusive(origin)?
        } else {
            let tell = || (self.options.report)(&waiting(&self.files));
            if self.files.system.stat(&self.files.lock).is_err() {
                // What is not there cannot be shared: taking it makes it.
                drop(self.lock_exclusive(origin)?);
            }
            let lock = Lock::shared(&self.files.system, &self.files.lock, self.options.wait, &tell);
            let lock = lock.map_err(|e| self.lock_failure(e))?;
            lock.ok_or_else(|| io_failure("open", &self.files.lock, &std::io::ErrorKind::NotFound.into()))?
        };
        let result =
            lock.file().pass_on().map_err(|e| io_failure("pass on", &self.files.lock, &e).into()).and_then(run);
        if sharing == Sharing::Exclusive {
            drop(write_released(None, lock.file()));
        }
        // Closing it would not do: whoever the command left behind has it open too.
        drop(lock.file().unlock());
        result
    }

    fn changes(&self) -> Changes {
        let names = [&self.files.document, &self.files.log];
        let names = names.into_iter().filter_map(|path| path.file_name()).map(OsStr::to_owned).collect();
        Changes::of(&self.files.directory, names)
    }

    fn entries(&self, since: Revision, visit: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()> {
        let Some((journal, end)) = self.journal()? else { return Ok(()) };
        Past { files: &self.files, journal: Some(&journal), end }.oldest_first(since, visit)
    }
}

impl<S: FileSystem> FileStore<S> {
    /// The log and where its last record ends.
    ///
    /// # Errors
    /// A log that cannot be read, or whose last line is damaged.
    pub fn journal(&self) -> Result<Option<(Journal<S::File>, u64)>> {
        let View { journal: Some(journal), boot, .. } = self.view()? else { return Ok(None) };
        Ok(match tail(&journal, &boot)? {
            Tail::Empty => None,
            Tail::Sound { end, .. } => Some((journal, end)),
        })
    }
}

impl<S: FileSystem> History for FileStore<S> {
    fn newest_first(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        let journal = self.journal()?;
        let (journal, end) = match &journal {
            Some((journal, end)) => (Some(journal), *end),
            None => (None, 0),
        };
        Past { files: &self.files, journal, end }.newest_first(visit)
    }
}
