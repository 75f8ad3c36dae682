//! A lock file that others may have planted, where they may create files too: before anything is
//! written to it, ctx checks whose it is.
//!
//! Links are never followed, and only a regular file is used. A second name of some other file is
//! not written to. A file must belong to this user, to root, to the owner of the directory or of
//! the document, or to a user who may write the document; whoever else made it could read,
//! change and lock what it holds.

use std::io;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::platform::attributes::Attributes;
use crate::platform::filesystem::{FileSystem, OpenFile, Stat};
use crate::platform::io_failure::io_failure;
use crate::platform::machine;
use crate::platform::permissions::Permissions;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::lock::held::Held;
use crate::text::shell::shell_path;

/// Refuses a lock file that user `uid` must not write to, and gives a new one the attributes that
/// fit the document.
///
/// # Errors
/// Fails with the refusal, or if stat(2) fails.
pub fn check_lock<S: FileSystem>(files: &ContextFiles<S>, lock: &Held<S::File>, uid: u32) -> Result<()> {
    let path = &files.lock;
    let failed = |e: io::Error| io_failure("look at", path, &e);
    let found = lock.found().map_err(failed)?;
    let (shown, word) = (path.display(), shell_path(path));
    let refused = |why: String| {
        Failure::new(Kind::Refused, format!("could not use {shown}: {why}")).fact("file", shown.to_string())
    };
    if found.links > 1 {
        let directory = shell_path(&files.directory);
        let why = format!("it has {} names, and what is written to it would change what they name too", found.links);
        let hint = format!("see which: find {directory} -samefile {word}; and while nobody writes: rm {word}");
        return Err(refused(why).hint(hint).into());
    }
    let (is_ours, is_new) = (found.uid == uid, found.size == 0);
    if (is_ours || found.uid == 0) && !is_new {
        return Ok(());
    }
    let like = files.attributes().map_err(failed)?;
    if !is_ours && !is_of_a_writer(files, &found, like.as_ref()).map_err(failed)? {
        let why = format!("it belongs to user {}, who may not write {}", found.uid, files.document.display());
        let hint = format!("look at it: ls -ln {word}; as that user, or root, remove it: rm {word}");
        return Err(refused(why).fact("uid", found.uid).hint(hint).into());
    }
    let Some(like) = like.filter(|_| is_ours && is_new) else { return Ok(()) };
    let owner = files.system.stat(&files.document).ok().map(|document| document.uid);
    if let Some(hindrance) = owner.and_then(|owner| files.unwritable(owner, found.uid)) {
        // Nobody but the owner of this lock file could use it.
        drop(files.system.unlink(path));
        return Err(hindrance.refusal(&files.document).outcome("not committed").into());
    }
    like.of_lock().give(lock.file()).map(drop).map_err(|error| {
        drop(files.system.unlink(path));
        error.told("make", path).into()
    })
}

/// Whether a file belongs to root, to the owner of the directory, or to a user who may write a file
/// with the attributes `like`.
///
/// # Errors
/// Fails if stat(2) fails.
pub fn is_of_a_writer<S: FileSystem>(
    files: &ContextFiles<S>,
    found: &Stat,
    like: Option<&Attributes>,
) -> io::Result<bool> {
    let may_write = |like: &Attributes| like.let_write(found.uid, found.gid);
    Ok(found.uid == 0 || like.is_some_and(may_write) || files.system.stat(&files.directory)?.uid == found.uid)
}

/// Gives the lock file to those who may write the document, as far as the system allows: whoever
/// created it again after it was removed created it for himself.
pub fn share_lock<F: OpenFile>(held: &Held<F>, (document, stat): (&F, &Stat)) {
    let Ok(found) = held.found() else { return };
    let lock = held.file();
    let usual = Permissions::of_mode(stat.mode).for_writers().mode();
    let is_same = (found.gid, found.mode) == (stat.gid, usual);
    if (is_same && found.uid == stat.uid) || !lock.is_owned() {
        return;
    }
    let Ok(like) = Attributes::of_stat(stat, document) else { return };
    // Only root gives files away.
    if !like.of_lock().are_of(&found) && (!is_same || machine::effective_uid() == 0) {
        drop(like.of_lock().give(lock));
    }
}
