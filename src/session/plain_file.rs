//! Files that are hashed: regular ones only, since reading others might never end.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use rustix::fs::{FileType, Mode, OFlags};

use crate::log::digest::Digest;

/// Why a file was not hashed.
#[derive(Debug)]
pub enum Unhashed {
    Io(io::Error),
    NotRegular,
    /// It grew while it was read.
    Grew,
}

impl From<io::Error> for Unhashed {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A regular file, opened for reading.
pub struct PlainFile {
    file: File,
    size: u64,
}

impl PlainFile {
    /// Opens a file. A link is followed.
    ///
    /// # Errors
    /// Fails if it is not a regular file, or if stat(2) or open(2) fails.
    pub fn open(path: &Path) -> Result<Self, Unhashed> {
        // Opening a device may already do something.
        let stat = rustix::fs::stat(path).map_err(io::Error::from)?;
        if !FileType::from_raw_mode(stat.st_mode).is_file() {
            return Err(Unhashed::NotRegular);
        }
        // It may be another file by now: opening a FIFO must not block.
        let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let file = rustix::fs::open(path, flags, Mode::empty()).map(File::from).map_err(io::Error::from)?;
        let metadata = file.metadata()?;
        if metadata.is_file() { Ok(Self { file, size: metadata.len() }) } else { Err(Unhashed::NotRegular) }
    }

    /// The size when it was opened, in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Returns the file as a stream.
    #[must_use]
    pub fn into_reader(self) -> impl io::Read {
        self.file
    }

    /// Returns the SHA-256 of the file, and how many bytes it has.
    ///
    /// # Errors
    /// Fails if read(2) fails, or if the file grows meanwhile.
    pub fn digest(self) -> Result<(Digest, u64), Unhashed> {
        let most = self.size.saturating_add(1);
        let mut bytes = self.file.take(most);
        let digest = Digest::of_stream(&mut bytes)?;
        if bytes.limit() == 0 { Err(Unhashed::Grew) } else { Ok((digest, most - bytes.limit())) }
    }
}
