//! A private copy of a text, for an editor.

use std::ffi::OsString;
use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::platform::child;
use crate::platform::filesystem::native::Native;
use crate::platform::filesystem::{Access, FileSystem as _, OpenFile as _};
use crate::platform::input::Source;

/// A file alone in a directory of its own. It stays until [`PrivateCopy::remove`], so that no text is
/// lost because something failed.
pub struct PrivateCopy {
    directory: PathBuf,
    file: PathBuf,
}

impl PrivateCopy {
    /// Creates the directory (0700), which must not exist, and the file (0600) in it.
    ///
    /// # Errors
    /// Fails if mkdir(2), open(2) or write(2) fails.
    pub fn make(directory: PathBuf, name: &str, text: &[u8]) -> Result<Self> {
        let file = directory.join(name);
        let made = DirBuilder::new().mode(0o700).create(&directory);
        let written =
            made.and_then(|()| Native.open(&file, Access::CreateNew)).and_then(|file| file.write_all_at(text, 0));
        written.map_err(|e| Failure::new(Kind::Io, format!("could not write {}: {e}", file.display())))?;
        Ok(Self { directory, file })
    }

    /// The path of the file.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Runs an editor on the file and waits for it; returns its exit code. `tell` is told why it was not
    /// started.
    ///
    /// # Errors
    /// Fails if the system cannot start processes, or wait for them.
    pub fn open_in(&self, editor: &str, tell: child::Tell<'_>) -> Result<u8> {
        // Through a shell, as git does: `code --wait` is a command and an argument.
        let script = format!("{editor} \"$@\"");
        let words = ["sh", "-c", &script, editor].map(OsString::from);
        child::run(&[&words[..], &[self.file.clone().into()]].concat(), &[], tell)
    }

    /// Reads the file, up to `limit` bytes.
    ///
    /// # Errors
    /// As [`PrivateCopy::source`]; fails also if it cannot be read, or is longer.
    pub fn read(&self, limit: u64) -> Result<Vec<u8>> {
        self.source()?.read(limit)
    }

    /// The file as a source.
    ///
    /// # Errors
    /// Fails if it is no longer a regular file: reading something else may never end.
    pub fn source(&self) -> Result<Source> {
        if self.file.metadata().is_ok_and(|stat| !stat.is_file()) {
            let why = format!("{} is not a regular file any more", self.file.display());
            return Err(Failure::new(Kind::BadData, why).hint("the editor must leave a file there").into());
        }
        Ok(Source::File(self.file.clone()))
    }

    /// Removes the directory with all that the editor left in it.
    ///
    /// # Errors
    /// Fails if unlink(2) or rmdir(2) fails.
    pub fn remove(self) -> io::Result<()> {
        std::fs::remove_dir_all(&self.directory)
    }
}
