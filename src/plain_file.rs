//! Files that are no contexts, replaced as a whole.

use std::ffi::OsString;
use std::io;
use std::path::Path;

use anyhow::Result;

use crate::error::{Failure, Kind};
use crate::store::atomic::Temporary;
use crate::store::filesystem::native::Native;
use crate::store::filesystem::{Access, FileKind, FileSystem as _};

/// Puts `bytes` in the place of what `path` holds, if anything. It keeps mode, owner and
/// extended attributes; a new file takes over those of `like`, or is for whomever its directory is for.
/// What a link leads to is replaced, not the link.
///
/// # Errors
/// Something else than a file at `path`, and those of open(2), write(2) and rename(2).
pub fn replace(path: &Path, bytes: &[u8], like: Option<&Path>) -> Result<()> {
    let failed = |e: io::Error| Failure::new(Kind::Io, format!("could not write {}: {e}", path.display()));
    let target = match Native.resolve(path) {
        Ok(target) => target,
        Err(e) if e.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(e) => return Err(failed(e).into()),
    };
    let there = match Native.stat(&target) {
        Ok(stat) if stat.kind == FileKind::Regular => true,
        Ok(_) => return Err(Failure::new(Kind::Refused, format!("{} is no file", path.display())).into()),
        Err(_) => false,
    };
    let original = if there { Some(target.as_path()) } else { like };
    let original = original.and_then(|path| Native.resolve(path).ok());
    let original = original.map(|path| Native.open(&path, Access::Read)).transpose().map_err(failed)?;
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(".ctx-tmp");
    let directory = target.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mode = Native.stat(directory).map_or(0o600, |stat| stat.mode & 0o666);
    let written = Temporary::write(&Native, &target.with_file_name(name), bytes, original.as_ref(), mode, true);
    written.and_then(|file| file.publish(&target)).map_err(failed)?;
    Ok(())
}
