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
        let read = read_up_to(self, into, offset)?;
        if read < into.len() { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }
}

impl<F: OpenFile> ReadAt for F {
    fn read_some(&self, into: &mut [u8], offset: u64) -> io::Result<usize> {
        self.read_at(into, offset)
    }
}

/// Reads until `into` is full or the file ends; returns how many bytes were read.
///
/// # Errors
/// Fails if the bytes cannot be read.
pub fn read_up_to<R: ReadAt + ?Sized>(file: &R, into: &mut [u8], offset: u64) -> io::Result<usize> {
    let mut done = 0;
    while let Some(rest) = into.get_mut(done..).filter(|rest| !rest.is_empty()) {
        match uninterrupted(|| file.read_some(rest, offset.saturating_add(length(done))))? {
            0 => break,
            read => done += read,
        }
    }
    Ok(done)
}

/// As [`read_up_to`], of a file that is expected to end after `expected` bytes: a call that reads just
/// so many, of more that were asked for, has found the end.
///
/// # Errors
/// Fails if the bytes cannot be read.
pub fn read_expected<R: ReadAt + ?Sized>(
    file: &R,
    into: &mut [u8],
    (offset, expected): (u64, usize),
) -> io::Result<usize> {
    let read = uninterrupted(|| file.read_some(into, offset))?;
    let Some(rest) = into.get_mut(read..).filter(|_| read > 0 && read != expected) else { return Ok(read) };
    Ok(read + read_up_to(file, rest, offset.saturating_add(length(read)))?)
}
