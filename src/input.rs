//! What comes in: standard input and files that the user names, read no further
//! than a limit.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::{Path, PathBuf};

use anyhow::Result;
use rustix::fs::{Mode, OFlags};

use crate::error::{Failure, Kind};
use crate::model::digest::Digest;
use crate::model::shell::shell_path;

/// Where a value is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    StandardInput,
    File(PathBuf),
}

impl Source {
    /// All of it, if it is not longer than `limit` bytes.
    ///
    /// # Errors
    /// It cannot be read, it is too long, or it is a terminal where nobody asked for one.
    pub fn read(&self, limit: u64) -> Result<Vec<u8>> {
        let (bytes, name) = match self {
            Self::StandardInput => (read_to(io::stdin().lock(), limit), "standard input".to_owned()),
            Self::File(path) => {
                let shown = path.display().to_string();
                (File::open(path).and_then(|file| read_to(file, limit)), shown)
            }
        };
        let bytes = bytes.map_err(|e| Failure::new(Kind::Io, format!("could not read {name}: {e}")))?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
            return Err(Failure::new(Kind::BadData, format!("{name} is longer than {limit} bytes"))
                .fact("limit", limit)
                .hint("CTX_MAX_SIZE sets the limit; large values belong in files of their own")
                .into());
        }
        Ok(bytes)
    }

    /// All of it as text, without the last line break: `get` prints one behind every value.
    ///
    /// # Errors
    /// As [`Source::read`], and bytes that are not UTF-8.
    pub fn read_text(&self, limit: u64) -> Result<String> {
        let text = String::from_utf8(self.read(limit)?).map_err(|e| {
            let at = e.utf8_error().valid_up_to();
            Failure::new(Kind::BadData, format!("the value is not UTF-8 at byte {}", at + 1))
                .hint("JSON holds text only: store binary data in a file, or encode it (base64)")
        })?;
        Ok(text.strip_suffix('\n').map(str::to_owned).unwrap_or(text))
    }
}

/// Whether a person would have to type what is read.
#[must_use]
pub fn is_typed() -> bool {
    io::stdin().is_terminal()
}

/// Waits until a person presses Enter; `false` if nothing comes any more.
#[must_use]
pub fn is_enter_pressed() -> bool {
    io::stdin().lines().next().is_some_and(|line| line.is_ok())
}

/// The digest of a file's bytes.
///
/// # Errors
/// It cannot be read, it is no regular file, from which reading may never end, or it grows
/// meanwhile.
pub fn digest_of_file(path: &Path) -> Result<Digest> {
    let failed = |e: io::Error| {
        let kind = if e.kind() == io::ErrorKind::NotFound { Kind::No } else { Kind::Io };
        Failure::new(kind, format!("could not read {}: {e}", path.display()))
    };
    // Without waiting for whoever writes to a FIFO.
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
        let why = format!("could not read {}: it grows while it is read", path.display());
        return Err(Failure::new(Kind::Io, why).into());
    }
    Ok(digest)
}

fn read_to(reader: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}
