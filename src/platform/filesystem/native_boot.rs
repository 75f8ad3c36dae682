//! Which boot this is (proc(5), `random/boot_id`).

use std::io;
use std::sync::OnceLock;

use rustix::fs::{Mode, OFlags};

use crate::platform::filesystem::uninterrupted;

/// The identifier of the current boot; empty if the system tells none. It stays the same for as long as this
/// process runs, so it is read once.
///
/// # Errors
/// Fails if there is one that cannot be read.
pub(crate) fn boot_id() -> io::Result<String> {
    static BOOT: OnceLock<String> = OnceLock::new();
    if let Some(boot) = BOOT.get() {
        return Ok(boot.clone());
    }
    let boot = match kernel_line("/proc/sys/kernel/random/boot_id") {
        Err(e) if is_masked(e.kind()) => String::new(),
        line => line?,
    };
    Ok(BOOT.get_or_init(|| boot).clone())
}

/// Reads a file of proc(5) that holds one short line, without its line break.
fn kernel_line(path: &str) -> io::Result<String> {
    let open = || Ok(rustix::fs::open(path, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?);
    let (file, mut line, mut len) = (uninterrupted(open)?, [0; 128], 0);
    while let Some(rest) = line.get_mut(len..).filter(|rest| !rest.is_empty()) {
        let read = uninterrupted(|| Ok(rustix::io::read(&file, &mut *rest)?))?;
        len += read;
        if read == 0 || line.get(..len).is_some_and(|line| line.ends_with(b"\n")) {
            break;
        }
    }
    let text = std::str::from_utf8(line.get(..len).unwrap_or_default());
    text.map(|text| text.trim_end().to_owned()).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))
}

/// Whether an error means that there is no such file, or something else in its place, as in a sandbox.
fn is_masked(error: io::ErrorKind) -> bool {
    use io::ErrorKind::{InvalidData, IsADirectory, NotADirectory, NotFound, PermissionDenied, Unsupported};
    matches!(error, NotFound | PermissionDenied | NotADirectory | IsADirectory | InvalidData | Unsupported)
}
