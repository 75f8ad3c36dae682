//! The first part of a file, as a reader.

use std::io;

use crate::platform::filesystem::open_file::length;
use crate::platform::filesystem::read_at::ReadAt;

/// Reads a file up to a position, independently of its cursor.
pub struct Section<'f, F> {
    file: &'f F,
    position: u64,
    end: u64,
}

impl<'f, F: ReadAt> Section<'f, F> {
    /// The first `end` bytes of `file`.
    #[must_use]
    pub fn of(file: &'f F, end: u64) -> Self {
        Self { file, position: 0, end }
    }
}

impl<F: ReadAt> io::Read for Section<'_, F> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.position)).unwrap_or(usize::MAX).min(into.len());
        let read = self.file.read_some(into.get_mut(..left).unwrap_or_default(), self.position)?;
        self.position = self.position.saturating_add(length(read));
        Ok(read)
    }
}
