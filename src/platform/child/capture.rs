//! Keeping what a command prints.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, PipeReader, PipeWriter, Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::thread::JoinHandle;

use crate::platform::filesystem::native::Native;
use crate::platform::filesystem::{Access, FileSystem as _, OpenFile as _, length, read_up_to};

/// A file that one command after another prints into. It has no name, so nothing is left behind.
pub struct Spool {
    file: File,
}

impl Spool {
    /// Creates it beside `path`.
    ///
    /// # Errors
    /// Fails if open(2) or unlink(2) fails.
    pub fn beside(path: &Path) -> io::Result<Self> {
        let name = format!(".{}.{}.out", path.file_name().unwrap_or_default().display(), std::process::id());
        let place = path.with_file_name(name);
        // One may be there of a process with this number that was killed.
        drop(Native.unlink(&place));
        let file = Native.open(&place, Access::CreateNewAppend)?;
        Native.unlink(&place)?;
        Ok(Self { file })
    }

    /// Returns the empty file, for the next command.
    ///
    /// # Errors
    /// Fails if ftruncate(2) or dup(2) fails.
    pub fn emptied(&self) -> io::Result<File> {
        self.file.truncate(0)?;
        self.file.try_clone()
    }

    /// Returns what was printed, if it is at most `most` bytes; otherwise its length.
    ///
    /// # Errors
    /// Fails if fstat(2) or pread(2) fails.
    pub fn read(&self, most: u64) -> io::Result<Result<Vec<u8>, u64>> {
        let printed = self.file.stat()?.size;
        if printed > most {
            return Ok(Err(printed));
        }
        let mut bytes = vec![0; usize::try_from(printed).unwrap_or(usize::MAX)];
        let read = read_up_to(&self.file, &mut bytes, 0)?;
        bytes.truncate(read);
        Ok(Ok(bytes))
    }

    /// Saves what was printed in a new file.
    ///
    /// # Errors
    /// Fails if there is such a file, or it cannot be written.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        let copy = Native.open(path, Access::CreateNew)?;
        let (mut buffer, mut done) = (vec![0; 64 * 1024], 0);
        loop {
            let read = read_up_to(&self.file, &mut buffer, done)?;
            if read == 0 {
                return Ok(());
            }
            copy.write_all_at(buffer.get(..read).unwrap_or_default(), done)?;
            done += length(read);
        }
    }
}

/// What a command prints, up to a bound. One that prints more finds nobody reading.
pub struct Printed(JoinHandle<io::Result<Vec<u8>>>, u64);

impl Printed {
    /// Returns the file that a command prints into.
    ///
    /// # Errors
    /// Fails if pipe(2) fails, or the system cannot start threads.
    pub fn up_to(most: u64) -> io::Result<(Self, File)> {
        let (printed, printing) = io::pipe()?;
        let reading = std::thread::Builder::new().spawn(move || {
            let mut kept = Vec::new();
            printed.take(most.saturating_add(1)).read_to_end(&mut kept).map(|_| kept)
        })?;
        Ok((Self(reading, most), File::from(OwnedFd::from(printing))))
    }

    /// Returns what was printed, once all who had the file have ended; `None` if it was more.
    ///
    /// # Errors
    /// Fails if read(2) fails.
    pub fn end(self) -> io::Result<Option<Vec<u8>>> {
        let kept = self.0.join().unwrap_or_else(|_| Err(io::Error::other("the reader ended")))?;
        Ok(Some(kept).filter(|kept| u64::try_from(kept.len()).is_ok_and(|length| length <= self.1)))
    }
}

/// Passes on what a command says on its standard error, and keeps the end of it.
pub struct Tail(JoinHandle<VecDeque<u8>>);

impl Tail {
    /// Returns the end that a command gets.
    ///
    /// # Errors
    /// Fails if pipe(2) fails, or the system cannot start threads.
    pub fn keeping(most: usize) -> io::Result<(Self, PipeWriter)> {
        let (said, saying) = io::pipe()?;
        let reading = std::thread::Builder::new().spawn(move || pass_on(said, most))?;
        Ok((Self(reading), saying))
    }

    /// Returns the end of what was said, once all who had the pipe have ended.
    #[must_use]
    pub fn end(self) -> String {
        let kept = self.0.join().map(Vec::from).unwrap_or_default();
        String::from_utf8_lossy(&kept).trim().to_owned()
    }
}

fn pass_on(mut said: PipeReader, most: usize) -> VecDeque<u8> {
    let (mut kept, mut buffer) = (VecDeque::new(), [0; 8 * 1024]);
    while let Ok(read) = said.read(&mut buffer) {
        let Some(said) = buffer.get(..read).filter(|said| !said.is_empty()) else { break };
        // Standard error may be closed or full.
        drop(io::stderr().lock().write_all(said));
        kept.extend(said);
        kept.drain(..kept.len().saturating_sub(most));
    }
    kept
}
