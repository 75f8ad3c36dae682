//! The end of a log, to be copied piece by piece.

use std::io;

use crate::platform::content::{Content, Sink};
use crate::platform::filesystem::{OpenFile, ReadAt as _, length, zeros};
use crate::store::file::journal::Journal;
use crate::store::file::journal::backwards::MOST;
use crate::store::file::journal::packed::Lines;

impl<F: OpenFile> Journal<F> {
    /// The bytes from `start` on.
    #[must_use]
    pub fn tail(&self, start: u64) -> Tail<'_, F> {
        Tail { lines: &self.lines, start, end: self.len }
    }
}

/// The end of a log.
pub struct Tail<'j, F> {
    lines: &'j Lines<F>,
    start: u64,
    end: u64,
}

impl<F: OpenFile> Content for Tail<'_, F> {
    fn pass_on(&self, sink: &mut Sink<'_>) -> io::Result<()> {
        let mut at = self.start;
        let mut piece = zeros(MOST)?;
        while at < self.end {
            let size = usize::try_from(self.end - at).unwrap_or(usize::MAX).min(piece.len());
            let piece = piece.get_mut(..size).unwrap_or_default();
            self.lines.read_all(piece, at)?;
            sink(piece)?;
            at += length(size);
        }
        Ok(())
    }
}
