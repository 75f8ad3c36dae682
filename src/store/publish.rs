//! The steps of a commit, from the temporary file to the rename.

use std::path::Path;

use anyhow::Result;

use super::anchor::{Anchor, write_released};
use super::append::{NotAppended, since_state};
use super::atomic::Temporary;
use super::files::{ContextFiles, saved};
use super::filesystem::FileSystem;
use super::identity::Identity;
use super::io_failure::io_failure;
use super::lock::Lock;
use super::seal::{join_notes, seal, seal_message};
use super::view::{Head, View};
use super::{Durability, Options};
use crate::model::digest::Digest;
use crate::model::document::Document;
use crate::model::entry::{Change, Entry};
use crate::model::redaction;

/// What a commit needs besides the change: where, how, and under which lock.
pub struct Publisher<'s, S: FileSystem> {
    pub files: &'s ContextFiles<S>,
    pub options: &'s Options,
    pub lock: &'s Lock<S::File>,
    /// The length from which on the log is rotated.
    pub log_max: u64,
    /// The name under which the log is kept when it is rotated, since it is damaged and no segment.
    pub damaged_log: Option<&'s Path>,
}

/// What became of an attempt.
pub enum Attempt {
    Committed(Box<Entry>),
    /// Somebody replaced the document meanwhile: look again.
    Raced,
}

impl Attempt {
    #[must_use]
    pub fn committed(self) -> Option<Box<Entry>> {
        match self {
            Self::Committed(entry) => Some(entry),
            Self::Raced => None,
        }
    }
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
        let durability = self.durability_of(&change);
        let temporary = self.write_temporary_of(&change, view, text)?;
        if self.is_replaced(view)? {
            return Ok(Attempt::Raced);
        }
        let mut log = self.open_log(view, head)?;
        change.note = join_notes(change.note, log.torn.take());
        let (entry, since_state) =
            seal(change, head, log.since_state, document, text, self.options.audit_key.as_ref())?;
        if let Err(NotAppended { error, is_undone }) = self.append(&mut log, &entry) {
            if !is_undone {
                temporary.abandon();
            }
            return Err(error);
        }
        self.tell_without_key(head, &entry);
        let named = log.named || durability != Durability::Fast;
        self.replace_document(temporary, &log.head(&entry, view, since_state), named);
        Ok(Attempt::Committed(Box::new(entry)))
    }

    /// Commits a change that leaves the document of `head` as it is: nothing but the log is
    /// written, and the document stays the file that it was.
    ///
    /// # Errors
    /// As [`Publisher::commit`].
    pub fn announce(
        &self,
        view: &mut View<S::File>,
        head: &Head,
        mut change: Change,
        document: &Document,
    ) -> Result<Attempt> {
        if self.is_replaced(view)? {
            return Ok(Attempt::Raced);
        }
        change.redacted_post = head.redacted_post;
        let durability = self.durability_of(&change);
        durability.word().clone_into(&mut change.durability);
        let exact = view.is_as_published();
        let mut log = self.open_log(view, Some(head))?;
        change.note = join_notes(change.note, log.torn.take());
        let concealed = redaction::conceal(document);
        let recorded = concealed.as_ref().unwrap_or(document);
        let key = self.options.audit_key.as_ref();
        let (entry, since_state) = seal_message(change, head, log.since_state, recorded, key)?;
        self.append(&mut log, &entry).map_err(|not_appended| not_appended.error)?;
        self.tell_without_key(Some(head), &entry);
        let named = log.named || durability != Durability::Fast;
        let head = log.head(&entry, view, since_state);
        let anchor = view.document.as_ref().map(|document| anchor_of(&head, named, (document.identity, exact)));
        self.release(anchor.as_ref());
        Ok(Attempt::Committed(Box::new(entry)))
    }

    /// Replaces a document that is behind its log. There is nothing to record.
    ///
    /// # Errors
    /// Input or output.
    pub fn restore(&self, view: &View<S::File>, head: &Head, document: &Document) -> Result<()> {
        let durability = if head.redacted_post.is_some() { Durability::Full } else { self.options.durability };
        let temporary = self.write_temporary(view, &document.to_text(), durability)?;
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

    pub(super) fn write_anchor(
        &self,
        view: &View<S::File>,
        head: &Head,
        (document, exact): (Identity, bool),
    ) -> Result<()> {
        let since_state = match &view.journal {
            Some(journal) => since_state(Some(head), journal)?,
            None => 0,
        };
        let head = Head { since_state: Some(since_state), boot: view.boot.clone(), ..head.clone() };
        let anchor = anchor_of(&head, view.log_is_named(), (document, exact));
        let written = anchor.write(self.lock.file());
        written.map_err(|e| io_failure("write", &self.files.lock, &e).outcome("not committed").into())
    }

    pub(super) fn write_temporary(
        &self,
        view: &View<S::File>,
        text: &[u8],
        durability: Durability,
    ) -> Result<Temporary<S>> {
        let path = &self.files.temporary;
        let like = view.document.as_ref().map(|d| &d.file);
        let flush = durability == Durability::Full;
        Temporary::write(&self.files.system, path, text, like, self.sidecar_mode()?, flush)
            .map_err(|e| io_failure("write", path, &e).outcome("not committed").into())
    }

    /// Whether the document at its path is not the one that the change started from.
    pub(super) fn is_replaced(&self, view: &View<S::File>) -> Result<bool> {
        let path = &self.files.document;
        let now = match self.files.system.stat(path) {
            Ok(stat) => Some(Identity::of(&stat)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => None,
            Err(e) => return Err(io_failure("look at", path, &e).into()),
        };
        Ok(now != view.document.as_ref().map(|d| d.identity))
    }

    pub(super) fn sidecar_mode(&self) -> Result<u32> {
        self.lock.mode().map_err(|e| io_failure("look at", &self.files.lock, &e).into())
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

    /// Whoever checks with the key will refuse the log from here on.
    fn tell_without_key(&self, head: Option<&Head>, entry: &Entry) {
        if let Some(head) = head.filter(|head| head.keyed && entry.hmac.is_none()) {
            let why = "since CTX_AUDIT_KEY is not set: `ctx verify` with the key will not accept it";
            let (before, rev) = (head.rev, entry.link.rev);
            (self.options.report)(&format!("revision {before} has an HMAC, and revision {rev} has none, {why}"));
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
        redacted_post: head.redacted_post.map(|digest| digest.to_string()),
        boot: head.boot.clone(),
        log: head.end,
        log_is_named: named,
        since_state: head.since_state.unwrap_or_default(),
        document,
        exact,
    }
}
