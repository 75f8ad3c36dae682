//! The directory of a context.

use std::fs::DirBuilder;
use std::io::Write as _;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;

use anyhow::Result;

use super::atomic::flush_directory;
use super::io_failure::io_failure;
use super::machine::open_options;

/// Makes the directory that holds `document`, durably, if it is missing. One that
/// ctx has to itself gets a `.gitignore` that leaves all of it out of git.
///
/// # Errors
/// Those of mkdir(2), open(2) and fsync(2).
pub fn make_directory(document: &Path, own: bool, document_mode: u32) -> Result<()> {
    let Some(directory) = document.parent().filter(|d| !d.as_os_str().is_empty()) else { return Ok(()) };
    if !directory.exists() {
        // Whoever may read the files may enter.
        let mode = document_mode | (document_mode & 0o444) >> 2;
        let made = DirBuilder::new().recursive(true).mode(mode).create(directory);
        made.map_err(|e| io_failure("make", directory, &e))?;
        let parent = directory.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
        flush_directory(parent).map_err(|e| io_failure("flush", parent, &e))?;
    }
    if own {
        let path = directory.join(".gitignore");
        let written = match open_options().write(true).create_new(true).open(&path) {
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
            file => file.and_then(|mut file| file.write_all(b"*\n")),
        };
        written.map_err(|e| io_failure("write", &path, &e))?;
    }
    Ok(())
}
