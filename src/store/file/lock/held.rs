//! The exclusive lock with the turn, or the turn under another's lock, and who its file says has it.

use std::cell::{Cell, OnceCell};
use std::io;
use std::ops::Deref;

use crate::platform::filesystem::{OpenFile, Stat};
use crate::store::file::lock::Lock;
use crate::store::file::lock::anchor::{Anchor, Holder, write_released};

/// The exclusive lock. Its file says who holds it until it is given back, whatever came of
/// what it was taken for.
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

    /// The lock file as it was when it was first looked at.
    ///
    /// # Errors
    /// Those of fstat(2).
    pub(crate) fn found(&self) -> io::Result<Stat> {
        if let Some(found) = self.found.get() {
            return Ok(*found);
        }
        let found = self.lock.file().stat()?;
        Ok(*self.found.get_or_init(|| found))
    }

    /// Takes the holder's name away, and writes the anchor with it. Both are advisory: without
    /// the anchor the next opener looks at the log.
    pub(crate) fn release(&self, anchor: Option<&Anchor>) {
        let file = self.lock.file();
        self.is_named.set(false);
        if !self.lock.is_inherited() {
            return drop(write_released(anchor, file));
        }
        // Somebody else goes on holding it.
        if let Some(anchor) = anchor {
            drop(anchor.write(file));
        }
        drop(Holder::write_turn(None, file));
    }

    pub(crate) fn name_holder(&self, holder: &Holder) {
        // Advisory: who waits is told a little less without it.
        let file = self.lock.file();
        drop(if self.lock.is_inherited() { Holder::write_turn(Some(holder), file) } else { holder.write(file) });
        self.is_named.set(true);
    }
}
