//! Open files, and the calls on them.

use std::io;
use std::time::SystemTime;

use crate::platform::filesystem::access::{Sharing, Waiting};
use crate::platform::filesystem::stat::Stat;

/// An open file, closed when dropped.
pub trait OpenFile: Send + Sync + 'static {
    /// The status of the file.
    ///
    /// # Errors
    /// Fails if fstat(2) fails.
    fn stat(&self) -> io::Result<Stat>;

    /// Reads at an offset; returns how many bytes were read, 0 at the end.
    ///
    /// # Errors
    /// Fails if pread(2) fails.
    fn read_at(&self, into: &mut [u8], offset: u64) -> io::Result<usize>;

    /// Writes at an offset; returns how many bytes were written.
    ///
    /// # Errors
    /// Fails if pwrite(2) fails.
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize>;

    /// Writes at the end of a file opened for appending; returns how many bytes were written.
    ///
    /// # Errors
    /// Fails if write(2) fails.
    fn append(&self, bytes: &[u8]) -> io::Result<usize>;

    /// Sets the length.
    ///
    /// # Errors
    /// Fails if ftruncate(2) fails.
    fn truncate(&self, len: u64) -> io::Result<()>;

    /// Makes the content durable.
    ///
    /// # Errors
    /// Fails if fdatasync(2) fails; then nobody knows what is on the disk.
    fn flush(&self) -> io::Result<()>;

    /// Makes the content of two files durable at once. Returns both results.
    fn flush_both(&self, other: &Self) -> (io::Result<()>, io::Result<()>);

    /// Sets the mode.
    ///
    /// # Errors
    /// Fails if fchmod(2) fails.
    fn set_mode(&self, mode: u32) -> io::Result<()>;

    /// Sets the owner and the group.
    ///
    /// # Errors
    /// Fails if fchown(2) fails.
    fn set_owner(&self, uid: Option<u32>, gid: Option<u32>) -> io::Result<()>;

    /// Sets the time of modification.
    ///
    /// # Errors
    /// Fails if futimens(3) fails.
    fn set_modified(&self, time: SystemTime) -> io::Result<()>;

    /// The names and values of the extended attributes that may be read (xattr(7)); none if the file
    /// system has none.
    ///
    /// # Errors
    /// Fails if flistxattr(2) fails, or reading the access control list.
    fn extended_attributes(&self) -> io::Result<Vec<(Vec<u8>, Vec<u8>)>>;

    /// Sets an extended attribute, or removes it if there is no value.
    ///
    /// # Errors
    /// Fails if fsetxattr(2) fails, or fremovexattr(2) on an attribute that exists.
    fn set_extended_attribute(&self, name: &[u8], value: Option<&[u8]>) -> io::Result<()>;

    /// Whether this process has the rights of the file's owner: it is the owner, or is privileged over the
    /// owner, which root of a user namespace need not be.
    fn is_owned(&self) -> bool;

    /// Takes the advisory lock, which closing the file releases.
    ///
    /// # Errors
    /// Fails if flock(2) fails; [`is_contended`](crate::platform::filesystem::is_contended) tells whether the lock is busy.
    fn lock(&self, sharing: Sharing, waiting: Waiting) -> io::Result<()>;

    /// Takes the turn: a second advisory lock on the same file, which closing it releases too. The
    /// exclusive one needs a file that is open for writing.
    ///
    /// # Errors
    /// Fails if fcntl(2), `F_OFD_SETLK`, fails; [`is_contended`](crate::platform::filesystem::is_contended) tells whether the turn is busy.
    fn take_turn(&self, sharing: Sharing, waiting: Waiting) -> io::Result<()>;

    /// Whether another process has the turn, exclusively.
    ///
    /// # Errors
    /// Fails if fcntl(2), `F_OFD_GETLK`, fails.
    fn is_turn_taken(&self) -> io::Result<bool>;

    /// Says that this process waits for the lock, or that it no longer does: a third advisory lock, shared by
    /// those who wait, which closing the file ends too. Needs a file that is open for reading.
    ///
    /// # Errors
    /// Fails if fcntl(2), `F_OFD_SETLK`, fails.
    fn announce_waiting(&self, is_waiting: bool) -> io::Result<()>;

    /// Whether another process says that it waits for the lock.
    ///
    /// # Errors
    /// Fails if fcntl(2), `F_OFD_GETLK`, fails.
    fn is_awaited(&self) -> io::Result<bool>;

    /// Takes the lead of those who wait for a flush: a fourth advisory lock, which closing the file releases.
    /// Needs a file that is open for writing.
    ///
    /// # Errors
    /// Fails if fcntl(2), `F_OFD_SETLK`, fails; [`is_contended`](crate::platform::filesystem::is_contended) tells whether another process leads.
    fn lead(&self, waiting: Waiting) -> io::Result<()>;

    /// Releases the lock, also for processes that inherited the file.
    ///
    /// # Errors
    /// Fails if flock(2) fails.
    fn unlock(&self) -> io::Result<()>;

    /// Lets child processes inherit the file; returns its descriptor.
    ///
    /// # Errors
    /// Fails if fcntl(2) fails.
    fn pass_on(&self) -> io::Result<u32>;

    /// Writes all bytes at an offset.
    ///
    /// # Errors
    /// Fails if pwrite(2) fails.
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

/// A buffer of `len` zeros. Without memory for it this fails, where `vec!` would end the process.
///
/// # Errors
/// Fails if there is not enough memory.
pub fn zeros(len: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(len)?;
    bytes.resize(len, 0);
    Ok(bytes)
}

/// Repeats a call that a signal interrupted (signal(7)).
///
/// # Errors
/// Fails if the call does.
pub fn uninterrupted<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match call() {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// A length in memory as a length in a file.
#[must_use]
pub fn length(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}
