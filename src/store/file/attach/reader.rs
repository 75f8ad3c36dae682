//! An open file as a stream.

use std::io::{self, Read};

use crate::platform::filesystem::OpenFile;

/// Reads a file from its beginning on.
pub struct Reader<F> {
    pub file: F,
    pub at: u64,
}

impl<F: OpenFile> Read for Reader<F> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read_at(into, self.at)?;
        self.at += u64::try_from(read).unwrap_or(u64::MAX);
        Ok(read)
    }
}
