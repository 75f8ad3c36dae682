//! Input: standard input and files that the user names, read no further than a limit.

use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::text::size::Size;

/// Where a value is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    StandardInput,
    File(PathBuf),
}

/// A file as an argument names it: `-` is standard input.
impl From<OsString> for Source {
    fn from(name: OsString) -> Self {
        if name == "-" { Self::StandardInput } else { Self::File(name.into()) }
    }
}

/// Its name in messages.
impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StandardInput => f.write_str("standard input"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}

impl Source {
    /// Reads all of it, up to `limit` bytes.
    ///
    /// # Errors
    /// Fails if it cannot be read, or is longer.
    pub fn read(&self, limit: u64) -> Result<Vec<u8>> {
        self.read_more(Size::new(limit), || Ok(Size::new(limit)))
    }

    /// Reads all of it, up to `limit`; if it is longer, up to the limit that `larger` returns, which is
    /// called only then.
    ///
    /// # Errors
    /// Fails if it cannot be read, is longer than both, or if `larger` fails.
    pub fn read_more(&self, limit: Size, larger: impl FnOnce() -> Result<Size>) -> Result<Vec<u8>> {
        let name = self.to_string();
        let failed = |e| Failure::new(Kind::Io, format!("could not read {name}: {e}"));
        let mut reader: Box<dyn Read> = match self {
            Self::StandardInput => Box::new(io::stdin().lock()),
            Self::File(path) => Box::new(File::open(path).map_err(failed)?),
        };
        let mut bytes = Vec::new();
        if read_beyond(&mut reader, &mut bytes, limit).map_err(failed)? {
            let limit = larger()?.max(limit);
            if read_beyond(&mut reader, &mut bytes, limit).map_err(failed)? {
                return Err(too_long(&name, limit).into());
            }
        }
        Ok(bytes)
    }

    /// Reads all of it as text, without the last line break, which `get` prints after every value.
    ///
    /// # Errors
    /// As [`Source::read_more`]; fails also if it is not UTF-8.
    pub fn read_text(&self, limit: Size, larger: impl FnOnce() -> Result<Size>) -> Result<String> {
        let text = String::from_utf8(self.read_more(limit, larger)?).map_err(|e| {
            let at = e.utf8_error().valid_up_to();
            Failure::new(Kind::BadData, format!("the value is not UTF-8 at byte {}", at + 1))
                .hint("JSON holds text only: store binary data in a file, or encode it (base64)")
        })?;
        Ok(text.strip_suffix('\n').map(str::to_owned).unwrap_or(text))
    }
}

/// Whether standard input is a terminal.
#[must_use]
pub fn is_typed() -> bool {
    io::stdin().is_terminal()
}

/// Whether this is the path of a file, not of a directory.
#[must_use]
pub fn is_file(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| !found.is_dir())
}

/// Whether this is the path of a directory, or leads to one.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether nothing is at this path.
#[must_use]
pub fn is_missing(path: &Path) -> bool {
    path.metadata().is_err_and(|e| e.kind() == io::ErrorKind::NotFound)
}

/// Waits until Enter is pressed; `false` at the end of standard input.
#[must_use]
pub fn is_enter_pressed() -> bool {
    io::stdin().lines().next().is_some_and(|line| line.is_ok())
}

/// Reads on until `bytes` has one byte more than `limit`, or all; returns whether it has more.
fn read_beyond(reader: &mut impl Read, bytes: &mut Vec<u8>, limit: Size) -> io::Result<bool> {
    let held = |bytes: &Vec<u8>| u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let room = limit.bytes().saturating_add(1).saturating_sub(held(bytes));
    reader.take(room).read_to_end(bytes)?;
    Ok(held(bytes) > limit.bytes())
}

pub(super) fn too_long(name: &str, limit: Size) -> Failure {
    Failure::new(Kind::BadData, format!("{name} is longer than {}", limit.in_words()))
        .fact("limit", limit.bytes())
        .hint("CTX_MAX_SIZE, or `ctx policy limit` for all, sets the limit; keep large values in separate files")
}
