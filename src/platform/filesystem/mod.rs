//! The file system as the store uses it, call by call.
//!
//! [`native::Native`] is the one of the operating system. The proof (`tests/proof`) replaces it by a
//! simulated one, in which any call can fail and the power can be cut at any point. All calls are
//! dispatched statically.

mod access;
mod byte_locks;
pub mod native;
mod native_boot;
mod native_open;
mod native_stat;
mod open_file;
mod read_at;
mod section;
pub mod stat;
mod xattr;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::platform::child::processes::Identity;
pub use crate::platform::filesystem::access::{Access, Inherited, Sharing, Waiting, is_contended};
pub use crate::platform::filesystem::open_file::{OpenFile, length, uninterrupted, zeros};
pub use crate::platform::filesystem::read_at::{ReadAt, read_expected, read_up_to};
pub use crate::platform::filesystem::section::Section;
pub use crate::platform::filesystem::stat::{FileKind, Fixed, Stat, nanoseconds};

/// A file system, and the machine that it is mounted on.
pub trait FileSystem: Clone + Send + 'static {
    type File: OpenFile;

    /// Opens a file, but nothing that was planted in its place: no link is followed, no FIFO blocks, no
    /// child inherits it. A new file gets mode 0600.
    ///
    /// # Errors
    /// Fails if open(2) fails.
    fn open(&self, path: &Path, access: Access) -> io::Result<Self::File>;

    /// The status of what is at `path`; of a link itself, not of its target.
    ///
    /// # Errors
    /// Fails if lstat(2) fails.
    fn stat(&self, path: &Path) -> io::Result<Stat>;

    /// Renames a file.
    ///
    /// # Errors
    /// Fails if rename(2) fails.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Gives a file a second name.
    ///
    /// # Errors
    /// Fails if link(2) fails.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a name.
    ///
    /// # Errors
    /// Fails if unlink(2) fails.
    fn unlink(&self, path: &Path) -> io::Result<()>;

    /// Creates a directory with this mode, whatever the umask, and the missing ones above it.
    ///
    /// # Errors
    /// Fails if mkdir(2) or fchmod(2) fails.
    fn make_directory(&self, path: &Path, mode: u32) -> io::Result<()>;

    /// Opens a directory, to give it its attributes. A link is not followed.
    ///
    /// # Errors
    /// Fails if open(2) fails, or if there are no directories.
    fn open_directory(&self, _path: &Path) -> io::Result<Self::File> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// The names in a directory, in no order. A link is not followed.
    ///
    /// # Errors
    /// Fails if open(2) or getdents(2) fails, or if there are no directories.
    fn names(&self, _path: &Path) -> io::Result<Vec<OsString>> {
        Err(io::ErrorKind::NotFound.into())
    }

    /// Makes the names in a directory durable.
    ///
    /// # Errors
    /// Fails if open(2) or fsync(2) fails.
    fn flush_directory(&self, path: &Path) -> io::Result<()>;

    /// The path with all links resolved.
    ///
    /// # Errors
    /// Fails if realpath(3) fails.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;

    /// Whether this process may write the file at `path` (access(2)).
    fn may_write(&self, path: &Path) -> bool;

    /// What keeps the file or directory at `path` from being changed, whatever its mode.
    fn fixed(&self, path: &Path) -> Option<Fixed>;

    /// What the inherited descriptor `inherited` is to the lock file at `path`.
    fn inherited_lock(&self, inherited: u32, path: &Path) -> Inherited;

    /// What the descriptor `inherited` of another process is to the lock file at `path`, if this process
    /// descends from that one.
    fn lock_of_ancestor(&self, _ancestor: Identity, _inherited: u32, _path: &Path) -> Inherited {
        Inherited::Other
    }

    /// Sleeps.
    fn pause(&self, time: Duration);

    /// The identifier of the current boot (proc(5), `random/boot_id`); empty if the system tells none.
    ///
    /// # Errors
    /// Fails if there is one that cannot be read.
    fn boot_id(&self) -> io::Result<String>;
}
