//! The steps of a commit, from the temporary file to the rename.

use std::path::Path;

use anyhow::Result;

use super::anchor::{Anchor, write_released};
use super::atomic::Temporary;
use super::files::{ContextFiles, saved};
use super::filesystem::FileSystem;
use super::identity::Identity;
use super::io_failure::io_failure;
use super::journal::Journal;
use super::lock::Lock;
use super::replay::bytes_since_state;
use super::seal::{join_notes, seal};
use super::view::{Head, View};
use super::{Durability, Options};
use crate::error::{Failure, Kind};
use crate::model::digest::Digest;
use crate::model::document::Document;
use crate::model::entry::{Change, Entry};

/// What a commit needs besides the change: where, how, and under which lock.
pub struct Publisher<'s, S: FileSystem> {
    pub files: &'s ContextFiles<S>,
    pub options: &'s Options,
    pub lock: &'s Lock<S::File>,
}

/// What became of an attempt.
pub enum Attempt {
    Committed(Box<Entry>),
    /// Somebody replaced the document meanwhile: look again.
    Raced,
}

impl<S: FileSystem> Publisher<'_, S> {
    /// Commits `change`, which turns the document of `head` into `document`.
    ///
    /// # Errors
    /// Input or output: the message says "not committed" or "outcome unknown".
    pub fn commit(
        &self,
        view: &mut View<S::File>,
        head: Option<&Head>,
        mut change: Change,
        document: &Document,
        text: &[u8],
    ) -> Result<Attempt> {
        let temporary = self.write_temporary(view, text)?;
        if self.is_replaced(view)? {
            return Ok(Attempt::Raced);
        }
        self.check_alone(view.journal.as_ref()).map_err(|failure| failure.outcome("not committed"))?;
        let (created, named) = (view.journal.is_none(), view.log_is_named());
        let mut journal = match view.journal.take() {
            Some(journal) => journal,
            None => Journal::create(&self.files.system, &self.files.log, self.sidecar_mode()?)?,
        };
        let end = head.map_or(0, |h| h.end);
        let torn = self.take_torn_tail(&mut journal, end)?;
        change.note = join_notes(change.note, torn);
        let since_state = Self::since_state(head, &journal)?;
        let (entry, since_state) = seal(change, head, since_state, document, text)?;
        let mut line = entry.line.clone();
        line.push(b'\n');
        if let Err(e) = journal.append(&line) {
            if created {
                drop(self.files.system.unlink(&self.files.log));
            }
            return Err(io_failure("append to", &self.files.log, &e).outcome("not committed").into());
        }
        if let Err(failure) = self.make_durable(&journal, named) {
            // The system may take for written what is not: nobody may build on it.
            let undone = if created { self.files.system.unlink(&self.files.log) } else { journal.cut(end) };
            if undone.is_err() {
                temporary.abandon();
            }
            return Err(failure.outcome("outcome unknown").hint("ctx verify").into());
        }
        let head = Head {
            rev: entry.link.rev,
            h: entry.h,
            post: entry.link.post,
            boot: view.boot.clone(),
            end: journal.len(),
            since_state: Some(since_state),
        };
        self.replace_document(temporary, &head, named || self.options.durability != Durability::Fast);
        Ok(Attempt::Committed(Box::new(entry)))
    }

    /// Replaces a document that is behind its log. There is nothing to record.
    ///
    /// # Errors
    /// Input or output.
    pub fn restore(&self, view: &View<S::File>, head: &Head, document: &Document) -> Result<()> {
        let temporary = self.write_temporary(view, &document.to_text())?;
        if self.is_replaced(view)? {
            return Ok(());
        }
        let published = temporary.publish(&self.files.document);
        let published = published.map_err(|e| io_failure("replace", &self.files.document, &e))?;
        self.write_anchor(view, head, published)
    }

    /// Removes a document of which nothing was recorded. Its bytes are saved.
    ///
    /// # Errors
    /// Input or output.
    pub fn discard(&self, view: &View<S::File>) -> Result<()> {
        let path = &self.files.document;
        if self.is_replaced(view)? {
            return Ok(());
        }
        self.files.system.unlink(path).map_err(|e| io_failure("remove", path, &e).into())
    }

    /// Notes that the document is the head's, before a record follows it: by this a
    /// writer that dies before its rename is told from a person who puts this very
    /// document back.
    ///
    /// # Errors
    /// Input or output.
    pub fn anchor(&self, view: &View<S::File>, head: Option<&Head>) -> Result<()> {
        match (head, &view.document) {
            (Some(head), Some(document)) if !view.is_anchored() => {
                self.write_anchor(view, head, (document.identity, false))
            }
            _ => Ok(()),
        }
    }

    fn write_anchor(&self, view: &View<S::File>, head: &Head, (document, exact): (Identity, bool)) -> Result<()> {
        let since_state = match &view.journal {
            Some(journal) => Self::since_state(Some(head), journal)?,
            None => 0,
        };
        let head = Head { since_state: Some(since_state), boot: view.boot.clone(), ..head.clone() };
        let anchor = anchor_of(&head, view.log_is_named(), (document, exact));
        let written = anchor.write(self.lock.file());
        written.map_err(|e| io_failure("write", &self.files.lock, &e).outcome("not committed").into())
    }

    fn write_temporary(&self, view: &View<S::File>, text: &[u8]) -> Result<Temporary<S>> {
        let path = &self.files.temporary;
        let like = view.document.as_ref().map(|d| &d.file);
        let flush = self.options.durability == Durability::Full;
        Temporary::write(&self.files.system, path, text, like, self.sidecar_mode()?, flush)
            .map_err(|e| io_failure("write", path, &e).outcome("not committed").into())
    }

    /// Whether the document at its path is not the one that the change started from.
    fn is_replaced(&self, view: &View<S::File>) -> Result<bool> {
        let path = &self.files.document;
        let now = match self.files.system.stat(path) {
            Ok(stat) => Some(Identity::of(&stat)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => None,
            Err(e) => return Err(io_failure("look at", path, &e).into()),
        };
        Ok(now != view.document.as_ref().map(|d| d.identity))
    }

    /// Who removes the lock file of a writer lets another one in. It is looked for
    /// at the last moment; nothing can be done about the one after.
    fn check_alone(&self, journal: Option<&Journal<S::File>>) -> std::result::Result<(), Failure> {
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

    fn sidecar_mode(&self) -> Result<u32> {
        self.lock.mode().map_err(|e| io_failure("look at", &self.files.lock, &e).into())
    }

    /// Saves and cuts off what a writer that died left behind the last record.
    fn take_torn_tail(&self, journal: &mut Journal<S::File>, end: u64) -> Result<Option<String>> {
        if journal.len() <= end {
            return Ok(None);
        }
        let log = &self.files.log;
        let bytes = journal.bytes_behind(end).map_err(|e| io_failure("read", log, &e))?;
        let saved_as = self.save(log, "torn", &bytes)?;
        journal.cut(end).map_err(|e| io_failure("cut the torn end of", log, &e))?;
        let note = format!("cut a torn record of {} bytes, saved as {saved_as}", bytes.len());
        (self.options.report)(&format!("{}: {note}", log.display()));
        Ok(Some(note))
    }

    /// Keeps bytes that recovery replaces; the name of the file that holds them.
    ///
    /// # Errors
    /// Input or output.
    pub fn save(&self, original: &Path, why: &str, bytes: &[u8]) -> Result<String> {
        let path = saved(original, why, &Digest::of(bytes));
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // Written aside and renamed: who died half-way has saved nothing under this name.
        let aside = path.with_file_name(format!(".{name}.tmp"));
        let written = Temporary::write(&self.files.system, &aside, bytes, None, self.sidecar_mode()?, true);
        let published = written.and_then(|temporary| temporary.publish(&path));
        let named = published.and_then(|_| self.files.system.flush_directory(&self.files.directory));
        named.map_err(|e| io_failure("write", &path, &e).outcome("not committed"))?;
        Ok(name)
    }

    fn since_state(head: Option<&Head>, journal: &Journal<S::File>) -> Result<u64> {
        match head {
            None => Ok(0),
            Some(Head { since_state: Some(bytes), .. }) => Ok(*bytes),
            Some(head) => bytes_since_state(journal, head.end),
        }
    }

    fn make_durable(&self, journal: &Journal<S::File>, named: bool) -> std::result::Result<(), Failure> {
        if self.options.durability == Durability::Fast {
            return Ok(());
        }
        journal.flush().map_err(|e| io_failure("flush", &self.files.log, &e))?;
        if !named {
            let directory = &self.files.directory;
            self.files.system.flush_directory(directory).map_err(|e| io_failure("flush", directory, &e))?;
        }
        Ok(())
    }

    /// The commit stands whatever happens here: readers roll forward.
    fn replace_document(&self, temporary: Temporary<S>, head: &Head, named: bool) {
        match temporary.publish(&self.files.document) {
            Ok(published) => self.release(Some(&anchor_of(head, named, published))),
            Err(e) => {
                let failure = io_failure("replace", &self.files.document, &e);
                let rev = head.rev;
                (self.options.report)(&format!(
                    "revision {rev} is committed, but ctx {failure}; the next write does it"
                ));
                self.release(None);
            }
        }
    }

    /// The anchor is advisory: without it the next opener looks at the log.
    fn release(&self, anchor: Option<&Anchor>) {
        let lock = self.lock.file();
        drop(match anchor {
            // Somebody else goes on holding it.
            Some(anchor) if self.lock.is_inherited() => anchor.write(lock),
            None if self.lock.is_inherited() => Ok(()),
            _ => write_released(anchor, lock),
        });
    }
}

/// What the lock file says of a document that is at `head`.
fn anchor_of(head: &Head, named: bool, (document, exact): (Identity, bool)) -> Anchor {
    Anchor {
        rev: head.rev,
        h: head.h.to_string(),
        post: head.post.to_string(),
        boot: head.boot.clone(),
        log: head.end,
        log_is_named: named,
        since_state: head.since_state.unwrap_or_default(),
        document,
        exact,
    }
}
