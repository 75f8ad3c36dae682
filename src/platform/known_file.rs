//! A file of the user's as it was read. It is replaced or removed only while it is still the same.
//!
//! # Limitations
//! The last look and the rename(2) are two calls: what a program that takes no lock writes between them is lost, as
//! with every editor.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::platform::attributes::Attributes;
use crate::platform::filesystem::native::Native;
use crate::platform::filesystem::{Access, FileSystem as _, OpenFile as _, length};
use crate::platform::identity::Identity;
use crate::platform::io_failure::{io_failure, move_away, not_a_regular_file};
use crate::platform::machine::random;
use crate::platform::temporary::Temporary;
use crate::platform::user_file::{make_directories, usual_mode};
use crate::text::shell::shell_path;

/// How the names of temporary files begin.
const LEFT_OVER: &str = ".ctx-setup-";

/// A file, or that there is none.
pub struct KnownFile {
    path: PathBuf,
    target: PathBuf,
    limit: u64,
    found: Option<(Identity, Vec<u8>)>,
}

impl KnownFile {
    /// Reads a file of at most `limit` bytes. Links are followed.
    ///
    /// # Errors
    /// Fails if it is not a regular file, is longer, or cannot be read, or if a link leads to nothing.
    pub fn read(path: &Path, limit: u64) -> Result<Self> {
        let target = target_of(path)?;
        let failed = |e: &io::Error| io_failure("read", path, e);
        let (path, found) = (path.to_owned(), None);
        let file = match Native.open(&target, Access::Read) {
            Ok(file) => file,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Self { path, target, limit, found }),
            Err(e) => return Err(failed(&e).into()),
        };
        let stat = file.stat().map_err(|e| failed(&e))?;
        if !stat.is_regular() {
            return Err(not_a_regular_file(&path, stat.kind).hint(move_away(&path)).into());
        }
        let mut bytes = Vec::new();
        file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|e| failed(&e))?;
        if length(bytes.len()) > limit {
            let why = format!("{} is longer than {limit} bytes", path.display());
            return Err(Failure::new(Kind::BadData, why).fact("file", path.display().to_string()).into());
        }
        Ok(Self { path, target, limit, found: Some((Identity::of(&stat), bytes)) })
    }

    /// What was read; `None` if there is no file.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        self.found.as_ref().map(|(_, bytes)| bytes.as_slice())
    }

    /// The path without links.
    #[must_use]
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Checks that this user may write the file: renaming another over it would not ask.
    ///
    /// # Errors
    /// Fails if it is read-only.
    pub fn must_be_writable(&self) -> Result<()> {
        if self.found.is_none() || Native.may_write(&self.target) {
            return Ok(());
        }
        let shown = self.path.display();
        let failure = Failure::new(Kind::Refused, format!("could not write {shown}: it is read-only for you"));
        Err(failure.fact("file", shown.to_string()).hint(format!("ls -l {}", shell_path(&self.target))).into())
    }

    /// Replaces the file by one with its mode, owner and extended attributes; or creates it, with the mode that the
    /// umask leaves or for the user alone, and the directories that it is in.
    ///
    /// # Errors
    /// Fails if the file is not as it was read any more, or if open(2), write(2), rename(2) or link(2) fails.
    pub fn replace(&self, content: &[u8], is_private: bool) -> Result<()> {
        let failed = |e: io::Error| io_failure("write", &self.path, &e);
        make_directories(&self.target)?;
        let like = match &self.found {
            Some(_) => Attributes::of(&Native.open(&self.target, Access::Read).map_err(failed)?).map_err(failed)?,
            None if is_private => Attributes::first(0o600),
            None => Attributes::first(usual_mode()),
        };
        let name = format!("{LEFT_OVER}{}.tmp", random().map_err(failed)?);
        let beside = self.target.with_file_name(name);
        let written = Temporary::write(&Native, &beside, content, &like, true);
        let written = written.map_err(|e| e.told("write", &self.path))?;
        self.must_be_the_same()?;
        if self.found.is_some() {
            written.publish(&self.target).map_err(failed)?;
        } else {
            match Native.link(&beside, &self.target) {
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => return Err(self.changed().into()),
                linked => linked.map_err(failed)?,
            }
            drop(written);
        }
        self.flush_directory()
    }

    /// Removes the file.
    ///
    /// # Errors
    /// Fails if the file is not as it was read any more, or if unlink(2) fails.
    pub fn remove(&self) -> Result<()> {
        self.must_be_the_same()?;
        Native.unlink(&self.target).map_err(|e| io_failure("remove", &self.path, &e))?;
        self.flush_directory()
    }

    /// Removes the directories that contain the file and are empty, up to the one at `top`, which stays.
    pub fn remove_empty_directories(&self, top: &Path) {
        let above = self.target.ancestors().skip(1);
        for directory in above.take_while(|directory| directory.starts_with(top) && *directory != top) {
            if std::fs::remove_dir(directory).is_err() {
                return;
            }
        }
    }

    /// Removes the temporary files beside it, which a process that was killed left. What cannot be removed stays. Only
    /// for the holder of a lock without which no file there is replaced.
    pub fn remove_left_over(&self) {
        let Some(Ok(entries)) = self.target.parent().map(std::fs::read_dir) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let random = name.to_str().and_then(|name| name.strip_prefix(LEFT_OVER)?.strip_suffix(".tmp"));
            let is_ours = random.is_some_and(|random| random.bytes().all(|byte| byte.is_ascii_hexdigit()));
            if is_ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
                drop(Native.unlink(&entry.path()));
            }
        }
    }

    fn flush_directory(&self) -> Result<()> {
        let Some(directory) = self.target.parent() else { return Ok(()) };
        Ok(Native.flush_directory(directory).map_err(|e| io_failure("flush", directory, &e))?)
    }

    fn must_be_the_same(&self) -> Result<()> {
        let now = Self::read(&self.path, self.limit)?;
        if now.target == self.target && now.found == self.found { Ok(()) } else { Err(self.changed().into()) }
    }

    fn changed(&self) -> Failure {
        let shown = self.path.display();
        let failure = Failure::new(Kind::Conflict, format!("{shown} was changed meanwhile; it is left as it is"));
        failure.fact("file", shown.to_string()).hint("look at the changes again: the same command without --write")
    }
}

