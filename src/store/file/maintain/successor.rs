//! A file that takes the place of a segment: shorter, or compressed.
//!
//! It is long, and nobody is kept waiting for it: only its name is taken, and given away, under the lock.
//! The name is fixed, so that a crash leaves at most one such file. Whoever takes it next removes the
//! file; a process that was only slow then finds that its file is no longer the one with that name.

use std::io;
use std::path::Path;

use anyhow::Result;

use crate::platform::attributes::{Made, make, make_way};
use crate::platform::content::Content;
use crate::platform::filesystem::{Access, FileSystem, OpenFile as _, Stat, length};
use crate::platform::io_failure::io_failure;
use crate::store::file::FileStore;
use crate::store::file::lock::locked::Locked;
use crate::store::origin::Origin;

/// What a segment is replaced by.
pub(crate) struct Replacing<'r> {
    /// The segment, and its status when it was read.
    pub segment: &'r Path,
    pub found: &'r Stat,
    /// The name of its successor, if that is another.
    pub successor: &'r Path,
}

/// Replaces a segment by a file with this content; returns whether it did. It does not if the segment, or
/// the new file, is no longer the one that it was: another process was at it meanwhile.
///
/// # Errors
/// Fails if the lock is busy, if the content cannot be read, or on an I/O error.
pub(crate) fn replace_segment<S: FileSystem, C: Content>(
    store: &FileStore<S>,
    origin: &Origin,
    replacing: &Replacing<'_>,
    content: &C,
) -> Result<bool> {
    let (system, path) = (&store.files.system, store.files.next_segment());
    let file = claim(&Locked::take(store, origin)?, &path)?;
    let mut written = 0;
    let result = content.pass_on(&mut |piece| {
        file.write_all_at(piece, written)?;
        written = written.saturating_add(length(piece.len()));
        Ok(())
    });
    let result = result.and_then(|()| file.flush()).map_err(|e| io_failure("write", &path, &e).into());
    let replaced = result.and_then(|()| publish(&Locked::take(store, origin)?, &path, &file, replacing));
    if !matches!(replaced, Ok(true)) && names(system, &path, &file) {
        drop(system.unlink(&path));
    }
    replaced
}

/// Creates the file, in the place of one that a process left which died.
fn claim<S: FileSystem>(locked: &Locked<'_, S>, path: &Path) -> Result<S::File> {
    let (system, like) = (&locked.files.system, locked.attributes_beside()?);
    let made = make_way(system, path).and_then(|()| make(system, path, Access::CreateNew, &like));
    let Made { file, .. } = made.map_err(|e| e.told("create", path))?;
    Ok(file)
}

fn publish<S: FileSystem>(
    locked: &Locked<'_, S>,
    path: &Path,
    file: &S::File,
    replacing: &Replacing<'_>,
) -> Result<bool> {
    let (system, Replacing { segment, found, successor }) = (&locked.files.system, replacing);
    let is_there = system.stat(segment).is_ok_and(|stat| stat.same_file(found));
    if !is_there || !names(system, path, file) {
        return Ok(false);
    }
    system.rename(path, successor).map_err(|e| io_failure("replace", segment, &e))?;
    locked.files.flush_names()?;
    if segment != successor {
        system.unlink(segment).map_err(|e| io_failure("remove", segment, &e))?;
    }
    Ok(true)
}

/// Whether a path names this file.
fn names<S: FileSystem>(system: &S, path: &Path, file: &S::File) -> bool {
    let stat: io::Result<_> = file.stat();
    stat.is_ok_and(|file| system.stat(path).is_ok_and(|stat| stat.same_file(&file)))
}
