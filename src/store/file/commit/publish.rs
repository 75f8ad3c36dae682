//! The steps of a commit, from the temporary file to the rename.

use anyhow::Result;

use crate::error::Failure;
use crate::json::document::Document;
use crate::json::readable::{Publishable, Readable};
use crate::kept::redaction;
use crate::log::digest::Digest;
use crate::log::entry::check_record;
use crate::log::entry::{Change, Entry};
use crate::platform::filesystem::FileSystem;
use crate::platform::identity::Identity;
use crate::platform::io_failure::io_failure;
use crate::platform::temporary::Temporary;
use crate::store::Durability;
use crate::store::file::commit::publisher::{Publisher, anchor_of};
use crate::store::file::journal::append::NotAppended;
use crate::store::file::journal::seal::{join_notes, seal, seal_message};
use crate::store::file::layout::stamp::{stamp_before_rename, stamp_of};
use crate::store::file::lock::anchor::Anchor;
use crate::store::file::recover::opened::{Head, View, open_document, read_document};

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
    /// Commits `change`, which turns the document of `head` into `published`; the log gives `recorded`.
    ///
    /// # Errors
    /// A record that nobody could read again; input or output: the message says "not committed" or "outcome unknown".
    pub fn commit(
        &self,
        view: &mut View<S::File>,
        head: Option<&Head>,
        mut change: Change,
        recorded: Readable<'_>,
        published: &Publishable<'_>,
    ) -> Result<Attempt> {
        check_record(&change).map_err(Failure::from)?;
        let durability = self.durability_of(&change);
        let temporary = self.write_temporary_of(&change, view, published)?;
        if self.is_replaced(view)? {
            return Ok(Attempt::Raced);
        }
        let mut log = self.open_log(view, head)?;
        change.note = join_notes(change.note, log.torn.take());
        change.lineage = log.lineage.take();
        // What was there before is told from what somebody puts back later: see `descent`.
        let stamp = temporary.identity().map(|file| stamp_before_rename(&file));
        let stamp = stamp.map_err(|e| io_failure("look at", &self.files.temporary, &e).outcome("not committed"))?;
        change.published = Some(stamp);
        change.replaced = view.document.as_ref().map(|document| stamp_of(&document.identity));
        let (entry, since_state) =
            seal(change, head, log.since_state, recorded, published.text(), self.options.audit_key.as_ref())?;
        if let Err(NotAppended { error, is_undone }) = self.append(&mut log, &entry) {
            if !is_undone {
                temporary.abandon();
            }
            return Err(error);
        }
        self.tell_where_hmacs_change(head, &entry);
        let named = log.named || durability != Durability::Fast;
        let at = log.identity().map(|file| (named, file));
        let head = log.head(&entry, view, since_state);
        match self.keep_unseen(view) {
            Ok(note) => self.replace_document(temporary, &head, at, note),
            Err(error) => {
                // Of redacted values it may be the only copy.
                temporary.abandon();
                let (shown, rev) = (self.files.document.display(), head.rev);
                let why = format!("{shown} is left as it is: {error:#}; the next write sees to it");
                (self.options.insist)(&format!("revision {rev} is committed, but {why}"));
                self.lock.release(None);
            }
        }
        Ok(Attempt::Committed(Box::new(entry)))
    }

    /// Commits a change that leaves the document of `head` as it is: nothing but the log is
    /// written, and the document, which has this text, stays the file that it was.
    ///
    /// # Errors
    /// As [`Publisher::commit`].
    pub fn announce(
        &self,
        view: &mut View<S::File>,
        head: &Head,
        mut change: Change,
        document: &Document,
        text: &[u8],
    ) -> Result<Attempt> {
        check_record(&change).map_err(Failure::from)?;
        if self.is_replaced(view)? {
            return Ok(Attempt::Raced);
        }
        change.redacted_post = head.redacted_post;
        let durability = self.durability_of(&change);
        durability.word().clone_into(&mut change.durability);
        let exact = view.is_as_published();
        // So that the last record always tells, also where older ones were dropped. A file with
        // another layout is somebody's own.
        if exact || Digest::of(text) == head.post {
            change.published = view.document.as_ref().map(|document| stamp_before_rename(&document.identity));
        }
        let mut log = self.open_log(view, Some(head))?;
        change.note = join_notes(change.note, log.torn.take());
        change.lineage = log.lineage.take();
        let state = || redaction::conceal(document).as_ref().unwrap_or(document).to_value();
        let key = self.options.audit_key.as_ref();
        let (entry, since_state) = seal_message(change, head, log.since_state, state, key)?;
        self.append(&mut log, &entry).map_err(|not_appended| not_appended.error)?;
        self.tell_where_hmacs_change(Some(head), &entry);
        let named = log.named || durability != Durability::Fast;
        let at = log.identity().map(|file| (named, file));
        let head = log.head(&entry, view, since_state);
        let anchor = view.document.as_ref().map(|document| anchor_of(&head, at, (document.identity, exact)));
        self.lock.release(anchor.as_ref());
        Ok(Attempt::Committed(Box::new(entry)))
    }

    /// Replaces a document that is behind its log. There is nothing to record, so it is
    /// flushed whatever durability was asked for: nothing would tell a torn one from an edit.
    /// The note is what the next record is to say.
    ///
    /// # Errors
    /// Input or output.
    pub fn restore(
        &self,
        view: &View<S::File>,
        head: &Head,
        document: &Publishable<'_>,
        note: Option<&str>,
    ) -> Result<()> {
        let temporary = self.write_temporary(view, document, Durability::Full)?;
        if self.is_replaced(view)? {
            return Ok(());
        }
        let published = temporary.publish(&self.files.document);
        let published = published.map_err(|e| io_failure("replace", &self.files.document, &e))?;
        self.write_anchor(view, head, published, note)
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

    /// Keeps what somebody put in the document's place since the last look at it: flushing the
    /// record took a while, and what was saved meanwhile is about to be replaced. What the next record
    /// is to say of that.
    ///
    /// # Errors
    /// The document cannot be looked at, or the copy cannot be made.
    fn keep_unseen(&self, view: &View<S::File>) -> Result<Option<String>> {
        if !self.is_replaced(view)? {
            return Ok(None);
        }
        let Some(found) = open_document(self.files)? else { return Ok(None) };
        let saved = self.save(&self.files.document, "replaced", &read_document(self.files, &found)?)?;
        let note = format!("the document was changed without ctx while a record was written, saved as {saved}");
        (self.options.insist)(&note);
        Ok(Some(note))
    }

    /// The commit stands whatever happens here: readers roll forward.
    fn replace_document(
        &self,
        temporary: Temporary<S>,
        head: &Head,
        log: Option<(bool, Identity)>,
        note: Option<String>,
    ) {
        match temporary.publish(&self.files.document) {
            Ok(published) => self.lock.release(Some(&Anchor { note, ..anchor_of(head, log, published) })),
            Err(e) => {
                let failure = io_failure("replace", &self.files.document, &e);
                let rev = head.rev;
                (self.options.report)(&format!(
                    "revision {rev} is committed, but ctx {failure}; the next write does it"
                ));
                self.lock.release(None);
            }
        }
    }

    /// Says where records with an HMAC and without one meet: whoever checks with the key will
    /// refuse the log from here on, or knows nothing of what is before.
    fn tell_where_hmacs_change(&self, head: Option<&Head>, entry: &Entry) {
        let Some(head) = head else { return };
        let (before, rev) = (head.rev, entry.link.rev);
        match (head.keyed, entry.hmac, &head.agent) {
            (true, None, _) => {
                let why = "since CTX_AUDIT_KEY is not set: `ctx verify` with the key will not accept it";
                (self.options.report)(&format!("revision {before} has an HMAC, and revision {rev} has none, {why}"));
            }
            (false, Some(_), Some(agent)) => {
                let why = format!("CTX_AUDIT_KEY proves nothing of what is before revision {rev}: `ctx verify`");
                (self.options.report)(&format!("revision {before} by {agent} has no HMAC: {why}"));
            }
            _ => {}
        }
    }
}
