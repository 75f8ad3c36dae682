//! Taking the lock, saying who holds it, and holding it for somebody else.

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::platform::filesystem::{FileSystem, Inherited, OpenFile as _, Sharing};
use crate::platform::io_failure::io_failure;
use crate::store::file::FileStore;
use crate::store::file::lock::anchor::Holder;
use crate::store::file::lock::contention::{held_by, holder, lock_failure, reading_failure, waiting};
use crate::store::file::lock::held::Held;
use crate::store::file::lock::{Lock, LockError, Patience};
use crate::store::{Exclusion, InheritedLock, Origin, Wait};
use crate::text::shell::shell_path;
use crate::text::timestamp::timestamp_text;

impl<S: FileSystem> FileStore<S> {
    /// The lock and the turn: nobody else writes, and nobody looks.
    pub(crate) fn lock_exclusive(&self, origin: &Origin) -> Result<Held<S::File>> {
        self.files.refuse_long_name()?;
        let tell = |level| (self.options.report)(&waiting(&self.files, level));
        let patience = Patience::new(self.options.wait, &tell);
        let (system, path) = (&self.files.system, &self.files.lock);
        let not_committed = |failure: Failure| failure.outcome("not committed");
        let lock = match self.inherited_lock().map_err(not_committed)? {
            None => Lock::exclusive(system, path, &patience).and_then(|lock| lock.with_turn(&patience)),
            Some((_, Sharing::Exclusive)) => Lock::inherited(system, path, &patience),
            Some((_, Sharing::Shared)) => {
                let why = "could not write while `ctx lock --shared` holds the lock for others to read too";
                return Err(Failure::new(Kind::Conflict, why).hint("use `ctx lock` without --shared").into());
            }
        };
        let lock = lock.map_err(|e| self.lock_failure(e))?;
        // Whoever has the lock next waits for this turn, so from here on it is known.
        if lock.is_inherited() && self.inherited_lock().map_err(not_committed)?.is_none() {
            return Err(not_committed(self.lock_is_gone()).into());
        }
        let held = Held::of(lock);
        self.check_lock(&held, origin)?;
        held.name_holder(&self.holder_of(origin));
        Ok(held)
    }

    /// The lock that another process holds for this one, and how.
    ///
    /// # Errors
    /// It does not hold it any more: what was found under it may have changed since.
    fn inherited_lock(&self) -> Result<Option<(&InheritedLock, Sharing)>, Failure> {
        let Some(inherited) = &self.options.inherited_lock else { return Ok(None) };
        match self.files.system.inherited_lock(inherited.descriptor, &self.files.lock) {
            Inherited::Held(sharing) => Ok(Some((inherited, sharing))),
            Inherited::Released => Err(self.lock_is_over()),
            Inherited::Elsewhere if inherited.file == Some(self.lock_path()) => Err(self.lock_is_gone()),
            // Who waited for it would wait for the one that it runs under.
            Inherited::Other if inherited.file == Some(self.lock_path()) => Err(self.lock_was_closed(inherited)),
            // It is the lock of another context.
            Inherited::Elsewhere | Inherited::Other => Ok(None),
        }
    }

    /// The path of the lock file, the same from every working directory.
    fn lock_path(&self) -> String {
        let directory = self.files.system.resolve(&self.files.directory);
        let directory = directory.unwrap_or_else(|_| self.files.directory.clone());
        directory.join(self.files.lock.file_name().unwrap_or_default()).to_string_lossy().into_owned()
    }

    fn lock_is_over(&self) -> Failure {
        let shown = self.files.lock.display();
        let why = format!("the `ctx lock` that began this command does not hold {shown} any more");
        Failure::new(Kind::Conflict, why)
            .fact("file", shown.to_string())
            .hint("others may have written since; to go on without it, put this in front: env -u CTX_LOCK_FD")
    }

    fn lock_was_closed(&self, inherited: &InheritedLock) -> Failure {
        let (shown, descriptor) = (self.files.lock.display(), inherited.descriptor);
        let why = format!(
            "`ctx lock` holds {shown} for this command, but descriptor {descriptor}, which proves that, was closed on the way"
        );
        Failure::new(Kind::Conflict, why)
            .fact("file", shown.to_string())
            .hint("let it be inherited: in Python, subprocess.run(..., close_fds=False)")
            .hint("if that `ctx lock` has ended, put this in front: env -u CTX_LOCK_FD")
    }

