//! Holding the lock while a command runs, and telling who holds it.

use std::io;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::platform::child::processes::Identity;
use crate::platform::filesystem::{FileSystem, OpenFile as _, Sharing};
use crate::platform::io_failure::io_failure;
use crate::store::capability::hold::{Exclusion, Hold};
use crate::store::file::FileStore;
use crate::store::file::commit::pending::publish_pending;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::lock::Lock;
use crate::store::file::lock::contention::{held_by, holder, lock_failure, reading_failure, waiting};
use crate::store::file::lock::held::Held;
use crate::store::file::lock::inherited::{held_above, held_for_us, lock_path};
use crate::store::file::lock::locked::Locked;
use crate::store::file::lock::pending::Pending;
use crate::store::file::lock::planted::check_lock;
use crate::store::file::lock::wait::{LockError, Patience};
use crate::store::holder::Holder;
use crate::store::options::{InheritedLock, Wait};
use crate::store::origin::Origin;
use crate::text::shell::shell_path;

impl<S: FileSystem> Hold for FileStore<S> {
    fn holder(&self) -> Result<Option<Holder>> {
        let Self { files, options } = self;
        let patience = Patience::new(Wait::Never, &|_| {});
        match Lock::shared(&files.system, &files.lock, &patience) {
            Ok(_) => Ok(None),
            Err(LockError::Busy(level)) => Ok(holder(files, level)),
            Err(e) => Err(reading_failure(files, options.wait, e).into()),
        }
    }

    fn hold(
        &self,
        origin: &Origin,
        sharing: Sharing,
        run: &mut dyn FnMut(&InheritedLock) -> Result<()>,
    ) -> Result<Exclusion> {
        let Self { files, options } = self;
        // An inherited lock is passed on.
        if let Some((inherited, held)) = held_for_us(self)? {
            if held == Sharing::Shared && sharing == Sharing::Exclusive {
                let why = "could not lock while `ctx lock --shared` holds the lock for others to read too";
                return Err(Failure::new(Kind::Conflict, why).hint("use `ctx lock` without --shared").into());
            }
            run(inherited)?;
            return Ok(held_for_us(self).map_or_else(Exclusion::Broken, |_| Exclusion::Kept));
        }
        let tell = |level| (options.report)(&waiting(files, level));
        let in_vain = || held_above(files);
        let patience = Patience::new(options.wait, &tell).unless(&in_vain);
        let held = match sharing {
            Sharing::Exclusive => lock_alone(self, origin, &patience)?,
            Sharing::Shared => lock_with_others(self, origin, &patience)?,
        };
        let descriptor = held.file().pass_on().map_err(|e| io_failure("pass on", &files.lock, &e))?;
        let result = run(&InheritedLock { descriptor, file: Some(lock_path(files)), holder: Identity::own() });
        let exclusion = give_back(self, &held, sharing);
        result.and(exclusion)
    }
}

/// Takes the exclusive lock, when nobody who inherited it from another holder is writing any more.
fn lock_alone<S: FileSystem>(store: &FileStore<S>, origin: &Origin, patience: &Patience<'_>) -> Result<Held<S::File>> {
    let FileStore { files, options } = store;
    let failed = |e| lock_failure(files, options.wait, e);
    let lock = Lock::exclusive(&files.system, &files.lock, patience).map_err(failed)?;
    drop(Lock::turn(&files.system, &files.lock, patience).map_err(failed)?);
    publish_before(store, origin, patience, &lock)?;
    let held = Held::of(lock);
    check_lock(files, &held, origin.author.uid)?;
    held.name_holder(&origin.holder((options.now)()));
    Ok(held)
}

/// Takes the shared lock, in the same way.
fn lock_with_others<S: FileSystem>(
    store: &FileStore<S>,
    origin: &Origin,
    patience: &Patience<'_>,
) -> Result<Held<S::File>> {
    let FileStore { files, options } = store;
    let (system, path) = (&files.system, &files.lock);
    if system.stat(path).is_err() {
        // Taking the exclusive lock creates the file.
        drop(Locked::take(store, origin)?);
    }
    let failed = |e| lock_failure(files, options.wait, e);
    let missing = || io_failure("open", path, &io::ErrorKind::NotFound.into());
    let lock = Lock::shared(system, path, patience).map_err(failed)?.ok_or_else(missing)?;
    drop(Lock::look(system, path, patience).map_err(failed)?);
    publish_before(store, origin, patience, &lock)?;
    Ok(Held::of(lock))
}

/// Publishes what is pending, so that nobody does while a command runs under the lock that this process holds.
fn publish_before<S: FileSystem>(
    store: &FileStore<S>,
    origin: &Origin,
    patience: &Patience<'_>,
    lock: &Lock<S::File>,
) -> Result<()> {
    let FileStore { files, options } = store;
    if Pending::read(lock.file()).map_err(|e| io_failure("read", &files.lock, &e))?.is_none() {
        return Ok(());
    }
    let turn = Lock::inherited(&files.system, &files.lock, patience);
    let turn = turn.map_err(|e| lock_failure(files, options.wait, e))?;
    publish_pending(&Locked::of(store, origin, turn)?).map(drop)
}

/// Gives the lock back, once the processes that the command left behind have ended their write.
fn give_back<S: FileSystem>(store: &FileStore<S>, held: &Held<S::File>, sharing: Sharing) -> Result<Exclusion> {
    let FileStore { files, options } = store;
    let (system, path) = (&files.system, &files.lock);
    let in_place = held.is_in_place(system, path);
    let tell = |level| (options.report)(&waiting(files, level));
    let turn = match &in_place {
        Ok(true) if sharing == Sharing::Exclusive => {
            Lock::turn(system, path, &Patience::new(options.wait, &tell)).map(Some)
        }
        _ => Ok(None),
    };
    if let Err(LockError::Busy(level)) = &turn {
        // This lets nobody in: the next holder waits for the turn too.
        let of_others = holder(files, *level).filter(|holder| holder.pid != std::process::id());
        let who = held_by(of_others.as_ref());
        let why = "which was begun under the lock and goes on: whoever comes next waits for that";
        (options.report)(&format!("{} is still {who}, {why}", path.display()));
    }
    held.release(None);
    // Closing the file would not release the lock: processes left behind have it open too.
    drop(held.file().unlock());
    drop(turn);
    if in_place.map_err(|e| io_failure("look at", path, &e))? {
        return Ok(Exclusion::Kept);
    }
    Ok(Exclusion::Broken(lock_was_removed(files)))
}

fn lock_was_removed(files: &ContextFiles<impl FileSystem>) -> Failure {
    let shown = files.lock.display();
    let why = format!("{shown} was removed or replaced while the command ran, so others may have written meanwhile");
    let log = shell_path(&files.document);
    Failure::new(Kind::Conflict, why)
        .fact("file", shown.to_string())
        .hint(format!("see what was written: ctx -c {log} log; and never remove the lock"))
}
