//! Files of the user that are not contexts: reading them, and replacing them as a whole.

use std::io::{self, Read as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use rustix::fs::Mode;

use crate::error::{Failure, Kind};
use crate::platform::attributes::Attributes;
use crate::platform::content::Content;
use crate::platform::filesystem::native::Native;
use crate::platform::filesystem::{Access, FileKind, FileSystem as _, OpenFile as _, length};
use crate::platform::io_failure::{io_failure, move_away, not_a_regular_file};
use crate::platform::machine::random;
use crate::platform::temporary::Temporary;

/// Replaces the file at `path`, or creates it, with `content`. Mode, owner and extended attributes are
/// kept; a new file gets those of `like`, or may be read by whoever may read its directory. A link is
/// followed. Of two replacements at once the last one wins, whole.
///
/// # Errors
/// Fails if `path` is not a file, or if open(2), write(2) or rename(2) fails.
pub fn replace<C: Content + ?Sized>(path: &Path, content: &C, like: Option<&Path>) -> Result<()> {
    replace_linked(path, content, like.map_or(New::Directory, New::Like))
}

/// [`replace`], but a new file gets the mode that the umask leaves, as from any other program.
///
/// # Errors
/// As [`replace`].
pub fn replace_as_usual<C: Content + ?Sized>(path: &Path, content: &C) -> Result<()> {
    replace_linked(path, content, New::Umask)
}

/// Whose attributes a new file gets.
#[derive(Clone, Copy)]
enum New<'p> {
    /// Those of another file.
    Like(&'p Path),
    /// Whoever may read the directory may read it; whoever may write the directory can replace it.
    Directory,
    Umask,
}

impl New<'_> {
    fn mode(self, directory: &Path) -> u32 {
        if let New::Umask = self {
            return usual_mode();
        }
        Native.stat(directory).map_or(0, |stat| stat.mode & 0o444) | 0o600
    }
}

/// The mode that the umask leaves a new file.
#[must_use]
pub fn usual_mode() -> u32 {
    // It can only be read by setting it: for this moment, what else is created is private.
    let private = Mode::RWXG | Mode::RWXO;
    let umask = rustix::process::umask(private);
    rustix::process::umask(umask);
    0o666 & !umask.as_raw_mode()
}

fn replace_linked<C: Content + ?Sized>(path: &Path, content: &C, new: New<'_>) -> Result<()> {
    let target = match Native.resolve(path) {
        Ok(target) => target,
        Err(e) if e.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(e) => return Err(not_written(path, &e).into()),
    };
    replace_at(&target, path, content, new)
}

/// [`replace`] without following a link.
///
/// # Errors
/// As [`replace`]; a link is not a file.
pub fn replace_unlinked(path: &Path, bytes: &[u8]) -> Result<()> {
    replace_at(path, path, bytes, New::Directory)
}

fn replace_at<C: Content + ?Sized>(target: &Path, path: &Path, content: &C, new: New<'_>) -> Result<()> {
    let failed = |e: io::Error| not_written(path, &e);
    let there = match Native.stat(target) {
        Ok(stat) if stat.kind == FileKind::Regular => true,
        Ok(_) => return Err(Failure::new(Kind::Refused, format!("{} is no file", path.display())).into()),
        Err(_) => false,
    };
    let original = match new {
        _ if there => Some(target),
        New::Like(other) => Some(other),
        New::Directory | New::Umask => None,
    };
    let original = original.and_then(|path| Native.resolve(path).ok());
    let original = original.map(|path| Native.open(&path, Access::Read)).transpose().map_err(failed)?;
    // A name of its own: no lock keeps two of these apart.
    let name = format!(".ctx-{}.tmp", random().map_err(failed)?);
    let directory = target.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let like = match original {
        Some(original) => Attributes::of(&original).map_err(failed)?,
        None => Attributes::first(new.mode(directory)),
    };
    let written = Temporary::write(&Native, &target.with_file_name(name), content, &like, true);
    written.map_err(|e| e.told("write", path))?.publish(target).map_err(failed)?;
    Ok(())
}

fn not_written(path: &Path, error: &io::Error) -> Failure {
    Failure::new(Kind::Io, format!("could not write {}: {error}", path.display()))
}

/// Creates the directories that contain a path, if they are missing.
///
/// # Errors
/// Fails if mkdir(2) fails.
pub fn make_directories(path: &Path) -> Result<()> {
    let Some(directory) = path.parent() else { return Ok(()) };
    let why = |e: io::Error| Failure::new(Kind::Io, format!("could not create {}: {e}", directory.display()));
    Ok(std::fs::create_dir_all(directory).map_err(why)?)
}

/// Reads a file of at most `limit` bytes; `None` if there is none. A link is not followed.
///
/// # Errors
/// Fails if it is a link or not a file, if it is longer, or if open(2) or read(2) fails.
pub fn read_unlinked(path: &Path, limit: u64) -> Result<Option<Vec<u8>>> {
    let failed = |e: &io::Error| io_failure("read", path, e);
    let file = match Native.open(path, Access::Read) {
        Ok(file) => file,
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => return Ok(None),
        Err(e) => return Err(failed(&e).into()),
    };
    let found = file.stat().map_err(|e| failed(&e))?;
    if !found.is_regular() {
        return Err(not_a_regular_file(path, found.kind).hint(move_away(path)).into());
    }
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|e| failed(&e))?;
    if length(bytes.len()) > limit {
        let why = format!("{} is longer than {limit} bytes", path.display());
        return Err(Failure::new(Kind::BadData, why).into());
    }
    Ok(Some(bytes))
}

/// Creates the directory that a path is in, and those above it, for the user alone.
///
/// # Errors
/// Fails if mkdir(2) fails.
pub fn make_private_directory(path: &Path) -> Result<()> {
    let Some(directory) = path.parent() else { return Ok(()) };
    let why = |e: io::Error| Failure::new(Kind::Io, format!("could not create {}: {e}", directory.display()));
    Ok(std::fs::DirBuilder::new().recursive(true).mode(0o700).create(directory).map_err(why)?)
}

/// Replaces a file, or creates it, for the user alone. It is not flushed: a power cut may leave it damaged.
///
/// # Errors
/// Fails if open(2), write(2) or rename(2) fails.
pub fn replace_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |e: io::Error| not_written(path, &e);
    let name = format!(".ctx-{}.tmp", random().map_err(failed)?);
    let temporary = path.with_file_name(name);
    let written = Temporary::write(&Native, &temporary, bytes, &Attributes::first(0o600), false);
    written.map_err(|e| e.told("write", path))?.publish(path).map_err(failed)?;
    Ok(())
}

/// Removes a file, if it is there.
///
/// # Errors
/// Fails if unlink(2) fails.
pub fn forget(path: &Path) -> Result<()> {
    match Native.unlink(path) {
        Err(e) if !matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Err(Failure::new(Kind::Io, format!("could not remove {}: {e}", path.display())).into())
        }
        _ => Ok(()),
    }
}

/// How many files of a directory are looked at, at most.
const LOOKED_AT: usize = 1000;

/// Removes the files beside `path` that were not changed for as long as `age`. What cannot be removed stays.
pub fn forget_older(path: &Path, age: Duration) {
    let Some(Ok(entries)) = path.parent().map(std::fs::read_dir) else { return };
    for entry in entries.flatten().take(LOOKED_AT) {
        let modified = entry.metadata().ok().filter(std::fs::Metadata::is_file).and_then(|found| found.modified().ok());
        if modified.is_some_and(|modified| modified.elapsed().is_ok_and(|since| since > age)) {
            drop(Native.unlink(&entry.path()));
        }
    }
}
