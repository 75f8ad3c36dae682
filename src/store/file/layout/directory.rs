//! The directory of a context.

use std::path::Path;

use anyhow::Result;

use crate::platform::attributes::{Attributes, NotMade, make};
use crate::platform::filesystem::{Access, FileSystem, OpenFile as _};
use crate::platform::io_failure::io_failure;
use crate::store::file::layout::files::ContextFiles;

/// Makes the directory that holds `document`, durably, if it is missing. One that
/// ctx has to itself gets a `.gitignore` that leaves all of it out of git.
///
/// # Errors
/// Those of mkdir(2), open(2) and fsync(2).
pub fn make_directory(system: &impl FileSystem, document: &Path, own: bool, document_mode: u32) -> Result<()> {
    ContextFiles::beside(system.clone(), document).refuse_long_name()?;
    let Some(directory) = document.parent().filter(|d| !d.as_os_str().is_empty()) else { return Ok(()) };
    if system.stat(directory).is_err() {
        // Whoever may read the files may enter.
        let mode = document_mode | (document_mode & 0o444) >> 2;
        let made = system.make_directory(directory, mode);
        made.map_err(|e| io_failure("make", directory, &e))?;
        let parent = directory.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
        system.flush_directory(parent).map_err(|e| io_failure("flush", parent, &e))?;
    }
    if own {
        let path = directory.join(".gitignore");
        // Whoever may read the document may; only its owner writes what git goes by.
        match make(system, &path, Access::CreateNew, &Attributes::first(document_mode & 0o644)) {
            Err(NotMade::Io(e)) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
            made => {
                let written = made.map_err(|e| e.told("write", &path))?.file.write_all_at(b"*\n", 0);
                written.map_err(|e| io_failure("write", &path, &e))?;
            }
        }
    }
    Ok(())
}
