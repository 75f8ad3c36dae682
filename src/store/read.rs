//! Reading: what is there is opened, judged, and rolled forward in memory; nothing is written.

use anyhow::Result;

use super::Snapshot;
use super::anchor::Anchor;
use super::contention::{reading_failure, waiting};
use super::file::FileStore;
use super::filesystem::{Access, FileSystem, Sharing};
use super::io_failure::io_failure;
use super::lock::Lock;
use super::recover::{Finding, Found, Unrecorded, classify, loss, rebuild};
use super::view::{Head, View};
use crate::model::document::Document;
use crate::model::entry::Revision;
use crate::model::redaction;

impl<S: FileSystem> FileStore<S> {
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
                lock.map_err(|e| reading_failure(&self.files, self.options.wait, e))?
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
    pub(super) fn read_unjudged(&self) -> Result<Snapshot> {
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
