//! The lock that a `ctx lock` holds for this process, which it inherited as a descriptor.

use crate::error::{Failure, Kind};
use crate::platform::filesystem::{FileSystem, Inherited, Sharing};
use crate::store::file::FileStore;
use crate::store::file::layout::files::ContextFiles;
use crate::store::options::InheritedLock;

/// The lock that another process holds for this one, and how; `None` if there is none of this context.
///
/// # Errors
/// Fails if that process no longer holds it: what was found under it may have changed since.
pub fn held_for_us<S: FileSystem>(store: &FileStore<S>) -> Result<Option<(&InheritedLock, Sharing)>, Failure> {
    let FileStore { files, options } = store;
    let Some(inherited) = &options.inherited_lock else { return Ok(None) };
    match files.system.inherited_lock(inherited.descriptor, &files.lock) {
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

fn descriptor_was_closed(files: &ContextFiles<impl FileSystem>, inherited: &InheritedLock) -> Failure {
    let (shown, descriptor) = (files.lock.display(), inherited.descriptor);
    let why = format!(
        "`ctx lock` holds {shown} for this command, but descriptor {descriptor}, which proves that, was closed on the way"
    );
    Failure::new(Kind::Conflict, why)
        .fact("file", shown.to_string())
        .hint("let it be inherited: in Python, subprocess.run(..., close_fds=False)")
        .hint("if that `ctx lock` has ended, put this in front: env -u CTX_LOCK_FD")
}
