//! Replacing a file as a whole: write a temporary file, then rename it (rename(2)).
//!
//! # Limitations
//! One fixed name: only the holder of the exclusive lock uses it, so that a
//! crash leaves at most one file behind.

use std::fs::{File, FileTimes, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::identity::Identity;
use super::machine::open_options;

/// A whole file that has not been published yet; removed when dropped.
#[must_use = "it is removed unless it is published"]
pub struct Temporary {
    file: File,
    path: PathBuf,
    modified: SystemTime,
    keep: bool,
}

impl Temporary {
    /// Writes `bytes` to a new file at `path`. It takes over mode, owner and
    /// extended attributes of `like`, or gets `mode` if there is none.
    ///
    /// # Errors
    /// Those of open(2), write(2) and fdatasync(2).
    pub fn write(path: &Path, bytes: &[u8], like: Option<&File>, mode: u32, flush: bool) -> io::Result<Self> {
        let file = create_new(path)?;
        let mut temporary = Self { file, path: path.to_owned(), modified: SystemTime::now(), keep: false };
        match like {
            Some(original) => take_over_attributes(original, &temporary.file)?,
            None if mode != 0o600 => temporary.file.set_permissions(Permissions::from_mode(mode))?,
            None => {}
        }
        temporary.file.write_all(bytes)?;
        // A time with nanoseconds: what is written in place later gets the
        // kernel's coarser clock, so that it cannot leave the same time.
        temporary.file.set_times(FileTimes::new().set_modified(temporary.modified))?;
        if flush {
            temporary.file.sync_data()?;
        }
        Ok(temporary)
    }

    /// Renames the file over `target`. Its identity afterwards, and whether its
    /// time of modification is the exact one that it was given.
    ///
    /// # Errors
    /// Those of rename(2); the temporary file then stays where it is.
    pub fn publish(mut self, target: &Path) -> io::Result<(Identity, bool)> {
        self.keep = true;
        std::fs::rename(&self.path, target)?;
        let metadata = self.file.metadata()?;
        let exact = metadata.modified().is_ok_and(|m| m == self.modified) && metadata.mtime_nsec() != 0;
        Ok((Identity::of(&metadata), exact))
    }

    /// Leaves the file where it is: whether it is needed is not known.
    pub fn abandon(mut self) {
        self.keep = true;
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.keep {
            // A left-over is removed by the next writer.
            drop(std::fs::remove_file(&self.path));
        }
    }
}

/// The file of a writer that died is in the way; its inode must not be used
/// again, since a published inode never changes.
fn create_new(path: &Path) -> io::Result<File> {
    let mut options = open_options();
    options.read(true).write(true).create_new(true);
    match options.open(path) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            std::fs::remove_file(path)?;
            options.open(path)
        }
        result => result,
    }
}

/// Owner and attributes where the system allows; the mode last, and only once
/// the owner is right, so that nobody gets more than they had.
fn take_over_attributes(original: &File, file: &File) -> io::Result<()> {
    let (from, to) = (original.metadata()?, file.metadata()?);
    let mut mode = from.mode() & 0o777;
    if (from.uid(), from.gid()) != (to.uid(), to.gid()) && fchown(file, Some(from.uid()), Some(from.gid())).is_err() {
        // Without the group, its rights would go to another one.
        mode &= 0o707;
        if fchown(file, None, Some(from.gid())).is_ok() {
            mode = from.mode() & 0o777;
        }
    }
    copy_extended_attributes(original, file);
    if mode != to.mode() & 0o777 {
        file.set_permissions(Permissions::from_mode(mode))?;
    }
    Ok(())
}

fn copy_extended_attributes(original: &File, file: &File) {
    let mut names = vec![0_u8; 4096];
    let Ok(len) = rustix::fs::flistxattr(original, names.as_mut_slice()) else { return };
    for name in names.get(..len).unwrap_or_default().split(|&b| b == 0).filter(|name| !name.is_empty()) {
        let mut value = vec![0_u8; 64 * 1024];
        if let Ok(len) = rustix::fs::fgetxattr(original, name, value.as_mut_slice()) {
            let value = value.get(..len).unwrap_or_default();
            // Some belong to the system, which sets them by itself.
            let _ = rustix::fs::fsetxattr(file, name, value, rustix::fs::XattrFlags::empty());
        }
    }
}

/// Makes the names in a directory durable (fsync(2)).
///
/// # Errors
/// Those of open(2) and fsync(2).
pub fn flush_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    #[test]
    fn a_file_is_replaced_as_a_whole_and_keeps_its_mode() {
        let directory = TempDir::new().unwrap();
        let (target, path) = (directory.path().join("target"), directory.path().join("new"));
        let first = Temporary::write(&path, b"one", None, 0o640, true).unwrap();
        first.publish(&target).unwrap();
        let reader = File::open(&target).unwrap();
        let second = Temporary::write(&path, b"two", Some(&reader), 0o600, false).unwrap();
        let (identity, exact) = second.publish(&target).unwrap();
        let metadata = std::fs::metadata(&target).unwrap();
        assert_eq!((Identity::of(&metadata), metadata.mode() & 0o777, exact), (identity, 0o640, true));
        assert_eq!(std::fs::read(&target).unwrap(), b"two");
        assert_eq!(io::read_to_string(reader).unwrap(), "one", "a published inode never changes");
    }

    #[test]
    fn what_is_not_published_is_removed_and_what_a_dead_writer_left_is_replaced() {
        let directory = TempDir::new().unwrap();
        let path = directory.path().join("new");
        Temporary::write(&path, b"one", None, 0o600, false).unwrap().abandon();
        let inode = std::fs::metadata(&path).unwrap().ino();
        let left = File::open(&path).unwrap();
        let second = Temporary::write(&path, b"two", None, 0o600, false).unwrap();
        assert_ne!(std::fs::metadata(&path).unwrap().ino(), inode);
        drop((second, left));
        assert!(!path.exists());
    }

    #[test]
    fn writing_in_place_is_seen_in_the_identity_even_within_one_tick_of_the_clock() {
        let directory = TempDir::new().unwrap();
        let (target, path) = (directory.path().join("target"), directory.path().join("new"));
        for _ in 0..200 {
            let written = Temporary::write(&path, b"one", None, 0o600, false).unwrap();
            let (identity, exact) = written.publish(&target).unwrap();
            let mut file = std::fs::OpenOptions::new().write(true).open(&target).unwrap();
            file.write_all(b"two").unwrap();
            assert!(exact && Identity::of(&file.metadata().unwrap()) != identity);
        }
    }
}
