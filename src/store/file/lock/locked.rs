//! Phase 1 of a write: the lock and the turn are held.

use std::path::Path;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::log::digest::Digest;
use crate::log::entry::Change;
use crate::platform::attributes::Attributes;
use crate::platform::boot::Boot;
use crate::platform::filesystem::{FileSystem, Sharing};
use crate::platform::io_failure::io_failure;
use crate::platform::permissions::Permissions;
use crate::platform::temporary::Temporary;
use crate::store::file::FileStore;
use crate::store::file::layout::files::{ContextFiles, saved};
use crate::store::file::lock::Lock;
use crate::store::file::lock::contention::{lock_failure, waiting};
use crate::store::file::lock::held::Held;
use crate::store::file::lock::inherited::{held_above, held_for_us, lock_is_gone};
use crate::store::file::lock::planted::check_lock;
use crate::store::file::lock::wait::Patience;
use crate::store::options::Options;
use crate::store::origin::Origin;
use crate::text::timestamp::timestamp_text;

/// The mode of a new context for which none was given: its owner alone gets in.
const PRIVATE: u32 = 0o600;

/// The lock and the turn: no other process writes, and none opens the files to read.
pub struct Locked<'s, S: FileSystem> {
    pub files: &'s ContextFiles<S>,
    pub options: &'s Options,
    pub origin: &'s Origin,
    held: Held<S::File>,
    /// The mode of the first file of a new context, where there is no document to take it from.
    first_mode: u32,
}

impl<'s, S: FileSystem> Locked<'s, S> {
    /// Takes the lock and the turn.
    ///
    /// # Errors
    /// Fails if the lock is busy, if `ctx lock` holds it for this process and no longer may, or on
    /// an I/O error.
    pub fn take(store: &'s FileStore<S>, origin: &'s Origin) -> Result<Self> {
        let FileStore { files, options } = store;
        files.refuse_long_name()?;
        let tell = |level| (options.report)(&waiting(files, level));
        let in_vain = || held_above(files);
        let patience = Patience::new(options.wait, &tell).unless(&in_vain);
        let (system, path) = (&files.system, &files.lock);
        let not_committed = |failure: Failure| failure.outcome("not committed");
        let lock = match held_for_us(store).map_err(not_committed)? {
            None => Lock::exclusive(system, path, &patience).and_then(|lock| lock.with_turn(&patience)),
            Some((_, Sharing::Exclusive)) => Lock::inherited(system, path, &patience),
            Some((_, Sharing::Shared)) => {
                let why = "could not write while `ctx lock --shared` holds the lock for others to read too";
                return Err(Failure::new(Kind::Conflict, why).hint("use `ctx lock` without --shared").into());
            }
        };
        let lock = lock.map_err(|e| lock_failure(files, options.wait, e))?;
        // The next holder waits for this turn, so from here on the answer cannot change.
        if lock.is_inherited() && held_for_us(store).map_err(not_committed)?.is_none() {
            return Err(not_committed(lock_is_gone(files)).into());
        }
        Self::of(store, origin, lock)
    }

    /// With the lock and the turn that are taken already.
    ///
    /// # Errors
    /// Fails if the lock file is not one that this process may trust.
    pub fn of(store: &'s FileStore<S>, origin: &'s Origin, lock: Lock<S::File>) -> Result<Self> {
        let FileStore { files, options } = store;
        let held = Held::of(lock);
        check_lock(files, &held, origin.author.uid)?;
        held.name_holder(&origin.holder((options.now)()));
        Ok(Self { files, options, origin, held, first_mode: PRIVATE })
    }

    /// The same lock, for a new context whose files get `mode`, and the lock file what fits it.
    ///
    /// # Errors
    /// Fails if fchmod(2) fails.
    pub fn for_new_files(self, mode: u32) -> Result<Self> {
        let lock_mode = Permissions::of_mode(mode).for_writers().mode();
        self.held.set_mode(lock_mode).map_err(|e| io_failure("set the mode of", &self.files.lock, &e))?;
        Ok(Self { first_mode: mode, ..self })
    }

    /// The lock, and what its file says.
    pub fn held(&self) -> &Held<S::File> {
        &self.held
    }

    /// The record of a change, by whoever asked for it and at this moment, without its content.
    #[must_use]
    pub fn change(&self, boot: &Boot, op: &str, args: serde_json::Value) -> Change {
        let mut author = self.origin.author.clone();
        author.at = timestamp_text((self.options.now)());
        boot.identifier().clone_into(&mut author.boot);
        let (message, durability) = (self.origin.message.clone(), self.options.durability.word().to_owned());
        Change { op: op.to_owned(), args, author, message, durability, ..Change::default() }
    }

    /// The attributes of a new document: those of the one that is there, or of the log that can
    /// rebuild it, or the mode that was asked for. Never those of the lock, which anybody may have made.
    ///
    /// # Errors
    /// Fails if open(2), fstat(2) or reading the extended attributes fails.
    pub fn attributes(&self) -> Result<Attributes> {
        let found = self.files.attributes();
        let found = found.map_err(|e| io_failure("look at", &self.files.document, &e).outcome("not committed"))?;
        Ok(found.unwrap_or_else(|| Attributes::first(self.first_mode)))
    }

    /// The attributes of a file that is created beside the document.
    ///
    /// # Errors
    /// As [`Locked::attributes`].
    pub fn attributes_beside(&self) -> Result<Attributes> {
        Ok(self.attributes()?.beside())
    }

    /// Saves bytes that recovery is about to replace in a file beside `original`; returns its name.
    ///
    /// # Errors
    /// Fails on an I/O error.
    pub fn save(&self, original: &Path, why: &str, bytes: &[u8]) -> Result<String> {
        let path = saved(original, why, &Digest::of(bytes));
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // Written aside and renamed, so that a file with this name is always whole.
        let aside = path.with_file_name(format!(".{name}.tmp"));
        let written = Temporary::write(&self.files.system, &aside, bytes, &self.attributes_beside()?, true);
        let temporary = written.map_err(|e| e.told("write", &path).outcome("not committed"))?;
        let named = temporary.publish(&path).and_then(|_| self.files.system.flush_directory(&self.files.directory));
        named.map_err(|e| io_failure("write", &path, &e).outcome("not committed"))?;
        Ok(name)
    }
}
