//! Whether the context is still the one that the client knows: revisions of another one mean nothing.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::entry::Revision;
use crate::store::Store;

/// The lineage of the context that the client knows, once it has one.
#[derive(Debug, Default)]
pub struct Lineage(Mutex<Option<String>>);

impl Lineage {
    /// Refuses a change once if another context is there now: what the client has read was of the last one. A call
    /// that reads gets a note instead.
    ///
    /// # Errors
    /// "Conflict".
    pub fn check(&self, store: &dyn Store, file: &Path, changes: bool) -> Result<Option<String>> {
        let Some(now) = lineage_of(store) else { return Ok(None) };
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).replace(now.clone());
        if known.is_none_or(|known| known == now) {
            return Ok(None);
        }
        let file = file.display().to_string();
        let why = format!("another context is at {file} now: revisions that you know are not its own");
        if !changes {
            return Ok(Some(why));
        }
        Err(Failure::new(Kind::Conflict, why).fact("file", file).hint("read again, then decide").into())
    }
}

/// The lineage, which the first record of a log has; `None` if there is none, or the log cannot be read, which is told
/// by what needs it.
fn lineage_of(store: &dyn Store) -> Option<String> {
    let (mut lineage, stop) = (None, || Failure::new(Kind::No, "enough"));
    drop(store.entries(Revision::START, &mut |entry| {
        lineage = entry.change.lineage;
        Err(stop().into())
    }));
    lineage
}
