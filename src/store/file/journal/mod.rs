//! The audit log, which is the write-ahead journal too: JSON Lines, only ever
//! appended to, except that a torn last line is cut off.

pub mod append;
mod backwards;
pub mod end;
mod failure;
pub mod replay;
pub mod rotate;
pub mod seal;
pub mod segments;

use std::io::{self, BufRead as _, BufReader};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::log::entry::Entry;
use crate::platform::attributes::{Attributes, make};
use crate::platform::filesystem::{Access, FileSystem, OpenFile, Section, Stat, length, uninterrupted, zeros};
use crate::platform::identity::Identity;
use crate::platform::io_failure::{io_failure, move_away, not_a_regular_file};
use crate::store::file::journal::backwards::Backwards;

/// How much is read where one record is wanted; it usually fits.
const CHUNK: usize = 4096;

/// The log, up to the length that it had when it was opened.
pub struct Journal<F> {
    file: F,
    path: PathBuf,
    len: u64,
    found: Stat,
}

/// One line, without its newline.
pub struct Line {
    /// Where it starts, in bytes from the start of the log.
    pub start: u64,
    pub bytes: Vec<u8>,
    /// Its newline is there.
    pub ended: bool,
}

impl<F: OpenFile> Journal<F> {
    /// Opens the log, for writing too if `write`; `None` if there is none.
    ///
    /// # Errors
    /// A log that cannot be opened, or that is no regular file.
    pub fn open<S: FileSystem<File = F>>(system: &S, path: &Path, write: bool) -> Result<Option<Self>> {
        match system.open(path, if write { Access::Append } else { Access::Read }) {
            Ok(file) => Self::from_file(file, path).map(Some),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(io_failure("open", path, &e).into()),
        }
    }

    /// Makes the log.
    ///
    /// # Errors
    /// As [`make`].
    pub fn create<S: FileSystem<File = F>>(system: &S, path: &Path, like: &Attributes) -> Result<Self> {
        let made = make(system, path, Access::CreateNewAppend, like).map_err(|e| e.told("create", path))?;
        Self::from_file(made.file, path)
    }

    fn from_file(file: F, path: &Path) -> Result<Self> {
        let stat = file.stat().map_err(|e| io_failure("look at", path, &e))?;
        if !stat.is_regular() {
            return Err(not_a_regular_file(path, stat.kind).hint(move_away(path)).into());
        }
        Ok(Self { file, path: path.to_owned(), len: stat.size, found: stat })
    }

    /// The log as it was when it was opened.
    #[must_use]
    pub fn stat(&self) -> &Stat {
        &self.found
    }

    /// The length in bytes when the log was opened.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.len
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The log as it was when it was opened.
    #[must_use]
    pub fn opened(&self) -> Identity {
        Identity::of(&self.found)
    }

    /// The log as it is now; `None` if the system does not tell.
    #[must_use]
    pub fn now(&self) -> Option<Identity> {
        self.file.stat().ok().map(|stat| Identity::of(&stat))
    }

    /// Whether somebody wrote to the log since it was opened.
    ///
    /// # Errors
    /// Those of fstat(2).
    pub fn has_changed(&self) -> io::Result<bool> {
        Ok(self.file.stat()?.size != self.len)
    }

    /// Leaves aside what lies behind `end`.
    pub fn limit(&mut self, end: u64) {
        self.len = self.len.min(end);
    }

