//! Opening files and directories, but nothing that was planted in their place.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use rustix::fs::{Dir, Mode, OFlags};

use crate::platform::filesystem::uninterrupted;

/// Opens a file, but nothing that was planted in its place: see [`FileSystem::open`].
pub fn open_unlinked(path: &Path, flags: OFlags) -> io::Result<File> {
    let flags = flags | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    // The standard library would call musl's open(3), which sets the flag to close the file again, for
    // kernels before 2.6.23.
    let open = || Ok(rustix::fs::open(path, flags, Mode::from_raw_mode(0o600))?);
    uninterrupted(open).map(File::from)
}

/// Opens or creates a file, never with `O_CREAT` if it exists: in a sticky directory the system may
/// refuse that for another user's file, even to root (proc(5), `protected_regular`).
pub fn open_or_make(path: &Path) -> io::Result<File> {
    loop {
        match open_unlinked(path, OFlags::RDWR) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            result => return result,
        }
        match open_unlinked(path, OFlags::RDWR | OFlags::CREATE | OFlags::EXCL) {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            result => return result,
        }
    }
}

/// Opens a directory.
pub fn open_directory(path: &Path) -> io::Result<File> {
    open_unlinked(path, OFlags::RDONLY | OFlags::DIRECTORY)
}

/// The names in a directory, without `.` and `..`.
pub fn names(path: &Path) -> io::Result<Vec<OsString>> {
    let entries = Dir::read_from(open_directory(path)?)?;
    let name = |entry: rustix::io::Result<rustix::fs::DirEntry>| {
        Ok(OsStr::from_bytes(entry?.file_name().to_bytes()).to_owned())
    };
    let names: io::Result<Vec<OsString>> = entries.map(name).collect();
    Ok(names?.into_iter().filter(|name| name != "." && name != "..").collect())
}
