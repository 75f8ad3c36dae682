//! A file of the user's that is written piece by piece, and appears under its name only once it is whole.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::platform::filesystem::native::Native;
use crate::platform::filesystem::{Access, FileKind, FileSystem, OpenFile as _, length};
use crate::platform::machine::random;

/// How much is written at once, in bytes.
const PIECE: usize = 128 * 1024;

/// The file, under a name of its own; removed when dropped.
#[must_use = "it is removed unless it is published"]
pub struct NewFile {
    file: <Native as FileSystem>::File,
    temporary: PathBuf,
    target: PathBuf,
    replaces: bool,
    buffer: Vec<u8>,
    written: u64,
}

impl NewFile {
    /// Creates it beside the target, for its owner alone (mode 0600).
    ///
    /// # Errors
    /// Fails if the target exists and is not to be replaced, if it is no file, or if open(2) fails.
    pub fn create(target: &Path, replaces: bool) -> Result<Self> {
        match Native.stat(target) {
            Ok(stat) if stat.kind != FileKind::Regular => {
                return Err(Failure::new(Kind::Refused, format!("{} is no file", target.display())).into());
            }
            Ok(_) if !replaces => return Err(exists(target)),
            _ => {}
        }
        let failed = |e: io::Error| failed(target, &e);
        let name = format!(".ctx-{}.tmp", random().map_err(failed)?);
        let temporary = target.with_file_name(name);
        let file = Native.open(&temporary, Access::CreateNew).map_err(failed)?;
        Ok(Self { file, temporary, target: target.to_owned(), replaces, buffer: Vec::new(), written: 0 })
    }

    /// Adds bytes.
    ///
    /// # Errors
    /// Fails if write(2) fails.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= PIECE { self.drain() } else { Ok(()) }
    }

    fn drain(&mut self) -> Result<()> {
        self.file.write_all_at(&self.buffer, self.written).map_err(|e| failed(&self.target, &e))?;
        self.written = self.written.saturating_add(length(self.buffer.len()));
        self.buffer.clear();
        Ok(())
    }

    /// Makes it durable, and gives it its name: by link(2), which replaces nothing, or by rename(2).
    ///
    /// # Errors
    /// Fails if one of these fails.
    pub fn publish(mut self) -> Result<()> {
        self.drain()?;
        let failed = |e: io::Error| failed(&self.target, &e);
        self.file.flush().map_err(failed)?;
        if self.replaces {
            return Ok(Native.rename(&self.temporary, &self.target).map_err(failed)?);
        }
        match Native.link(&self.temporary, &self.target) {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Err(exists(&self.target)),
            result => Ok(result.map_err(failed)?),
        }
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        // After a rename there is nothing under this name.
        drop(Native.unlink(&self.temporary));
    }
}

fn exists(target: &Path) -> anyhow::Error {
    let why = format!("{} exists", target.display());
    Failure::new(Kind::Conflict, why).hint("to replace it: --force").into()
}

fn failed(target: &Path, error: &io::Error) -> Failure {
    Failure::new(Kind::Io, format!("could not write {}: {error}", target.display()))
}
