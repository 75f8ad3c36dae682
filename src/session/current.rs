//! The last snapshot of a context, and whether it is still current.

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::draft::expiries;
use crate::json::document::Document;
use crate::platform::sameness::Sameness;
use crate::session::clock::now;
use crate::store::{Snapshot, Store};

/// How long a snapshot is believed that looks current: after this it is read again.
pub const FRESH: Duration = Duration::from_secs(1);

/// A snapshot that many hold.
pub trait Shared: Clone {
    fn of(snapshot: Snapshot) -> Self;

    fn document(&self) -> &Document;
}

impl Shared for Arc<Snapshot> {
    fn of(snapshot: Snapshot) -> Self {
        Self::new(snapshot)
    }

    fn document(&self) -> &Document {
        &self.document
    }
}

/// The last snapshot that was read.
pub struct Current<S>(RwLock<Option<Last<S>>>);

struct Last<S> {
    snapshot: S,
    file: Sameness,
    read: Instant,
}

impl<S> Default for Current<S> {
    fn default() -> Self {
        Self(RwLock::new(None))
    }
}

impl<S: Shared> Current<S> {
    /// The last snapshot if it is still current, else a new one.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub fn get(&self, store: &dyn Store, path: &Path) -> Result<S> {
        self.kept(Sameness::holds).map_or_else(|| self.read(store, path), Ok)
    }

    /// As [`Current::get`], also right after a directory above the document was exchanged.
    ///
    /// # Errors
    /// As [`Store::read`].
    #[cfg(feature = "mcp")]
    pub fn get_at(&self, store: &dyn Store, path: &Path) -> Result<S> {
        self.kept(|file| file.holds_at(path)).map_or_else(|| self.read(store, path), Ok)
    }

    /// Whether the last snapshot is still current, as for [`Current::get_at`].
    #[cfg(feature = "mcp")]
    pub fn is_at(&self, path: &Path) -> bool {
        self.kept(|file| file.holds_at(path)).is_some()
    }

    fn kept(&self, is_same: impl FnOnce(&Sameness) -> bool) -> Option<S> {
        let last = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let last = last.as_ref().filter(|last| is_same(&last.file) && last.read.elapsed() < FRESH);
        last.map(|last| last.snapshot.clone())
    }

    /// A new snapshot, which is kept if nobody wrote meanwhile.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub fn read(&self, store: &dyn Store, path: &Path) -> Result<S> {
        let (file, read) = (Sameness::of(path), Instant::now());
        let snapshot = S::of(store.read()?);
        // Opened before and the same after: what was read is this file.
        let file = file.ok().flatten().filter(Sameness::holds).filter(|_| stays(snapshot.document()));
        let last = file.map(|file| Last { snapshot: snapshot.clone(), file, read });
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = last;
        Ok(snapshot)
    }
}

/// Whether no value expires for as long as the snapshot is believed.
fn stays(document: &Document) -> bool {
    let soon = now() + FRESH;
    !expiries::all(document).iter().any(|expiry| expiry.is_over(soon))
}
