//! Opening what there is, to read it: at one instant, under the turn; or without it, and then
//! checked that nothing was changed meanwhile.

use std::io;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::platform::filesystem::{Access, FileSystem};
use crate::platform::identity::Identity;
use crate::platform::io_failure::io_failure;
use crate::store::file::FileStore;
use crate::store::file::journal::Journal;
use crate::store::file::lock::anchor::Anchor;
use crate::store::file::lock::contention::{reading_failure, waiting};
use crate::store::file::lock::{Lock, LockError, Patience};
use crate::store::file::recover::opened::View;

/// How often somebody who reads without the turn looks again: for half a second, if nobody
/// is quicker.
pub(crate) const LOOKS: usize = 100;

/// What a reader opened.
pub(crate) struct Look<F> {
    pub view: View<F>,
    /// Nobody was writing meanwhile.
    pub with_turn: bool,
}

impl<S: FileSystem> FileStore<S> {
    pub(crate) fn view(&self) -> Result<View<S::File>> {
        self.open_view().map(|look| look.view)
    }

    /// Opens what there is. The turn is had only meanwhile, so that readers cannot starve a
    /// writer: a published inode never changes.
    pub(crate) fn open_view(&self) -> Result<Look<S::File>> {
        match if self.options.lock_to_read { self.look_with_turn()? } else { None } {
            Some(look) => Ok(look),
            None => self.look_without_turn(),
        }
    }

    /// `None` for somebody who may not open the lock file: who may not write need not be able to
    /// keep writers waiting.
    fn look_with_turn(&self) -> Result<Option<Look<S::File>>> {
        let tell = |level| (self.options.report)(&waiting(&self.files, level));
        let patience = Patience::new(self.options.wait, &tell);
        loop {
            match Lock::look(&self.files.system, &self.files.lock, &patience) {
                Ok(Some(turn)) => {
                    let view = View::open(&self.files, self.anchor(&turn)?, false)?;
                    return Ok(Some(Look { view, with_turn: true }));
                }
                Ok(None) => {
                    let look = self.look_without_turn()?;
                    // The first writer may have made the lock file after we found none.
                    if self.files.system.stat(&self.files.lock).is_err() {
                        return Ok(Some(look));
                    }
                }
                Err(LockError::Io(e)) if e.kind() == io::ErrorKind::PermissionDenied => return Ok(None),
                Err(e) => return Err(reading_failure(&self.files, self.options.wait, e).into()),
            }
        }
    }

    /// The document, the log and the anchor are those of one instant: that at which the log was
    /// opened, since before and after it they were the same.
    fn look_without_turn(&self) -> Result<Look<S::File>> {
        for _ in 0..LOOKS {
            let anchor = self.anchor_without_turn();
            let log = self.log_now()?;
            let view = View::open(&self.files, anchor.clone(), false)?;
            let is_of_one_instant = view.journal.as_ref().map(Journal::len) == log.map(|log| log.size)
                && self.log_now()? == log
                && self.document_now()? == view.document.as_ref().map(|document| document.identity)
                && self.anchor_without_turn() == anchor;
            if is_of_one_instant {
                return Ok(Look { view, with_turn: false });
            }
        }
        let shown = self.files.document.display();
        let why = format!("could not read {shown} without the lock: it was written {LOOKS} times meanwhile");
        Err(Failure::new(Kind::TimedOut, why).fact("file", shown.to_string()).hint("try again").into())
    }

    fn log_now(&self) -> Result<Option<Identity>> {
        self.identity_at(&self.files.log)
    }

    fn document_now(&self) -> Result<Option<Identity>> {
        self.identity_at(&self.files.document)
    }

    fn identity_at(&self, path: &std::path::Path) -> Result<Option<Identity>> {
        match self.files.system.stat(path) {
            Ok(stat) => Ok(Some(Identity::of(&stat))),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(io_failure("look at", path, &e).into()),
        }
    }

    /// By the anchor a crash is told from an edit, so it is never taken for missing.
    pub(crate) fn anchor(&self, lock: &Lock<S::File>) -> Result<Option<Anchor>> {
        Anchor::read(lock.file()).map_err(|e| io_failure("read", &self.files.lock, &e).into())
    }

    fn anchor_without_turn(&self) -> Option<Anchor> {
        self.files.system.open(&self.files.lock, Access::Read).ok().and_then(|lock| Anchor::read(&lock).ok()?)
    }
}
