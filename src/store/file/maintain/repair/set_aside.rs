//! Keeping a damaged file under a name that says that it is damaged.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::log::digest::Digest;
use crate::platform::filesystem::{Access, FileSystem, OpenFile as _, Section};
use crate::platform::io_failure::io_failure;
use crate::store::file::layout::files::{ContextFiles, saved};

/// The name for a damaged file.
///
/// # Errors
/// Fails if it cannot be read.
pub(super) fn name_aside(files: &ContextFiles<impl FileSystem>, path: &Path) -> Result<PathBuf> {
    let file = files.system.open(path, Access::Read).map_err(|e| io_failure("open", path, &e))?;
    let size = file.stat().map_err(|e| io_failure("look at", path, &e))?.size;
    let digest = Digest::of_stream(&mut Section::of(&file, size)).map_err(|e| io_failure("read", path, &e))?;
    Ok(saved(path, "corrupt", &digest))
}

/// Renames a damaged file; returns its new name.
///
/// # Errors
/// Fails on an I/O error.
pub(super) fn set_aside(files: &ContextFiles<impl FileSystem>, path: &Path) -> Result<String> {
    let aside = name_aside(files, path)?;
    files.system.rename(path, &aside).map_err(|e| io_failure("rename", path, &e))?;
    files.flush_names()?;
    Ok(aside.file_name().unwrap_or_default().to_string_lossy().into_owned())
}
