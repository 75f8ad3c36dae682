//! The lock that a `ctx lock` holds for this process, which it inherited as a descriptor.

use crate::error::{Failure, Kind};
use crate::platform::child::processes::has_ancestor;
use crate::platform::filesystem::{FileSystem, Inherited, Sharing};
use crate::store::file::FileStore;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::lock::contention::{Whereabouts, holder, whereabouts};
use crate::store::file::lock::wait::Level;
use crate::store::options::InheritedLock;

/// The command that holds the lock while another one runs, as the lock file names it.
const HOLDING: &str = "ctx lock";

/// The lock that another process holds for this one, and how; `None` if there is none of this context.
///
/// # Errors
/// Fails if that process no longer holds it: what was found under it may have changed since.
pub fn held_for_us<S: FileSystem>(store: &FileStore<S>) -> Result<Option<(&InheritedLock, Sharing)>, Failure> {
    let FileStore { files, options } = store;
    let Some(inherited) = &options.inherited_lock else { return Ok(None) };
    let own = files.system.inherited_lock(inherited.descriptor, &files.lock);
    let found = match (own, inherited.holder) {
        // The number may be that of another file here, even of the lock file that this process opened.
        (Inherited::Released | Inherited::Elsewhere | Inherited::Other, Some(holder)) => {
            match files.system.lock_of_ancestor(holder, inherited.descriptor, &files.lock) {
                Inherited::Other => own,
                above => above,
            }
        }
        (own, _) => own,
    };
    match found {
        Inherited::Held(sharing) => Ok(Some((inherited, sharing))),
        Inherited::Released => Err(lock_has_ended(files)),
        Inherited::Elsewhere if inherited.file == Some(lock_path(files)) => Err(lock_is_gone(files)),
        // Waiting for the lock would be waiting for the process that this one runs under.
        Inherited::Other if inherited.file == Some(lock_path(files)) => Err(descriptor_was_closed(files, inherited)),
        // It is the lock of another context.
        Inherited::Elsewhere | Inherited::Other => Ok(None),
    }
}

/// The path of the lock file, the same from every working directory.
#[must_use]
pub fn lock_path(files: &ContextFiles<impl FileSystem>) -> String {
    let directory = files.system.resolve(&files.directory);
    let directory = directory.unwrap_or_else(|_| files.directory.clone());
    directory.join(files.lock.file_name().unwrap_or_default()).to_string_lossy().into_owned()
}

/// The failure that the lock file was removed while `ctx lock` held it for this process.
#[must_use]
pub fn lock_is_gone(files: &ContextFiles<impl FileSystem>) -> Failure {
    let shown = files.lock.display();
    let why = format!("{shown} was removed or replaced while `ctx lock` held it for this command");
    Failure::new(Kind::Conflict, why).fact("file", shown.to_string()).hint(
        "run that `ctx lock` again; a lock is released by the system when its holder ends, so never remove the file",
    )
}

fn lock_has_ended(files: &ContextFiles<impl FileSystem>) -> Failure {
    let shown = files.lock.display();
    let why = format!("the `ctx lock` that began this command does not hold {shown} any more");
    Failure::new(Kind::Conflict, why)
        .fact("file", shown.to_string())
        .hint("others may have written since; to go on without it, put this in front: env -u CTX_LOCK_FD")
}

/// The failure that a `ctx lock` holds the lock under which this process runs without knowing of it:
/// waiting would be waiting for itself.
#[must_use]
pub fn held_above(files: &ContextFiles<impl FileSystem>) -> Option<Failure> {
    let holder = holder(files, Level::Lock)?;
    if holder.command != HOLDING || whereabouts(&holder) != Whereabouts::Here || !has_ancestor(holder.pid) {
        return None;
    }
    let (shown, pid) = (files.lock.display(), holder.pid);
    let why = format!(
        "`ctx lock` (pid {pid}) holds {shown} for this command, which cannot prove that: its environment lacks CTX_LOCK_FD"
    );
    Some(
        Failure::new(Kind::Conflict, why).fact("file", shown.to_string()).hint(
            "pass on CTX_LOCK_FD, CTX_LOCK_FILE and CTX_LOCK_HOLDER: with env -i, sudo or a container, name them",
        ),
    )
}

fn descriptor_was_closed(files: &ContextFiles<impl FileSystem>, inherited: &InheritedLock) -> Failure {
    let (shown, descriptor) = (files.lock.display(), inherited.descriptor);
    let holder = inherited
        .holder
        .map(|holder| format!(", and this command is not below process {}, which holds it", holder.pid));
    let why = format!(
        "`ctx lock` holds {shown} for this command, but descriptor {descriptor}, which proves that, was closed on the way{}",
        holder.unwrap_or_default()
    );
    Failure::new(Kind::Conflict, why)
        .fact("file", shown.to_string())
        .hint("let it be inherited: in Python, subprocess.run(..., close_fds=False)")
        .hint("if that `ctx lock` has ended, put this in front: env -u CTX_LOCK_FD")
}
