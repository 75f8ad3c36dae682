//! A commit's surroundings: the files, the lock, and the anchor in it that speaks of the document.

use std::path::Path;

use anyhow::Result;

use crate::error::Failure;
use crate::json::readable::Publishable;
use crate::log::digest::Digest;
use crate::platform::attributes::{Attributes, NewOwner};
use crate::platform::filesystem::FileSystem;
use crate::platform::identity::Identity;
use crate::platform::io_failure::io_failure;
use crate::platform::temporary::Temporary;
use crate::store::file::journal::replay::since_state;
use crate::store::file::layout::files::{ContextFiles, saved};
use crate::store::file::lock::anchor::Anchor;
use crate::store::file::lock::held::Held;
use crate::store::file::recover::opened::{Head, View};
use crate::store::{Durability, Options};

/// What a commit needs besides the change: where, how, and under which lock.
pub struct Publisher<'s, S: FileSystem> {
    pub files: &'s ContextFiles<S>,
    pub options: &'s Options,
    pub lock: &'s Held<S::File>,
    /// The length from which on the log is rotated.
    pub log_max: u64,
    /// The name under which the log is kept when it is rotated, since it is damaged and no segment.
    pub damaged_log: Option<&'s Path>,
    /// The mode of the first file of all, where there is no document to take it from.
    pub first_mode: u32,
}

impl<S: FileSystem> Publisher<'_, S> {
    /// Notes that the document is the head's, before a record follows it: by this a
    /// writer that dies before its rename is told from a person who puts this very
    /// document back. The note is what the next record is to say.
    ///
    /// # Errors
    /// Input or output.
    pub fn anchor(&self, view: &View<S::File>, head: Option<&Head>, note: Option<&str>) -> Result<()> {
        match (head, &view.document) {
            (Some(head), Some(document)) if !view.is_anchored() => {
                self.write_anchor(view, head, (document.identity, false), note)
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn write_anchor(
        &self,
        view: &View<S::File>,
        head: &Head,
        (document, exact): (Identity, bool),
        note: Option<&str>,
    ) -> Result<()> {
        let since_state = match &view.journal {
            Some(journal) => since_state(Some(head), journal)?,
            None => 0,
        };
        let head = Head { since_state: Some(since_state), boot: view.boot.identifier().to_owned(), ..head.clone() };
        let log = view.journal.as_ref().map(|journal| (view.log_is_named(), journal.opened()));
        let mut anchor = anchor_of(&head, log, (document, exact));
        anchor.note = note.map(str::to_owned);
        let written = anchor.write(self.lock.file());
        written.map_err(|e| io_failure("write", &self.files.lock, &e).outcome("not committed").into())
    }

    pub(crate) fn write_temporary(
        &self,
        view: &View<S::File>,
        published: &Publishable<'_>,
        durability: Durability,
    ) -> Result<Temporary<S>> {
        let path = &self.files.temporary;
        let like = match &view.document {
            Some(document) => {
                Attributes::of_stat(&document.stat, &document.file).map_err(|e| self.not_looked_at(&e))?
            }
            None => self.attributes()?,
        };
        let flush = durability == Durability::Full;
        let written = Temporary::write(&self.files.system, path, published.text(), &like, flush);
        let temporary = written.map_err(|e| e.told("write", path).outcome("not committed"))?;
        self.check_replaceable(view, temporary.maker)?;
        if let Some(NewOwner { from, to }) = temporary.named {
            let why = format!("it will belong to user {}, group {}, and user {}", to.0, to.1, from.0);
            let shown = self.files.document.display();
            (self.options.report)(&format!("{shown}: {why}, group {} keep their rights by an ACL", from.1));
        }
        Ok(temporary)
    }

    /// Whether the document at its path is not the one that the change started from.
    pub(crate) fn is_replaced(&self, view: &View<S::File>) -> Result<bool> {
        let path = &self.files.document;
        let now = match self.files.system.stat(path) {
            Ok(stat) => Some(Identity::of(&stat)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => None,
            Err(e) => return Err(io_failure("look at", path, &e).into()),
        };
        Ok(now != view.document.as_ref().map(|d| d.identity))
    }

    /// What every file that is made beside the document is like: the document, or the log that will
    /// give it back, or what was asked for. Never the lock, which anybody may have made.
    ///
    /// # Errors
    /// Those of open(2), fstat(2) and of reading extended attributes.
    pub(crate) fn attributes_beside(&self) -> Result<Attributes> {
        Ok(self.attributes()?.beside())
    }

    fn attributes(&self) -> Result<Attributes> {
        let found = self.files.attributes().map_err(|e| self.not_looked_at(&e))?;
        Ok(found.unwrap_or_else(|| Attributes::first(self.first_mode)))
    }

    fn not_looked_at(&self, error: &std::io::Error) -> Failure {
        io_failure("look at", &self.files.document, error).outcome("not committed")
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
        let written = Temporary::write(&self.files.system, &aside, bytes, &self.attributes_beside()?, true);
        let temporary = written.map_err(|e| e.told("write", &path).outcome("not committed"))?;
        let named = temporary.publish(&path).and_then(|_| self.files.system.flush_directory(&self.files.directory));
        named.map_err(|e| io_failure("write", &path, &e).outcome("not committed"))?;
        Ok(name)
    }
}

/// What the lock file says of a document that is at `head`, and of its log: whether its name
/// is durable, and the file that it is.
pub(crate) fn anchor_of(head: &Head, log: Option<(bool, Identity)>, (document, exact): (Identity, bool)) -> Anchor {
    Anchor {
        rev: head.rev,
        h: head.h.to_string(),
        post: head.post.to_string(),
        redacted_post: head.redacted_post.map(|digest| digest.to_string()),
        boot: head.boot.clone(),
        log: head.end,
        log_is_named: log.is_some_and(|(named, _)| named),
        since_state: head.since_state.unwrap_or_default(),
        document,
        exact,
        log_file: log.map(|(_, file)| file),
        note: None,
    }
}
