//! Whatever is read at any position: an open file, or what a compressed one holds.

use std::io;

use crate::platform::filesystem::open_file::{OpenFile, length, uninterrupted};

/// Bytes that are read at any position.
pub trait ReadAt {
    /// Reads some bytes at an offset; 0 at the end.
    ///
    /// # Errors
    /// Fails if they cannot be read.
    fn read_some(&self, into: &mut [u8], offset: u64) -> io::Result<usize>;

    /// Fills all of `into`.
    ///
    /// # Errors
    /// Fails if the bytes cannot be read, or end before.
    fn read_all(&self, into: &mut [u8], offset: u64) -> io::Result<()> {
        let mut done = 0;
        while let Some(rest) = into.get_mut(done..).filter(|rest| !rest.is_empty()) {
            match uninterrupted(|| self.read_some(rest, offset.saturating_add(length(done))))? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                read => done += read,
            }
        }
        Ok(())
    }
}

impl<F: OpenFile> ReadAt for F {
    fn read_some(&self, into: &mut [u8], offset: u64) -> io::Result<usize> {
        self.read_at(into, offset)
    }
}
