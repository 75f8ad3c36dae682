//! Writing to the log: only whole records, and nothing in front of the last one changes.

use std::io;

use crate::platform::filesystem::{OpenFile, length, uninterrupted};
use crate::store::file::journal::Journal;

impl<F: OpenFile> Journal<F> {
    /// Cuts off what lies behind `end`, durably: after a power cut, no sector of a later record can
    /// hold bytes of what was there before.
    ///
    /// # Errors
    /// Fails if ftruncate(2) or fdatasync(2) fails.
    pub fn cut(&mut self, end: u64) -> io::Result<()> {
        self.lines.file.truncate(end)?;
        self.len = end;
        self.lines.file.flush()
    }

    /// Appends one record in one write.
    ///
    /// # Errors
    /// Fails if write(2) fails or is short. The log is then cut back to what it was; if that fails
    /// too, a torn line is left.
    pub fn append(&mut self, line: &[u8]) -> io::Result<()> {
        let error = match uninterrupted(|| self.lines.file.append(line)) {
            Ok(n) if n == line.len() => {
                self.len = self.len.saturating_add(length(n));
                return Ok(());
            }
            // Writing the rest tells why this write was short.
            Ok(n) => match uninterrupted(|| self.lines.file.append(line.get(n..).unwrap_or_default())) {
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
    /// Fails if fdatasync(2) fails; then nobody knows what is on the disk.
    pub fn flush(&self) -> io::Result<()> {
        self.lines.file.flush()
    }

    /// Makes what was appended durable, and another file at the same time. Returns the result of the other file
    /// and that of the log, as [`Journal::flush`].
    pub fn flush_beside(&self, other: &F) -> (io::Result<()>, io::Result<()>) {
        other.flush_both(&self.lines.file)
    }
}
