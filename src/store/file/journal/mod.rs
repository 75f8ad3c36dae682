//! The audit log, which is also the write-ahead journal: JSON Lines, append-only, except that a torn
//! last line is cut off.

pub mod append;
pub mod backwards;
pub mod end;
pub mod failure;
pub mod head;
mod lines;
pub mod packed;
pub mod planted;
pub mod recent;
pub mod records;
pub mod replay;
pub mod rotate;
pub mod segments;
pub mod tail;
pub mod write;

use std::io::{self, BufRead as _, BufReader};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::log::entry::{Entry, Link};
use crate::platform::attributes::{Attributes, make};
use crate::platform::filesystem::{Access, FileSystem, OpenFile, ReadAt as _, Section, Stat, zeros};
use crate::platform::identity::Identity;
use crate::platform::io_failure::{io_failure, move_away, not_a_regular_file};
use crate::store::file::journal::backwards::{Backwards, CHUNK, Line};
use crate::store::file::journal::packed::Lines;

/// The beginning of the line of a record before which there is none: its first member says so.
const GAP_BEGINS: &[u8] = br#"{"op":"gap","#;

/// The log, up to the length that it had when opened.
pub struct Journal<F> {
    lines: Lines<F>,
    path: PathBuf,
    len: u64,
    found: Stat,
}

impl<F: OpenFile> Journal<F> {
    /// Opens the log, for appending too if `write`; `None` if there is none.
    ///
    /// # Errors
    /// Fails if it cannot be opened or is not a regular file.
    pub fn open<S: FileSystem<File = F>>(system: &S, path: &Path, write: bool) -> Result<Option<Self>> {
        match system.open(path, if write { Access::Append } else { Access::Read }) {
            Ok(file) => Self::from_file(file, path).map(Some),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(io_failure("open", path, &e).into()),
        }
    }

    /// Creates the log.
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
        Ok(Self { lines: Lines { file, packed: None }, path: path.to_owned(), len: stat.size, found: stat })
    }

    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The stat of the log when it was opened.
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

    /// The state of the file when it was opened.
    #[must_use]
    pub fn identity(&self) -> Identity {
        Identity::of(&self.found)
    }

    /// The state of the file now; `None` if the system does not tell.
    #[must_use]
    pub fn identity_now(&self) -> Option<Identity> {
        self.lines.file.stat().ok().map(|stat| Identity::of(&stat))
    }

    /// Whether the length of the log has changed since it was opened.
    ///
    /// # Errors
    /// Fails if fstat(2) fails.
    pub fn has_changed(&self) -> io::Result<bool> {
        Ok(self.lines.file.stat()?.size != self.len)
    }

    /// Calls `visit` with each record and the byte it starts at, newest first.
    ///
    /// # Errors
    /// Fails if a record is damaged or the log cannot be read.
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
    /// Fails if a record is damaged, the log cannot be read, or `visit` fails.
    pub fn oldest_first(&self, end: u64, visit: &mut dyn FnMut(Entry, &[u8]) -> Result<()>) -> Result<()> {
        let mut reader = BufReader::with_capacity(64 * 1024, Section::of(&self.lines, end));
        let mut line = Vec::new();
        let mut start = 0;
        loop {
            line.clear();
            let read = reader.read_until(b'\n', &mut line).map_err(|e| self.unread(&e))?;
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
    /// Fails if a record is damaged or the log cannot be read.
    pub fn first_record(&self, end: u64) -> Result<Option<Entry>> {
        let line = self.first_line(end)?;
        line.map(|line| Entry::parse(&line).map_err(|bad| self.unreadable(0, &bad))).transpose()
    }

    /// The first line, without its newline; `None` if there is none up to `end`.
    fn first_line(&self, end: u64) -> Result<Option<Vec<u8>>> {
        let mut reader = BufReader::with_capacity(CHUNK, Section::of(&self.lines, end));
        let mut line = Vec::new();
        let read = reader.read_until(b'\n', &mut line).map_err(|e| self.unread(&e))?;
        line.pop_if(|last| *last == b'\n');
        Ok((read > 0).then_some(line))
    }

    /// The place in the chain of the first record, and whether older records precede it; `None` if there
    /// is none up to `end`. What it changed, perhaps a whole document, is not parsed.
    ///
    /// # Errors
    /// As [`Journal::first_record`].
    pub fn first_link(&self, end: u64) -> Result<Option<(Link, bool)>> {
        let Some(line) = self.first_line(end)? else { return Ok(None) };
        let link = Entry::link_of(&line).map_err(|bad| self.unreadable(0, &bad))?;
        Ok(Some((link, !line.starts_with(GAP_BEGINS))))
    }

    /// The lines before `end`, last first; an error of pread(2) is the last item.
    fn lines_before(&self, end: u64) -> impl Iterator<Item = Result<Line>> {
        Backwards::before(&self.lines, end).map(|line| line.map_err(|e| self.unread(&e).into()))
    }

    /// The line before `end`; `None` at the start of the log.
    ///
    /// # Errors
    /// Fails if pread(2) fails.
    pub fn line_ending_at(&self, end: u64) -> Result<Option<Line>> {
        self.lines_before(end).next().transpose()
    }

    /// The bytes behind `end`.
    ///
    /// # Errors
    /// Fails if pread(2) fails.
    pub fn bytes_behind(&self, end: u64) -> io::Result<Vec<u8>> {
        let mut bytes = zeros(usize::try_from(self.len.saturating_sub(end)).unwrap_or(usize::MAX))?;
        self.lines.read_all(&mut bytes, end)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests;
