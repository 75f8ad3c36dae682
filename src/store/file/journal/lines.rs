//! Where the lines of a log start and end, and which revisions they name, without reading whole lines.

use anyhow::Result;

use crate::log::entry::{Entry, Revision};
use crate::platform::filesystem::{OpenFile, ReadAt as _, length, uninterrupted, zeros};
use crate::store::file::journal::Journal;
use crate::store::file::journal::backwards::{Backwards, CHUNK, MOST};

impl<F: OpenFile> Journal<F> {
    /// Leaves out what is behind `end`.
    pub fn end_at(&mut self, end: u64) {
        self.len = self.len.min(end);
    }

    /// The revision that the line before `end` names, of which only the end is read.
    ///
    /// # Errors
    /// Fails if pread(2) fails.
    pub fn revision_before(&self, end: u64) -> Result<Option<Revision>> {
        let from = end.saturating_sub(length(CHUNK));
        let mut piece = zeros(usize::try_from(end - from).unwrap_or(CHUNK)).map_err(|e| self.unread(&e))?;
        self.lines.read_all(&mut piece, from).map_err(|e| self.unread(&e))?;
        let Some(line) = piece.strip_suffix(b"\n") else { return Ok(None) };
        let start = memchr::memrchr(b'\n', line).map_or(0, |newline| newline + 1);
        Ok(line.get(start..).and_then(Entry::revision_in))
    }

    /// Where the line starts that `at` is in, or right behind.
    ///
    /// # Errors
    /// Fails if pread(2) fails.
    pub fn line_start(&self, at: u64) -> Result<u64> {
        Backwards::before(&self.lines, at).start_before().map_err(|e| self.unread(&e).into())
    }

    /// Where the line ends that `at` is within, behind its newline.
    ///
    /// # Errors
    /// Fails if pread(2) fails.
    pub fn line_end(&self, at: u64) -> Result<u64> {
        let mut piece = vec![0; MOST];
        let mut from = at;
        loop {
            let size = uninterrupted(|| self.lines.read_some(&mut piece, from)).map_err(|e| self.unread(&e))?;
            let piece = piece.get(..size).unwrap_or_default();
            match memchr::memchr(b'\n', piece) {
                Some(newline) => return Ok(from + length(newline) + 1),
                None if size == 0 => return Ok(from),
                None => from += length(size),
            }
        }
    }
}
