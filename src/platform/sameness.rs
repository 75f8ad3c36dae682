//! Whether the file at a path is still the one that was read, by one cheap look.

use std::fs::File;
use std::io;
use std::path::Path;

use rustix::fs::{Mode, OFlags, Stat};

/// An open file, and what it was like when it was opened.
pub struct Sameness {
    file: File,
    seen: Stat,
}

impl Sameness {
    /// Opens the file at `path`; `None` if nothing is there.
    ///
    /// # Errors
    /// Fails if open(2) or fstat(2) fails.
    pub fn of(path: &Path) -> io::Result<Option<Self>> {
        // Without waiting for whoever writes to a FIFO.
        let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = match rustix::fs::open(path, flags, Mode::empty()) {
            Ok(descriptor) => File::from(descriptor),
            Err(rustix::io::Errno::NOENT) => return Ok(None),
            Err(e) => return Err(e.into()),
        };
        let seen = rustix::fs::fstat(&file)?;
        Ok(Some(Self { file, seen }))
    }

    /// Whether the file is the one at `path`, and [`Sameness::holds`]: also if a directory above it was exchanged. Two
    /// system calls.
    #[cfg(feature = "mcp")]
    #[must_use]
    pub fn holds_at(&self, path: &Path) -> bool {
        let is_it = |now: &Stat| (now.st_dev, now.st_ino) == (self.seen.st_dev, self.seen.st_ino);
        rustix::fs::stat(path).is_ok_and(|now| is_it(&now)) && self.holds()
    }

    /// Whether the file has neither been written to nor replaced since: a rename over it takes a
    /// link away. One fstat(2).
    #[must_use]
    pub fn holds(&self) -> bool {
        let key = |stat: &Stat| {
            (stat.st_nlink, stat.st_size, stat.st_mtime, stat.st_mtime_nsec, stat.st_ctime, stat.st_ctime_nsec)
        };
        // It may have been replaced after it was opened and before the first look.
        rustix::fs::fstat(&self.file).is_ok_and(|now| now.st_nlink > 0 && key(&now) == key(&self.seen))
    }
}
