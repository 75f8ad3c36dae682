//! Keeping a document: the door that everything passes through.
//!
//! [`file::FileStore`] keeps it in a file; what is particular to an operating
//! system stays in this folder.

pub mod file;
pub mod options;
pub mod plan;

use anyhow::Result;

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::log::compaction::Dropped;
use crate::log::entry::{Action, Author, Entry, Revision};
use crate::log::history::History;
use crate::log::record_id::RecordId;
use crate::log::retention::Retention;

use crate::store::file::lock::anchor::Holder;

pub use crate::store::options::{Durability, InheritedLock, Options, Wait};
pub use crate::store::plan::plan;

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

/// A change to a document: it says what it did.
pub type Edit<'e> = dyn FnMut(&mut Draft<'_>) -> Result<Action> + 'e;

/// A document at one revision.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub document: Document,
    pub revision: Revision,
    /// The size of the document's text, in bytes.
    pub size: u64,
    /// The document was changed without ctx after `revision`; the next write records it.
    pub edited_since: bool,
}

impl Snapshot {
    /// The revision that a change starts from: an unrecorded edit becomes one first.
    #[must_use]
    pub fn base(&self) -> Revision {
        if self.edited_since { self.revision.next() } else { self.revision }
    }
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

/// Who asks for a change, and why.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// Its `at` is filled in under the lock.
    pub author: Author,
    pub message: Option<String>,
    /// The command, for those who wait for the lock meanwhile.
    pub command: String,
}

/// The outcome of an update, and the value that the edit returned.
#[derive(Debug)]
pub enum Outcome<T> {
    Committed {
        entry: Box<Entry>,
        value: T,
    },
    /// The edit changed nothing: the document stays at this revision.
    Unchanged {
        revision: Revision,
        value: T,
    },
}

impl<T> Outcome<T> {
    /// The revision of the document now.
    #[must_use]
    pub fn revision(&self) -> Revision {
        match self {
            Self::Committed { entry, .. } => entry.link.rev,
            Self::Unchanged { revision, .. } => *revision,
        }
    }

    /// The value that the edit returned.
    #[must_use]
    pub fn into_value(self) -> T {
        match self {
            Self::Committed { value, .. } | Self::Unchanged { value, .. } => value,
        }
    }

    /// The same outcome with another value.
    #[must_use]
    pub fn with<U>(self, value: U) -> Outcome<U> {
        match self {
            Self::Committed { entry, .. } => Outcome::Committed { entry, value },
            Self::Unchanged { revision, .. } => Outcome::Unchanged { revision, value },
        }
    }
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
