//! Files that are hashed: regular ones only, since reading others might never end.
//!
//! # A file that is written meanwhile
//! What was read of it may be part old, part new: a file that never was. So its end comes only if size and times of the
//! file are those of the beginning. A write just before and one just after the beginning may have the same time, that of
//! one tick of the kernel: a file that was just written is read once more, and must be the same again.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek as _, SeekFrom};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

use rustix::fs::{FileType, Mode, OFlags};

use crate::log::digest::{Digest, Hasher};

/// How much is read at once the second time, in bytes.
const CHUNK: usize = 128 * 1024;

/// A file that was written so short a time ago may be written again without another time.
const JUST: Duration = Duration::from_secs(2);

/// Why a file was not hashed.
#[derive(Debug)]
pub enum Unhashed {
    Io(io::Error),
    NotRegular,
    /// It was written while it was read.
    Changed,
}

impl From<io::Error> for Unhashed {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A regular file, opened for reading: as a stream, it fails at its end if it was written meanwhile.
pub struct PlainFile {
    file: File,
    seen: Seen,
    /// What was read, if it must be read again.
    again: Option<Hasher>,
    is_changed: bool,
}

/// What changes when a file is written: its size, and the times of its content and its inode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seen(u64, (i64, i64), (i64, i64));

impl Seen {
    fn of(metadata: &Metadata) -> Self {
        let (written, changed) = ((metadata.mtime(), metadata.mtime_nsec()), (metadata.ctime(), metadata.ctime_nsec()));
        Self(metadata.size(), written, changed)
    }

    /// Whether it was changed just now, or later, as another clock has it.
    fn is_fresh(&self) -> bool {
        let past =
            SystemTime::now().checked_sub(JUST).and_then(|past| past.duration_since(SystemTime::UNIX_EPOCH).ok());
        past.and_then(|past| i64::try_from(past.as_secs()).ok()).is_none_or(|past| self.2.0 >= past)
    }
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
        if !metadata.is_file() {
            return Err(Unhashed::NotRegular);
        }
        let seen = Seen::of(&metadata);
        let again = seen.is_fresh().then(Hasher::default);
        Ok(Self { file, seen, again, is_changed: false })
    }

    /// The size when it was opened, in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.seen.0
    }

    /// Whether it was written while it was read, up to its end.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.is_changed
    }

    /// Returns the SHA-256 of the file, and how many bytes it has.
    ///
    /// # Errors
    /// Fails if read(2) fails, or if the file is written meanwhile.
    pub fn digest(mut self) -> Result<(Digest, u64), Unhashed> {
        let most = self.size().saturating_add(1);
        let mut bytes = self.by_ref().take(most);
        let digest = Digest::of_stream(&mut bytes);
        let rest = bytes.limit();
        if rest == 0 || self.is_changed { Err(Unhashed::Changed) } else { Ok((digest?, most - rest)) }
    }

    /// Whether the file is, at its end, still what was read.
    fn is_same(&mut self) -> io::Result<bool> {
        if Seen::of(&self.file.metadata()?) != self.seen {
            return Ok(false);
        }
        if let Some(first) = self.again.take() {
            self.file.seek(SeekFrom::Start(0))?;
            let mut bytes = (&self.file).take(self.size().saturating_add(1));
            let mut hasher = Hasher::default();
            let mut chunk = vec![0; CHUNK];
            loop {
                match bytes.read(&mut chunk) {
                    Ok(0) => break,
                    Ok(read) => hasher.add(chunk.get(..read).unwrap_or_default()),
                    Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                    Err(e) => return Err(e),
                }
            }
            self.file.seek(SeekFrom::End(0))?;
            if hasher.finish() != first.finish() {
                return Ok(false);
            }
        }
        Ok(Seen::of(&self.file.metadata()?) == self.seen)
    }
}

impl Read for PlainFile {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into)?;
        if read > 0 || into.is_empty() {
            if let Some(hasher) = &mut self.again {
                hasher.add(into.get(..read).unwrap_or_default());
            }
            return Ok(read);
        }
        self.is_changed = !self.is_same()?;
        if self.is_changed { Err(io::Error::other("it changed while it was read")) } else { Ok(0) }
    }
}
