//! A copy of a text that only its owner can read, for an editor.

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

/// A file alone in a directory of its own. It stays until [`PrivateCopy::remove`]: a text
/// is not lost because something failed.
pub struct PrivateCopy {
    directory: PathBuf,
    file: PathBuf,
}

impl PrivateCopy {
    /// Makes the directory (0700), which must not be there yet, and the file (0600) in it.
    ///
    /// # Errors
    /// Those of mkdir(2), open(2) and write(2).
    pub fn make(directory: PathBuf, name: &str, text: &[u8]) -> Result<Self> {
        let file = directory.join(name);
        let made = DirBuilder::new().mode(0o700).create(&directory);
        let written =
            made.and_then(|()| Native.open(&file, Access::CreateNew)).and_then(|file| file.write_all_at(text, 0));
        written.map_err(|e| Failure::new(Kind::Io, format!("could not write {}: {e}", file.display())))?;
        Ok(Self { directory, file })
    }

    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Runs an editor on the file, and waits for it; its exit code. `tell` is told why it was not started.
    ///
    /// # Errors
    /// The system cannot start or await processes.
    pub fn open_in(&self, editor: &str, tell: &dyn Fn(&str)) -> Result<u8> {
        // By a shell, as git does it: `code --wait` is a command and an argument.
        let script = format!("{editor} \"$@\"");
        let words = ["sh", "-c", &script, editor].map(OsString::from);
        child::run(&[&words[..], &[self.file.clone().into()]].concat(), &[], tell)
    }

    /// What is in the file now.
    ///
    /// # Errors
    /// As [`PrivateCopy::source`]; it cannot be read, or is longer.
    pub fn read(&self, limit: u64) -> Result<Vec<u8>> {
        self.source()?.read(limit)
    }

    /// Where what is in the file now is read from.
    ///
    /// # Errors
    /// It is no file any more, from which reading may never end.
    pub fn source(&self) -> Result<Source> {
        if self.file.metadata().is_ok_and(|stat| !stat.is_file()) {
            let why = format!("{} is not a regular file any more", self.file.display());
            return Err(Failure::new(Kind::BadData, why).hint("the editor must leave a file there").into());
        }
        Ok(Source::File(self.file.clone()))
    }

    /// Removes the file and the directory, and what the editor left in it.
    ///
    /// # Errors
    /// Those of unlink(2) and rmdir(2).
    pub fn remove(self) -> io::Result<()> {
        std::fs::remove_dir_all(&self.directory)
    }
}
