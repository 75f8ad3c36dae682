//! The last snapshot of a context, and whether it is still current.

use std::path::Path;
use std::sync::{PoisonError, RwLock};
use std::time::{Duration, Instant};

use crate::draft::expiries;
use crate::library::error::Result;
use crate::library::snapshot::Snapshot;
use crate::platform::filesystem::native::Native;
use crate::platform::sameness::Sameness;
use crate::store::Store as _;
use crate::store::file::FileStore;

/// How long a snapshot is believed that looks current: after this it is read again.
pub const FRESH: Duration = Duration::from_secs(1);

/// The last snapshot that was read.
#[derive(Default)]
pub struct Current {
    last: RwLock<Option<Last>>,
}

struct Last {
    snapshot: Snapshot,
    file: Sameness,
    read: Instant,
}

impl Current {
    /// The last snapshot if it is still current, else a new one.
    pub fn get(&self, store: &FileStore<Native>, path: &Path) -> Result<Snapshot> {
        let last = self.last.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = last.as_ref().filter(|last| last.file.holds() && last.read.elapsed() < FRESH) {
            return Ok(last.snapshot.clone());
        }
        drop(last);
        self.read(store, path)
    }

    /// A new snapshot, which is kept if nobody wrote meanwhile.
    pub fn read(&self, store: &FileStore<Native>, path: &Path) -> Result<Snapshot> {
        let (file, read) = (Sameness::of(path), Instant::now());
        let snapshot = Snapshot::of(store.read()?);
        // Opened before and the same after: what was read is this file.
        let file = file.ok().flatten().filter(Sameness::holds).filter(|_| stays(&snapshot));
        let last = file.map(|file| Last { snapshot: snapshot.clone(), file, read });
        *self.last.write().unwrap_or_else(PoisonError::into_inner) = last;
        Ok(snapshot)
    }
}

/// Whether no value expires for as long as the snapshot is believed.
fn stays(snapshot: &Snapshot) -> bool {
    let soon = crate::session::now() + FRESH;
    !expiries::all(snapshot.document()).iter().any(|expiry| expiry.is_over(soon))
}
