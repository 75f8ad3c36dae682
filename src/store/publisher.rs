//! A commit's surroundings: the files, the lock, and the anchor in it that speaks of the document.

use std::path::Path;

use anyhow::Result;

use super::anchor::Anchor;
use super::atomic::Temporary;
use super::files::{ContextFiles, saved};
use super::filesystem::FileSystem;
use super::held::Held;
use super::identity::Identity;
use super::io_failure::io_failure;
use super::replay::since_state;
use super::view::{Head, View};
use super::{Durability, Options};
use crate::model::digest::Digest;

/// What a commit needs besides the change: where, how, and under which lock.
pub struct Publisher<'s, S: FileSystem> {
    pub files: &'s ContextFiles<S>,
    pub options: &'s Options,
    pub lock: &'s Held<S::File>,
    /// The length from which on the log is rotated.
    pub log_max: u64,
    /// The name under which the log is kept when it is rotated, since it is damaged and no segment.
    pub damaged_log: Option<&'s Path>,
}

impl<S: FileSystem> Publisher<'_, S> {
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
}

/// What the lock file says of a document that is at `head`.
pub(super) fn anchor_of(head: &Head, named: bool, (document, exact): (Identity, bool)) -> Anchor {
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
