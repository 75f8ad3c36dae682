//! The store over one JSON file: lock, recover, edit, publish.

use std::ops::ControlFlow;
use std::path::Path;

use anyhow::Result;

use super::anchor::{Anchor, Holder};
use super::contention::{holder, lock_failure, waiting};
use super::files::ContextFiles;
use super::filesystem::{Access, FileSystem};
use super::io_failure::io_failure;
use super::journal::Journal;
use super::lock::{Lock, LockError};
use super::past::Past;
use super::publish::{Attempt, Publisher};
use super::recover::{Finding, Found, Unrecorded, classify, rebuild};
use super::tail::{Tail, tail};
use super::verify::verify;
use super::view::{Head, View};
use super::{Edit, Options, Origin, Outcome, Snapshot, Store, Verified, Wait};
use crate::error::{Failure, Kind};
use crate::model::document::Document;
use crate::model::draft::Draft;
use crate::model::entry::{Change, Entry, Revision};
use crate::model::history::History;
use crate::model::merge::difference;
use crate::model::record_id::RecordId;
use crate::model::timestamp_text;

/// How often somebody may replace the document under a writer before it gives up.
const ATTEMPTS: usize = 100;

/// A document in a file.
pub struct FileStore<S: FileSystem> {
    files: ContextFiles<S>,
    options: Options,
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

    fn publisher<'s>(&'s self, lock: &'s Lock<S::File>) -> Publisher<'s, S> {
        Publisher { files: &self.files, options: &self.options, lock }
    }

    fn lock_exclusive(&self, origin: &Origin) -> Result<Lock<S::File>> {
        let tell = || (self.options.report)(&waiting(&self.files));
        let lock = Lock::exclusive(&self.files.system, &self.files.lock, self.options.wait, &tell);
        let lock = lock.map_err(|e| self.lock_failure(e))?;
        let holder = Holder {
            agent: origin.author.agent.clone(),
            pid: origin.author.pid,
            host: origin.author.host.clone(),
            command: origin.command.clone(),
            since: timestamp_text((self.options.now)()),
        };
        // Advisory: who waits is told a little less without it.
        drop(holder.write(lock.file()));
        Ok(lock)
    }

