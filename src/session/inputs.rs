//! Input, limited to the maximum size of a document.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use anyhow::Result;
use rustix::fs::{Mode, OFlags};

use crate::error::{Failure, Kind};
use crate::log::digest::Digest;
use crate::text::shell::shell_path;

use crate::kept::limit;
use crate::platform::input::Source;
use crate::session::context::Context;
use crate::text::size::Size;

impl Context<'_> {
    /// Reads a source that is no larger than the document or its limit.
    ///
    /// # Errors
    /// As [`Source::read_more`].
    pub fn read(&self, source: &Source) -> Result<Vec<u8>> {
        source.read_more(self.max_size, || self.longest_input())
    }

    /// As [`Context::read`], for text.
    ///
    /// # Errors
    /// As [`Source::read_text`].
    pub fn read_text(&self, source: &Source) -> Result<String> {
        source.read_text(self.max_size, || self.longest_input())
    }

    /// Returns the limit that the document declares. It has to read the document, so it is called
    /// only where the answer matters.
    fn longest_input(&self) -> Result<Size> {
        let snapshot = self.store.read()?;
        let size = Size::new(snapshot.size);
        Ok(limit::declared(&snapshot.document)?.map_or(size, |declared| declared.max(size)))
    }
}

/// Returns the SHA-256 of a file.
///
/// # Errors
/// Fails if the file cannot be read, is not a regular file (reading might never end), or grows
/// while it is read.
pub fn digest_of_file(path: &Path) -> Result<Digest> {
    let failed = |e: io::Error| {
        let kind = if e.kind() == io::ErrorKind::NotFound { Kind::No } else { Kind::Io };
        Failure::new(kind, format!("could not read {}: {e}", path.display()))
    };
    // Opening a FIFO must not block.
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = rustix::fs::open(path, flags, Mode::empty()).map(File::from).map_err(|e| failed(e.into()))?;
    let stat = file.metadata().map_err(failed)?;
    if !stat.is_file() {
        let why = format!("could not use {}: it is not a regular file", path.display());
        return Err(Failure::new(Kind::Refused, why).hint(format!("ls -ld {}", shell_path(path))).into());
    }
    let mut bytes = file.take(stat.len().saturating_add(1));
    let digest = Digest::of_stream(&mut bytes).map_err(failed)?;
    if bytes.limit() == 0 {
        let why = format!("could not read {}: it grew while it was read", path.display());
        return Err(Failure::new(Kind::Io, why).into());
    }
    Ok(digest)
}
