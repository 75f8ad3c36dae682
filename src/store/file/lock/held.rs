//! The exclusive lock with the turn, or the turn under another process's lock, with its holder's name in
//! the file.

use std::cell::{Cell, OnceCell};
use std::io;
use std::ops::Deref;

use crate::platform::filesystem::{OpenFile, Stat};
use crate::store::file::lock::Lock;
use crate::store::file::lock::anchor::Anchor;
use crate::store::file::lock::named::{write_holder, write_released, write_turn};
use crate::store::holder::Holder;

/// The exclusive lock. Its file names the holder until it is released, however the write ended.
#[must_use = "the lock is released when this is dropped"]
pub struct Held<F: OpenFile> {
    lock: Lock<F>,
    /// The file names a holder.
    is_named: Cell<bool>,
    found: OnceCell<Stat>,
}

impl<F: OpenFile> Deref for Held<F> {
    type Target = Lock<F>;

    fn deref(&self) -> &Lock<F> {
        &self.lock
    }
}

impl<F: OpenFile> Drop for Held<F> {
    fn drop(&mut self) {
        if self.is_named.get() {
            self.release(None);
        }
    }
}

impl<F: OpenFile> Held<F> {
    pub(crate) fn of(lock: Lock<F>) -> Self {
        Self { lock, is_named: Cell::new(false), found: OnceCell::new() }
    }

    /// Returns the stat of the lock file from when it was opened; of one that was new then, from when this
    /// is first called, since another process may have set it up meanwhile.
    ///
    /// # Errors
    /// Fails if fstat(2) fails.
    pub(crate) fn found(&self) -> io::Result<Stat> {
        let opened = Some(&self.lock.found).filter(|found| found.size > 0);
        if let Some(found) = opened.or(self.found.get()) {
            return Ok(*found);
        }
        let found = self.lock.file().stat()?;
        Ok(*self.found.get_or_init(|| found))
    }

    /// Removes the holder's name, and writes the anchor in the same write. Both are advisory: without
    /// the anchor the next opener reads the log.
    pub(crate) fn release(&self, anchor: Option<&Anchor>) {
        let file = self.lock.file();
        self.is_named.set(false);
        if !self.lock.is_inherited() {
            return drop(write_released(anchor, file));
        }
        // Another process goes on holding the lock.
        if let Some(anchor) = anchor {
            drop(anchor.write(file));
        }
        drop(write_turn(None, file));
    }

    /// Writes the holder's name.
    pub(crate) fn name_holder(&self, holder: &Holder) {
        // Advisory: without it, those who wait are told less.
        let file = self.lock.file();
        drop(if self.lock.is_inherited() { write_turn(Some(holder), file) } else { write_holder(holder, file) });
        self.is_named.set(true);
    }
}