    /// Calls `visit` with each record and the byte it starts at, newest first.
    ///
    /// # Errors
    /// A record that is damaged, or a log that cannot be read.
    pub fn newest_first(&self, end: u64, visit: &mut dyn FnMut(Entry, u64) -> ControlFlow<()>) -> Result<()> {
        for line in self.lines_before(end) {
            let line = line?;
            let entry = Entry::parse(&line.bytes).map_err(|bad| self.unreadable(line.start, &bad))?;
            if visit(entry, line.start).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Calls `visit` with each record and its line, oldest first, up to `end`.
    ///
    /// # Errors
    /// A record that is damaged, a log that cannot be read, and those of `visit`.
    pub fn oldest_first(&self, end: u64, visit: &mut dyn FnMut(Entry, &[u8]) -> Result<()>) -> Result<()> {
        let mut reader = BufReader::with_capacity(64 * 1024, Section::of(&self.file, end));
        let mut line = Vec::new();
        let mut start = 0;
        loop {
            line.clear();
            let read = reader.read_until(b'\n', &mut line).map_err(|e| io_failure("read", &self.path, &e))?;
            if read == 0 {
                return Ok(());
            }
            let bytes = line.strip_suffix(b"\n").unwrap_or(&line);
            visit(Entry::parse(bytes).map_err(|bad| self.unreadable(start, &bad))?, bytes)?;
            start += u64::try_from(read).unwrap_or(u64::MAX);
        }
    }

    /// The first record; `None` if there is none up to `end`.
    ///
    /// # Errors
    /// A record that is damaged, or a log that cannot be read.
    pub fn first_record(&self, end: u64) -> Result<Option<Entry>> {
        let mut reader = BufReader::with_capacity(CHUNK, Section::of(&self.file, end));
        let mut line = Vec::new();
        let read = reader.read_until(b'\n', &mut line).map_err(|e| io_failure("read", &self.path, &e))?;
        if read == 0 {
            return Ok(None);
        }
        let bytes = line.strip_suffix(b"\n").unwrap_or(&line);
        Entry::parse(bytes).map(Some).map_err(|bad| self.unreadable(0, &bad))
    }

    /// The lines before `end`, last first; an error, those of pread(2), is the last item.
    fn lines_before(&self, end: u64) -> impl Iterator<Item = Result<Line>> {
        Backwards::before(&self.file, end).map(|line| line.map_err(|e| io_failure("read", &self.path, &e).into()))
    }

    /// The line before `end`; `None` at the start of the log.
    ///
    /// # Errors
    /// Those of pread(2).
    pub fn line_ending_at(&self, end: u64) -> Result<Option<Line>> {
        self.lines_before(end).next().transpose()
    }

    /// The bytes behind `end`.
    ///
    /// # Errors
    /// Those of pread(2).
    pub fn bytes_behind(&self, end: u64) -> io::Result<Vec<u8>> {
        let mut bytes = zeros(usize::try_from(self.len.saturating_sub(end)).unwrap_or(usize::MAX))?;
        self.file.read_exact_at(&mut bytes, end)?;
        Ok(bytes)
    }

    /// Cuts off what lies behind `end`, durably: a record that follows never shares
    /// the disk with what was there before, sector by sector, after a power cut.
    ///
    /// # Errors
    /// Those of ftruncate(2) and fdatasync(2).
    pub fn cut(&mut self, end: u64) -> io::Result<()> {
        self.file.truncate(end)?;
        self.len = end;
        self.file.flush()
    }

    /// Appends one record in one write.
    ///
    /// # Errors
    /// Those of write(2); a short write is one. The log is then as it was,
    /// unless cutting it back failed too, which leaves a torn line.
    pub fn append(&mut self, line: &[u8]) -> io::Result<()> {
        let error = match uninterrupted(|| self.file.append(line)) {
            Ok(n) if n == line.len() => {
                self.len = self.len.saturating_add(length(n));
                return Ok(());
            }
            // The next write tells why this one was short.
            Ok(n) => match uninterrupted(|| self.file.append(line.get(n..).unwrap_or_default())) {
                Ok(_) => io::ErrorKind::WriteZero.into(),
                Err(e) => e,
            },
            Err(e) => e,
        };
        drop(self.cut(self.len));
        Err(error)
    }

    /// Makes what was appended durable (fdatasync(2)).
    ///
    /// # Errors
    /// Those of fdatasync(2), after which nobody knows what is on the disk.
    pub fn flush(&self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests;