    fn lock_is_gone(&self) -> Failure {
        let shown = self.files.lock.display();
        let why = format!("{shown} was removed or replaced while `ctx lock` held it for this command");
        Failure::new(Kind::Conflict, why)
            .fact("file", shown.to_string())
            .hint("run that `ctx lock` again; a lock is released by the system when its holder ends, so never remove the file")
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
    pub(crate) fn holder_now(&self) -> Result<Option<Holder>> {
        let patience = Patience::new(Wait::Never, &|_| {});
        match Lock::shared(&self.files.system, &self.files.lock, &patience) {
            Ok(_) => Ok(None),
            Err(LockError::Busy(level)) => Ok(holder(&self.files, level)),
            Err(e) => Err(reading_failure(&self.files, self.options.wait, e).into()),
        }
    }

    /// Holds the lock while `run` does what it does.
    ///
    /// # Errors
    /// As [`Store::hold`].
    pub(crate) fn hold_while(
        &self,
        origin: &Origin,
        sharing: Sharing,
        run: &mut dyn FnMut(&InheritedLock) -> Result<()>,
    ) -> Result<Exclusion> {
        // Who inherited the lock passes it on.
        if let Some((inherited, held)) = self.inherited_lock()? {
            if held == Sharing::Shared && sharing == Sharing::Exclusive {
                let why = "could not lock while `ctx lock --shared` holds the lock for others to read too";
                return Err(Failure::new(Kind::Conflict, why).hint("use `ctx lock` without --shared").into());
            }
            run(inherited)?;
            return Ok(self.inherited_lock().map_or_else(Exclusion::Broken, |_| Exclusion::Kept));
        }
        let tell = |level| (self.options.report)(&waiting(&self.files, level));
        let patience = Patience::new(self.options.wait, &tell);
        let held = match sharing {
            Sharing::Exclusive => self.lock_alone(origin, &patience)?,
            Sharing::Shared => self.lock_with_others(origin, &patience)?,
        };
        let descriptor = held.file().pass_on().map_err(|e| io_failure("pass on", &self.files.lock, &e))?;
        let result = run(&InheritedLock { descriptor, file: Some(self.lock_path()) });
        let exclusion = self.end_of(&held, sharing);
        result.and(exclusion)
    }

    /// The exclusive lock, when nobody who inherited it from another one is writing any more.
    fn lock_alone(&self, origin: &Origin, patience: &Patience<'_>) -> Result<Held<S::File>> {
        let (system, path) = (&self.files.system, &self.files.lock);
        let lock = Lock::exclusive(system, path, patience).map_err(|e| self.lock_failure(e))?;
        let turn = Lock::turn(system, path, patience).map_err(|e| self.lock_failure(e))?;
        drop(turn);
        let held = Held::of(lock);
        self.check_lock(&held, origin)?;
        held.name_holder(&self.holder_of(origin));
        Ok(held)
    }

    /// The shared lock, in the same way.
    fn lock_with_others(&self, origin: &Origin, patience: &Patience<'_>) -> Result<Held<S::File>> {
        let (system, path) = (&self.files.system, &self.files.lock);
        if system.stat(path).is_err() {
            // What is not there cannot be shared: taking it makes it.
            drop(self.lock_exclusive(origin)?);
        }
        let missing = || io_failure("open", path, &std::io::ErrorKind::NotFound.into());
        let lock = Lock::shared(system, path, patience).map_err(|e| self.lock_failure(e))?.ok_or_else(missing)?;
        drop(Lock::look(system, path, patience).map_err(|e| self.lock_failure(e))?);
        Ok(Held::of(lock))
    }

    /// Gives the lock back, when what the command left behind has ended its write.
    fn end_of(&self, held: &Held<S::File>, sharing: Sharing) -> Result<Exclusion> {
        let (system, path) = (&self.files.system, &self.files.lock);
        let in_place = held.is_in_place(system, path);
        let tell = |level| (self.options.report)(&waiting(&self.files, level));
        let turn = match &in_place {
            Ok(true) if sharing == Sharing::Exclusive => {
                Lock::turn(system, path, &Patience::new(self.options.wait, &tell)).map(Some)
            }
            _ => Ok(None),
        };
        if let Err(LockError::Busy(level)) = &turn {
            // Nobody is let in by that: whoever has the lock next waits for the turn too.
            let of_others = holder(&self.files, *level).filter(|holder| holder.pid != std::process::id());
            let who = held_by(of_others.as_ref());
            let why = "which was begun under the lock and goes on: whoever comes next waits for that";
            (self.options.report)(&format!("{} is still {who}, {why}", path.display()));
        }
        held.release(None);
        // Closing it would not do: whoever the command left behind has it open too.
        drop(held.file().unlock());
        drop(turn);
        if in_place.map_err(|e| io_failure("look at", path, &e))? {
            return Ok(Exclusion::Kept);
        }
        let shown = path.display();
        let why =
            format!("{shown} was removed or replaced while the command ran, so others may have written meanwhile");
        let failure = Failure::new(Kind::Conflict, why).fact("file", shown.to_string());
        let log = shell_path(&self.files.document);
        Ok(Exclusion::Broken(
            failure.hint(format!("see what was written: ctx -f {log} log; and never remove the lock")),
        ))
    }

    fn lock_failure(&self, error: LockError) -> Failure {
        lock_failure(&self.files, self.options.wait, error)
    }
}
