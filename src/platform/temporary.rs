//! Replacing a file as a whole: a temporary file is written, then renamed (rename(2)).
//!
//! # Limitations
//! The name is fixed, and only the holder of the exclusive lock uses it, so that a crash leaves at most
//! one file behind.

use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::platform::attributes::{Attributes, Made, NewOwner, NotMade, make, make_way};
use crate::platform::content::Content;
use crate::platform::filesystem::{Access, FileSystem, OpenFile, length, nanoseconds};
use crate::platform::identity::Identity;

/// A whole file that is not published yet; removed when dropped.
#[must_use = "it is removed unless it is published"]
pub struct Temporary<S: FileSystem> {
    system: S,
    file: S::File,
    path: PathBuf,
    modified: SystemTime,
    keep: bool,
    /// The user with whom this process creates files.
    pub maker: u32,
    /// The old owner and group, who are named in an access control list instead.
    pub named: Option<NewOwner>,
}

impl<S: FileSystem> Temporary<S> {
    /// Writes `content` to a new file at `path` with the attributes `like`.
    ///
    /// # Errors
    /// As [`make`]; fails also if write(2) or fdatasync(2) fails, or if the content cannot be read.
    pub fn write<C>(system: &S, path: &Path, content: &C, like: &Attributes, flush: bool) -> Result<Self, NotMade>
    where
        C: Content + ?Sized,
    {
        let Made { file, maker, named } = make_new(system, path, like)?;
        let (system, path) = (system.clone(), path.to_owned());
        let temporary = Self { system, file, path, modified: SystemTime::now(), keep: false, maker, named };
        let mut written = 0;
        content.pass_on(&mut |piece| {
            temporary.file.write_all_at(piece, written)?;
            written = written.saturating_add(length(piece.len()));
            Ok(())
        })?;
        // A time with nanoseconds: a later write in place gets the kernel's coarser clock, and so cannot
        // leave the same time.
        temporary.file.set_modified(temporary.modified)?;
        if flush {
            temporary.file.flush()?;
        }
        Ok(temporary)
    }

    /// The state of the file now, of which the rename changes only the ctime.
    ///
    /// # Errors
    /// Fails if fstat(2) fails.
    pub fn identity(&self) -> io::Result<Identity> {
        Ok(Identity::of(&self.file.stat()?))
    }

    /// The state of the file now, and whether its mtime is exactly the one that it was given.
    ///
    /// # Errors
    /// Fails if fstat(2) fails.
    pub fn identity_and_exactness(&self) -> io::Result<(Identity, bool)> {
        let stat = self.file.stat()?;
        let exact = stat.mtime == nanoseconds(self.modified) && stat.mtime % 1_000_000_000 != 0;
        Ok((Identity::of(&stat), exact))
    }

    /// Renames the file over `target`. Returns its identity afterwards, and whether its mtime is exactly
    /// the one that it was given.
    ///
    /// # Errors
    /// Fails if rename(2) fails; the temporary file then stays.
    pub fn publish(mut self, target: &Path) -> io::Result<(Identity, bool)> {
        self.keep = true;
        self.system.rename(&self.path, target)?;
        self.identity_and_exactness()
    }

    /// Leaves the file where it is, since it may be needed.
    pub fn abandon(mut self) {
        self.keep = true;
    }
}

impl<S: FileSystem> Drop for Temporary<S> {
    fn drop(&mut self) {
        if !self.keep {
            // If this fails, the next writer removes it.
            drop(self.system.unlink(&self.path));
        }
    }
}

/// Creates the file. One of a dead writer is removed, not written again: a published inode never
/// changes, and it may have been published.
fn make_new<S: FileSystem>(system: &S, path: &Path, like: &Attributes) -> Result<Made<S::File>, NotMade> {
    match make(system, path, Access::CreateNew, like) {
        Err(NotMade::Io(e)) if e.kind() == io::ErrorKind::AlreadyExists => {
            make_way(system, path)?;
            make(system, path, Access::CreateNew, like)
        }
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::filesystem::native::Native;
    use std::fs::File;
    use std::io::Write as _;
    use std::os::unix::fs::MetadataExt as _;
    use tempfile::TempDir;

    #[test]
    fn a_file_is_replaced_as_a_whole_and_keeps_its_mode() {
        let directory = TempDir::new().unwrap();
        let (target, path) = (directory.path().join("target"), directory.path().join("new"));
        let first = Temporary::write(&Native, &path, b"one".as_slice(), &Attributes::first(0o640), true).unwrap();
        first.publish(&target).unwrap();
        let reader = File::open(&target).unwrap();
        let second =
            Temporary::write(&Native, &path, b"two".as_slice(), &Attributes::of(&reader).unwrap(), false).unwrap();
        let (identity, exact) = second.publish(&target).unwrap();
        let found = Native.stat(&target).unwrap();
        assert_eq!((Identity::of(&found), found.mode, exact), (identity, 0o640, true));
        assert_eq!(std::fs::read(&target).unwrap(), b"two");
        assert_eq!(io::read_to_string(reader).unwrap(), "one", "a published inode never changes");
    }

    #[test]
    fn what_is_not_published_is_removed_and_what_a_dead_writer_left_is_replaced() {
        let directory = TempDir::new().unwrap();
        let path = directory.path().join("new");
        Temporary::write(&Native, &path, b"one".as_slice(), &Attributes::first(0o600), false).unwrap().abandon();
        let inode = std::fs::metadata(&path).unwrap().ino();
        let left = File::open(&path).unwrap();
        let second = Temporary::write(&Native, &path, b"two".as_slice(), &Attributes::first(0o600), false).unwrap();
        assert_ne!(std::fs::metadata(&path).unwrap().ino(), inode);
        drop((second, left));
        assert!(!path.exists());
    }

    #[test]
    fn writing_in_place_is_seen_in_the_identity_even_within_one_tick_of_the_clock() {
        let directory = TempDir::new().unwrap();
        let (target, path) = (directory.path().join("target"), directory.path().join("new"));
        for _ in 0..200 {
            let written =
                Temporary::write(&Native, &path, b"one".as_slice(), &Attributes::first(0o600), false).unwrap();
            let (identity, exact) = written.publish(&target).unwrap();
            let mut file = std::fs::OpenOptions::new().write(true).open(&target).unwrap();
            file.write_all(b"two").unwrap();
            assert!(exact && Identity::of(&file.stat().unwrap()) != identity);
        }
    }
}
