//! Taking the lock, saying who holds it, and holding it for somebody else.

use anyhow::Result;

use super::anchor::Holder;
use super::contention::{holder, lock_failure, reading_failure, waiting};
use super::file::FileStore;
use super::filesystem::{FileSystem, OpenFile as _, Sharing};
use super::held::Held;
use super::io_failure::io_failure;
use super::lock::{Lock, LockError};
use super::{Origin, Wait};
use crate::error::{Failure, Kind};
use crate::model::timestamp_text;

impl<S: FileSystem> FileStore<S> {
    pub(super) fn lock_exclusive(&self, origin: &Origin) -> Result<Held<S::File>> {
        let tell = || (self.options.report)(&waiting(&self.files));
        let lock = match self.inherited_lock() {
            None => Lock::exclusive(&self.files.system, &self.files.lock, self.options.wait, &tell),
            Some(Sharing::Exclusive) => Lock::inherited(&self.files, Sharing::Exclusive, self.options.wait, &tell),
            Some(Sharing::Shared) => {
                let why = "could not write while `ctx lock --shared` holds the lock for others to read too";
                return Err(Failure::new(Kind::Conflict, why).hint("use `ctx lock` without --shared").into());
            }
        };
        let held = Held::of(lock.map_err(|e| self.lock_failure(e))?);
        if !held.is_inherited() {
            held.name_holder(&self.holder_of(origin));
        }
        Ok(held)
    }

    pub(super) fn inherited_lock(&self) -> Option<Sharing> {
        self.options.inherited_lock.and_then(|inherited| self.files.system.inherited_lock(inherited, &self.files.lock))
    }

    fn holder_of(&self, origin: &Origin) -> Holder {
        Holder {
            agent: origin.author.agent.clone(),
            pid: origin.author.pid,
            host: origin.author.host.clone(),
            command: origin.command.clone(),
            since: timestamp_text((self.options.now)()),
        }
    }

    /// Who holds the lock now.
    ///
    /// # Errors
    /// As [`Store::holder`].
    pub(super) fn holder_now(&self) -> Result<Option<Holder>> {
        match Lock::shared(&self.files.system, &self.files.lock, Wait::Never, &|| {}) {
            Ok(_) => Ok(None),
            Err(LockError::Busy) => Ok(holder(&self.files)),
            Err(e) => Err(reading_failure(&self.files, self.options.wait, e).into()),
        }
    }

    /// Holds the lock while `run` does what it does.
    ///
    /// # Errors
    /// As [`Store::hold`].
    pub(super) fn hold_while(
        &self,
        origin: &Origin,
        sharing: Sharing,
        run: &mut dyn FnMut(u32) -> Result<()>,
    ) -> Result<()> {
        // Who inherited the lock passes it on.
        if let (Some(held), Some(inherited)) = (self.inherited_lock(), self.options.inherited_lock) {
            if held == Sharing::Shared && sharing == Sharing::Exclusive {
                let why = "could not lock while `ctx lock --shared` holds the lock for others to read too";
                return Err(Failure::new(Kind::Conflict, why).hint("use `ctx lock` without --shared").into());
            }
            return run(inherited);
        }
        if sharing == Sharing::Exclusive {
            let held = self.lock_exclusive(origin)?;
            let result = self.pass_on(&held, run);
            held.release(None);
            // Closing it would not do: whoever the command left behind has it open too.
            drop(held.file().unlock());
            return result;
        }
        if self.files.system.stat(&self.files.lock).is_err() {
            // What is not there cannot be shared: taking it makes it.
            drop(self.lock_exclusive(origin)?);
        }
        let tell = || (self.options.report)(&waiting(&self.files));
        let lock = Lock::shared(&self.files.system, &self.files.lock, self.options.wait, &tell);
        let lock = lock.map_err(|e| self.lock_failure(e))?;
        let lock = lock.ok_or_else(|| io_failure("open", &self.files.lock, &std::io::ErrorKind::NotFound.into()))?;
        let result = self.pass_on(&lock, run);
        drop(lock.file().unlock());
        result
    }

    fn pass_on(&self, lock: &Lock<S::File>, run: &mut dyn FnMut(u32) -> Result<()>) -> Result<()> {
        lock.file().pass_on().map_err(|e| io_failure("pass on", &self.files.lock, &e).into()).and_then(run)
    }

    fn lock_failure(&self, error: LockError) -> Failure {
        lock_failure(&self.files, self.options.wait, error)
    }
}
