//! The seam below the store: whatever it asks of a file system, call by call.
//!
//! [`native::Native`] is the operating system's. The proof (`tests/proof`) puts a
//! simulated one in its place, in which any call fails and the power is cut at
//! any point. Everything is dispatched statically.

mod access;
pub mod native;
mod section;
pub mod stat;
mod xattr;

use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub use crate::platform::filesystem::access::{Access, Inherited, Sharing, Waiting, is_contended};
pub use crate::platform::filesystem::section::Section;
pub use crate::platform::filesystem::stat::{FileKind, Fixed, Stat, nanoseconds};

/// A file system, and the machine that it is mounted on.
pub trait FileSystem: Clone + Send + 'static {
    type File: OpenFile;

    /// Opens a file of ours and nothing that was planted in its place: no link is
    /// followed, no FIFO hangs, no child inherits it. One that is made gets mode 0600.
    ///
    /// # Errors
    /// Those of open(2).
    fn open(&self, path: &Path, access: Access) -> io::Result<Self::File>;

    /// What is at `path`; a link itself, not what it points to.
    ///
    /// # Errors
    /// Those of lstat(2).
    fn stat(&self, path: &Path) -> io::Result<Stat>;

    /// # Errors
    /// Those of rename(2).
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Gives a file a second name.
    ///
    /// # Errors
    /// Those of link(2).
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// # Errors
    /// Those of unlink(2).
    fn unlink(&self, path: &Path) -> io::Result<()>;

    /// Makes a directory, with this mode whatever the umask is, and those above it that are missing.
    ///
    /// # Errors
    /// Those of mkdir(2) and fchmod(2).
    fn make_directory(&self, path: &Path, mode: u32) -> io::Result<()>;

    /// Makes the names in a directory durable.
    ///
    /// # Errors
    /// Those of open(2) and fsync(2).
    fn flush_directory(&self, path: &Path) -> io::Result<()>;

    /// Where links lead in the end.
    ///
    /// # Errors
    /// Those of realpath(3).
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;

    /// Whether this process may write the file at `path` (access(2)).
    fn may_write(&self, path: &Path) -> bool;

    /// What keeps the file or directory at `path` as it is, whoever may write there.
    fn fixed(&self, path: &Path) -> Option<Fixed>;

    /// What the open file description that this process inherited under the descriptor
    /// `inherited` is to the lock file at `path`.
    fn inherited_lock(&self, inherited: u32, path: &Path) -> Inherited;

    /// Lets others go on for some milliseconds.
    fn pause(&self);

    /// The identifier of the current boot, in which nothing is lost (proc(5), `random/boot_id`);
    /// empty where the system tells none.
    ///
    /// # Errors
    /// Those of reading one that is there.
    fn boot_id(&self) -> io::Result<String>;
}

/// A file that is open, until it is dropped.
pub trait OpenFile: Send + 'static {
    /// # Errors
    /// Those of fstat(2).
    fn stat(&self) -> io::Result<Stat>;

    /// How many bytes were read; 0 at the end.
    ///
    /// # Errors
    /// Those of pread(2).
    fn read_at(&self, into: &mut [u8], offset: u64) -> io::Result<usize>;

    /// How many bytes were written.
    ///
    /// # Errors
    /// Those of pwrite(2).
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize>;

    /// How many bytes were written at the end of a file opened for that.
    ///
    /// # Errors
    /// Those of write(2).
    fn append(&self, bytes: &[u8]) -> io::Result<usize>;

    /// # Errors
    /// Those of ftruncate(2).
    fn truncate(&self, len: u64) -> io::Result<()>;

    /// Makes the content durable.
    ///
    /// # Errors
    /// Those of fdatasync(2), after which nobody knows what is on the disk.
    fn flush(&self) -> io::Result<()>;

    /// # Errors
    /// Those of fchmod(2).
    fn set_mode(&self, mode: u32) -> io::Result<()>;

    /// # Errors
    /// Those of fchown(2).
    fn set_owner(&self, uid: Option<u32>, gid: Option<u32>) -> io::Result<()>;

    /// # Errors
    /// Those of futimens(3).
    fn set_modified(&self, time: SystemTime) -> io::Result<()>;

    /// The names and values of the extended attributes, as far as they may be read (xattr(7));
    /// none where the file system has none.
    ///
    /// # Errors
    /// Those of flistxattr(2), and of reading the access control list.
    fn extended_attributes(&self) -> io::Result<Vec<(Vec<u8>, Vec<u8>)>>;

    /// Sets an extended attribute; without a value there is none afterwards.
    ///
    /// # Errors
    /// Those of fsetxattr(2); of fremovexattr(2) only where there is one.
    fn set_extended_attribute(&self, name: &[u8], value: Option<&[u8]>) -> io::Result<()>;

    /// Whether this process may do with the file what its owner may: it is theirs, or the process
    /// is privileged over that owner, which root of a user namespace need not be.
    fn is_owned(&self) -> bool;

    /// Takes the advisory lock, which the closing of the file releases.
    ///
    /// # Errors
    /// Those of flock(2); [`is_contended`] tells that it is busy.
    fn lock(&self, sharing: Sharing, waiting: Waiting) -> io::Result<()>;

    /// Takes the turn: a second advisory lock on the same file, which the closing of the
    /// file releases too. The exclusive one needs a file that is open for writing.
    ///
    /// # Errors
    /// Those of fcntl(2), `F_OFD_SETLK`; [`is_contended`] tells that it is busy.
    fn take_turn(&self, sharing: Sharing, waiting: Waiting) -> io::Result<()>;

    /// Releases the lock, also for those who inherited the file.
    ///
    /// # Errors
    /// Those of flock(2).
    fn unlock(&self) -> io::Result<()>;

    /// Lets child processes inherit the file; the number of its descriptor.
    ///
    /// # Errors
    /// Those of fcntl(2).
    fn pass_on(&self) -> io::Result<u32>;

    /// Fills all of `into`.
    ///
    /// # Errors
    /// Those of pread(2), and a file that ends before.
    fn read_exact_at(&self, into: &mut [u8], offset: u64) -> io::Result<()> {
        let read = read_up_to(self, into, offset)?;
        if read < into.len() { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }

    /// # Errors
    /// Those of pwrite(2).
    fn write_all_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        let mut done = 0;
        while let Some(rest) = bytes.get(done..).filter(|rest| !rest.is_empty()) {
            match uninterrupted(|| self.write_at(rest, offset.saturating_add(length(done))))? {
                0 => return Err(io::ErrorKind::WriteZero.into()),
                written => done += written,
            }
        }
        Ok(())
    }
}

/// So many zeros to read into: for lack of memory this fails, where `vec!` ends the process.
///
/// # Errors
/// There is not so much memory.
pub fn zeros(len: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(len)?;
    bytes.resize(len, 0);
    Ok(bytes)
}

/// Reads until `into` is full or the file ends; how many bytes.
///
/// # Errors
/// Those of pread(2).
pub fn read_up_to<F: OpenFile + ?Sized>(file: &F, into: &mut [u8], offset: u64) -> io::Result<usize> {
    let mut done = 0;
    while let Some(rest) = into.get_mut(done..).filter(|rest| !rest.is_empty()) {
        match uninterrupted(|| file.read_at(rest, offset.saturating_add(length(done))))? {
            0 => break,
            read => done += read,
        }
    }
    Ok(done)
}

/// Repeats a call that a signal interrupted (signal(7)).
///
/// # Errors
/// Those of the call.
pub fn uninterrupted<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match call() {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// A number of bytes in memory as one of a file.
#[must_use]
pub fn length(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}