    /// Opens what there is. The shared lock is held only meanwhile, so that
    /// readers cannot starve a writer: a published inode never changes.
    fn view(&self) -> Result<View<S::File>> {
        loop {
            let tell = || (self.options.report)(&waiting(&self.files));
            let lock = if self.options.lock_to_read {
                Lock::shared(&self.files.system, &self.files.lock, self.options.wait, &tell)
                    .map_err(|e| self.lock_failure(e))?
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

    /// By the anchor a crash is told from an edit, so it is never taken for missing.
    fn anchor(&self, lock: &Lock<S::File>) -> Result<Option<Anchor>> {
        Anchor::read(lock.file()).map_err(|e| io_failure("read", &self.files.lock, &e).into())
    }

    fn anchor_without_lock(&self) -> Option<Anchor> {
        self.files.system.open(&self.files.lock, Access::Read).ok().and_then(|lock| Anchor::read(&lock).ok()?)
    }

    fn try_update(&self, origin: &Origin, edit: &mut Edit<'_>) -> Result<Outcome> {
        self.files.refuse_mounted_file()?;
        let lock = self.lock_exclusive(origin)?;
        let publisher = self.publisher(&lock);
        let mut note = None;
        for _ in 0..ATTEMPTS {
            let mut view = View::open(&self.files, self.anchor(&lock)?, true)?;
            let Found { finding, head, text } = classify(&self.files, &view, self.options.max_size)?;
            let document = match finding {
                Finding::New => Document::default(),
                Finding::Current(document) => document,
                Finding::Behind(why) => {
                    self.restore(&publisher, &view, head.as_ref(), why)?;
                    continue;
                }
                Finding::Corrupt(why) => {
                    let saved = publisher.save(&self.files.document, "corrupt", &text)?;
                    let why = format!("{why}, saved as {saved}");
                    self.restore(&publisher, &view, head.as_ref(), Some(why.clone()))?;
                    note = Some(why);
                    continue;
                }
                Finding::Unrecorded(what, document) => {
                    self.record(&publisher, origin, view, head, what, &document)?;
                    continue;
                }
            };
            let base = head.as_ref().map_or(Revision::START, |h| h.rev);
            let history = Past { journal: view.journal.as_ref(), end: head.as_ref().map_or(0, |h| h.end) };
            let mut draft = Draft::new(document, base, (self.options.now)(), &history);
            let action = edit(&mut draft)?;
            let (document, patch, undo) = draft.finish();
            if patch.0.is_empty() {
                return Ok(Outcome::Unchanged(base));
            }
            let new_text = document.to_text();
            if new_text == text {
                return Ok(Outcome::Unchanged(base));
            }
            self.check_size(&new_text)?;
            let mut change = self.change(origin, &view.boot, action.op, action.args);
            (change.patch, change.undo, change.note) = (patch, undo, note.clone());
            publisher.anchor(&view, head.as_ref())?;
            match publisher.commit(&mut view, head.as_ref(), change, &document, &new_text)? {
                Attempt::Committed(entry) => {
                    // Closing the old document, which frees it, need not keep others waiting.
                    drop(lock);
                    return Ok(Outcome::Committed(entry));
                }
                Attempt::Raced => {}
            }
        }
        let shown = self.files.document.display();
        Err(Failure::new(Kind::Conflict, format!("another program replaced {shown} {ATTEMPTS} times meanwhile"))
            .hint("let every program write through ctx")
            .into())
    }

    fn restore(
        &self,
        publisher: &Publisher<'_, S>,
        view: &View<S::File>,
        head: Option<&Head>,
        why: Option<String>,
    ) -> Result<()> {
        let Some(head) = head else {
            publisher.discard(view)?;
            if let Some(why) = why {
                (self.options.report)(&format!("{why}: nothing was recorded, so it begins anew"));
            }
            return Ok(());
        };
        publisher.restore(view, head, &rebuild(view, head)?)?;
        if let Some(why) = why {
            (self.options.report)(&format!("{why}: rebuilt revision {} from {}", head.rev, self.files.log.display()));
        }
        Ok(())
    }

    /// Records a change that ctx did not make, as a revision of its own.
    fn record(
        &self,
        publisher: &Publisher<'_, S>,
        origin: &Origin,
        mut view: View<S::File>,
        head: Option<Head>,
        what: Unrecorded,
        document: &Document,
    ) -> Result<()> {
        let mut change = self.change(origin, &view.boot, what.op(), serde_json::Value::Null);
        change.author.recorded_by = Some(std::mem::replace(&mut change.author.agent, "unknown".to_owned()));
        change.message = None;
        change.state = Some(document.root().clone());
        let mut head = head;
        match what {
            Unrecorded::Import => {}
            Unrecorded::Gap(rev, h) => {
                head = Some(Head { rev, h, post: h, boot: String::new(), end: 0, since_state: Some(0) });
                let why = "the log was deleted, so what was in it cannot be shown or undone";
                (self.options.report)(&format!("{}: {why}", self.files.log.display()));
                change.note = Some(why.to_owned());
            }
            Unrecorded::External => {
                if let Some(head) = &head {
                    let mut before = rebuild(&view, head)?;
                    change.patch = difference(before.root(), document.root());
                    let fits = before.apply(&change.patch);
                    change.undo = fits.map_err(|e| Failure::new(Kind::BadData, e.to_string()))?;
                }
            }
        }
        // Raced or not, the caller looks again.
        publisher.commit(&mut view, head.as_ref(), change, document, &document.to_text()).map(drop)
    }

    fn change(&self, origin: &Origin, boot: &str, op: &str, args: serde_json::Value) -> Change {
        let mut author = origin.author.clone();
        author.at = timestamp_text((self.options.now)());
        boot.clone_into(&mut author.boot);
        let (message, durability) = (origin.message.clone(), self.options.durability.word().to_owned());
        Change { op: op.to_owned(), args, author, message, durability, ..Change::default() }
    }

    fn check_size(&self, text: &[u8]) -> Result<()> {
        let limit = self.options.max_size;
        let size = u64::try_from(text.len()).unwrap_or(u64::MAX);
        if size <= limit {
            return Ok(());
        }
        Err(Failure::new(Kind::BadData, format!("the result has {size} bytes, more than the limit of {limit}"))
            .fact("size", size)
            .fact("limit", limit)
            .hint("CTX_MAX_SIZE sets the limit; large values belong in files of their own")
            .into())
    }
}

impl<S: FileSystem> Store for FileStore<S> {
    fn read(&self) -> Result<Snapshot> {
        let view = self.view()?;
        let Found { finding, head, text } = classify(&self.files, &view, self.options.max_size)?;
        let revision = head.as_ref().map_or(Revision::START, |h| h.rev);
        let size = u64::try_from(text.len()).unwrap_or(u64::MAX);
        let snapshot = |document| Snapshot { document, revision, size, edited_since: false };
        Ok(match (finding, &head) {
            (Finding::Current(document), _) => snapshot(document),
            (Finding::Behind(why), Some(head)) => {
                if let Some(why) = why {
                    (self.options.report)(&format!("{why}: read revision {} from the log", head.rev));
                }
                snapshot(rebuild(&view, head)?)
            }
            (Finding::Corrupt(why), Some(head)) => {
                (self.options.report)(&format!("{why}: read revision {} from the log", head.rev));
                snapshot(rebuild(&view, head)?)
            }
            (Finding::Unrecorded(what, document), _) => {
                let revision = if let Unrecorded::Gap(rev, _) = what { rev } else { revision };
                Snapshot { document, revision, size, edited_since: true }
            }
            (Finding::New | Finding::Behind(_) | Finding::Corrupt(_), _) => snapshot(Document::default()),
        })
    }

    fn update(&self, origin: &Origin, edit: &mut Edit<'_>) -> Result<Outcome> {
        self.try_update(origin, edit).map_err(|mut error| {
            if let Some(failure) = error.downcast_mut::<Failure>().filter(|f| f.kind == Kind::Io) {
                failure.set_outcome("not committed");
            }
            error
        })
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

    fn verify(&self, expected: Option<&RecordId>) -> Result<Verified> {
        verify(&self.files, &self.view()?, self.options.max_size, expected)
    }

    fn holder(&self) -> Result<Option<Holder>> {
        match Lock::shared(&self.files.system, &self.files.lock, Wait::Never, &|| {}) {
            Ok(_) => Ok(None),
            Err(LockError::Busy) => Ok(holder(&self.files)),
            Err(e) => Err(self.lock_failure(e).into()),
        }
    }

    fn entries(&self, since: Revision, visit: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()> {
        let Some((journal, end)) = self.journal()? else { return Ok(()) };
        journal.oldest_first(end, &mut |entry, _| if entry.link.rev > since { visit(entry) } else { Ok(()) })
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
        Past { journal, end }.newest_first(visit)
    }
}
