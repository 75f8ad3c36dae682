//! The directory of a context.

use std::path::Path;

use anyhow::Result;

use crate::platform::attributes::{Attributes, NotMade, make};
use crate::platform::filesystem::{Access, FileSystem, OpenFile as _};
use crate::platform::io_failure::io_failure;
use crate::store::file::layout::files::ContextFiles;

/// Creates the directory that holds `document`, durably, if it is missing. If it is `own`, for ctx
/// alone, it gets a `.gitignore` that keeps all of it out of git.
///
/// # Errors
/// Fails if mkdir(2), open(2) or fsync(2) fails.
pub fn make_directory(system: &impl FileSystem, document: &Path, own: bool, document_mode: u32) -> Result<()> {
    ContextFiles::beside(system.clone(), document).refuse_long_name()?;
    let Some(directory) = document.parent().filter(|d| !d.as_os_str().is_empty()) else { return Ok(()) };
    if system.stat(directory).is_err() {
        // Those who may read the files may enter.
        let mode = document_mode | (document_mode & 0o444) >> 2;
        let made = system.make_directory(directory, mode);
        made.map_err(|e| io_failure("make", directory, &e))?;
        let parent = directory.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
        system.flush_directory(parent).map_err(|e| io_failure("flush", parent, &e))?;
    }
    if own {
        let path = directory.join(".gitignore");
        // Those who may read the document may read it; only the owner may change what git ignores.
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