/// The path without links; its end may not exist.
fn target_of(path: &Path) -> Result<PathBuf> {
    let error = match Native.resolve(path) {
        Ok(target) => return Ok(target),
        Err(error) => error,
    };
    let is_missing = error.kind() == io::ErrorKind::NotFound;
    if is_missing && Native.stat(path).is_ok() {
        let why = format!("{} is a symbolic link that leads to nothing", path.display());
        let failure = Failure::new(Kind::Refused, why).fact("file", path.display().to_string());
        return Err(failure.hint(format!("ls -l {}", shell_path(path))).into());
    }
    match (path.parent(), path.file_name()) {
        (Some(above), Some(name)) if is_missing => Ok(target_of(above)?.join(name)),
        _ => Err(io_failure("find", path, &error).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;
    use tempfile::TempDir;

    const LIMIT: u64 = 100;

    fn code(result: Result<()>) -> Option<u8> {
        result.err().map(|error| error.downcast::<Failure>().unwrap().kind.code())
    }

    #[test]
    fn what_is_not_as_it_was_read_is_left() {
        let directory = TempDir::new().unwrap();
        let path = directory.path().join("settings.json");
        let missing = KnownFile::read(&path, LIMIT).unwrap();
        std::fs::write(&path, "one").unwrap();
        assert_eq!(code(missing.replace(b"ours", false)), Some(3));
        let one = KnownFile::read(&path, LIMIT).unwrap();
        std::fs::write(&path, "two").unwrap();
        assert_eq!((code(one.replace(b"ours", false)), code(one.remove())), (Some(3), Some(3)));
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 1, "a temporary file was left");
        let two = KnownFile::read(&path, LIMIT).unwrap();
        assert_eq!(code(two.replace(b"ours", false)), None);
        assert_eq!(std::fs::read(&path).unwrap(), b"ours");
        assert_eq!(code(two.remove()), Some(3), "it is another file by now");
    }

    #[test]
    fn links_are_followed_to_what_is_there_or_will_be() {
        let directory = TempDir::new().unwrap();
        let at = |name: &str| directory.path().join(name);
        std::fs::create_dir(at("real")).unwrap();
        symlink("real", at("dir")).unwrap();
        let new = KnownFile::read(&at("dir/new/settings.json"), LIMIT).unwrap();
        assert_eq!(new.target(), directory.path().canonicalize().unwrap().join("real/new/settings.json"));
        new.replace(b"one", false).unwrap();
        symlink("real/new/settings.json", at("link.json")).unwrap();
        KnownFile::read(&at("link.json"), LIMIT).unwrap().replace(b"two", false).unwrap();
        assert_eq!(std::fs::read(at("real/new/settings.json")).unwrap(), b"two");
        assert!(at("link.json").is_symlink());
        symlink("nowhere", at("dangling")).unwrap();
        for path in ["dangling", "dangling/settings.json"] {
            assert_eq!(code(KnownFile::read(&at(path), LIMIT).map(drop)), Some(7), "{path}");
        }
    }
}
