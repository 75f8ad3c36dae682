//! Keeping a document: the one door that every read and every change goes through.
//!
//! An engine implements [`Store`]. [`file`] is the one over a file.

pub mod edited;
pub mod file;
pub mod holder;
pub mod options;
pub mod origin;
pub mod outcome;
pub mod plan;
pub mod redact;
pub mod seal;
pub mod snapshot;
pub mod volume;

use anyhow::Result;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::log::compaction::Dropped;
use crate::log::entry::{Action, Entry, Revision};
use crate::log::history::History;
use crate::log::record_id::RecordId;
use crate::log::retention::Retention;

pub use crate::store::edited::Edit;
pub use crate::store::holder::Holder;
pub use crate::store::options::{Durability, InheritedLock, Options, Wait};
pub use crate::store::origin::Origin;
pub use crate::store::outcome::Outcome;
pub use crate::store::snapshot::Snapshot;

/// A document that processes share, one revision after another.
pub trait Store: History {
    /// The document as it is, and its revision. Writes nothing.
    ///
    /// # Errors
    /// The lock is busy, the files cannot be read, or they are damaged.
    fn read(&self) -> Result<Snapshot>;

    /// Applies `edit` to the current document and commits the result as one revision, or
    /// nothing. `edit` may run again on another document, so it must touch nothing but its
    /// draft. A message ([`Action::is_message`]) is recorded too, and leaves the document as it is.
    ///
    /// Callers use [`update`], which also returns what the edit returned.
    ///
    /// # Errors
    /// Fails if `edit` fails, if the lock is busy, or on an I/O error, whose message says
    /// "not committed" or "outcome unknown".
    fn transact(&self, origin: &Origin, edit: &mut Edit<'_>) -> Result<Outcome<()>>;

    /// Begins a document without members, for those whom `mode` lets in.
    ///
    /// # Errors
    /// Something is there already, or it cannot be written.
    fn create(&self, origin: &Origin, mode: u32) -> Result<Entry>;

    /// Drops the oldest records, but those that `keep` keeps, and records that.
    ///
    /// # Errors
    /// As [`Store::update`], and a file system without hard links.
    fn compact(&self, origin: &Origin, keep: &Retention) -> Result<Compacted>;

    /// What is damaged, and what a repair would do about it. Writes nothing.
    ///
    /// # Errors
    /// What is no damage: input or output, a lock that is busy.
    fn damages(&self) -> Result<Vec<Damage>>;

    /// Repairs what is damaged; what was done. Bytes that are replaced are kept.
    ///
    /// # Errors
    /// As [`Store::damages`], and a document that nothing sound is left of.
    fn repair(&self, origin: &Origin) -> Result<Vec<Damage>>;

    /// Checks every record and the document, and that `expected` is among the records.
    ///
    /// # Errors
    /// The first thing that does not hold.
    fn verify(&self, expected: Option<&RecordId>) -> Result<Verified>;

    /// Who holds the lock now, as far as can be told without waiting.
    ///
    /// # Errors
    /// A lock that cannot be looked at.
    fn holder(&self) -> Result<Option<Holder>>;

    /// Holds the lock while `run` does what it does; it is told how child processes find the lock.
    ///
    /// # Errors
    /// The lock is busy or cannot be had, and those of `run`.
    fn hold(
        &self,
        origin: &Origin,
        sharing: crate::platform::filesystem::Sharing,
        run: &mut dyn FnMut(&InheritedLock) -> Result<()>,
    ) -> Result<Exclusion>;

    /// A watch on what others do here, from now on.
    fn changes(&self) -> crate::platform::watcher::Changes;

    /// The records after `since`, oldest first, until `visit` fails.
    ///
    /// # Errors
    /// A log that cannot be read, a record that is damaged, and those of `visit`.
    fn entries(&self, since: Revision, visit: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()>;
}

/// Whether others were kept out for as long as the lock was held.
#[must_use]
#[derive(Debug)]
pub enum Exclusion {
    Kept,
    /// Others may have written meanwhile, since this happened.
    Broken(Failure),
}

/// Something that is damaged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    pub why: String,
    /// What a repair does about it.
    pub remedy: String,
}

/// What became of a compaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compacted {
    /// There is nothing to drop.
    Nothing,
    /// In this revision.
    Dropped(Revision, Dropped),
}

/// What [`Store::verify`] found to be true.
#[derive(Clone, Debug)]
pub struct Verified {
    pub first: Revision,
    pub head: RecordId,
    /// A writer died before it replaced the document: readers roll forward, and the
    /// next write does.
    pub behind: bool,
    /// The document has the content of its last revision, and another layout than ctx writes.
    pub other_layout: bool,
    /// Records before the first one, and the revision that says that they were dropped.
    pub dropped: Option<(Dropped, Revision)>,
    /// The first record that has an HMAC.
    pub hmac_since: Option<Revision>,
    /// There was a key to check them with.
    pub hmac_checked: bool,
    /// The name of the context, which never changes; older logs have none.
    pub lineage: Option<String>,
    /// Redacted values of which there is only the hash.
    pub lost: Vec<KeyPath>,
}

/// Applies `edit` to the current document of `store` and commits the result as one revision, or
/// nothing; returns what the last run of `edit` returned.
///
/// `edit` may run more than once, each time on a new draft, and must touch nothing else.
///
/// # Errors
/// As [`Store::transact`].
pub fn update<T>(
    store: &dyn Store,
    origin: &Origin,
    mut edit: impl FnMut(&mut Draft<'_>) -> Result<(Action, T)>,
) -> Result<Outcome<T>> {
    let mut last = None;
    let outcome = store.transact(origin, &mut |draft| {
        let (action, value) = edit(draft)?;
        last = Some(value);
        Ok(action)
    })?;
    let value = last.ok_or_else(|| Failure::new(Kind::Io, "the store never ran the edit"))?;
    Ok(outcome.with(value))
}
