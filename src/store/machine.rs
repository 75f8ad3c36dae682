//! What the operating system says about the machine and the process.

use std::os::unix::fs::OpenOptionsExt as _;

/// The identifier of the current boot, by which a document that went stale in a
/// power cut is told from one that a person put back (proc(5), `random/boot_id`).
#[must_use]
pub fn boot_id() -> String {
    let text = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    text.trim_end().to_owned()
}

/// The name of this host (uname(2)).
#[must_use]
pub fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

/// The real user id.
#[must_use]
pub fn uid() -> u32 {
    rustix::process::getuid().as_raw()
}

/// The width of a terminal, in columns.
#[must_use]
pub fn columns(terminal: &impl std::os::fd::AsFd) -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(terminal).ok()?;
    Some(usize::from(size.ws_col)).filter(|&columns| columns > 0)
}

/// Lets a write beyond the file-size limit fail with `EFBIG` instead of killing
/// the process (setrlimit(2)): a handler that does nothing but note it.
///
/// # Errors
/// Those of sigaction(2).
pub fn survive_file_size_limit() -> std::io::Result<()> {
    let exceeded = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, exceeded).map(drop)
}

/// Options that open a file of ours and nothing that was planted in its place:
/// no link is followed, no FIFO hangs, no child inherits it.
#[must_use]
pub fn open_options() -> std::fs::OpenOptions {
    use rustix::fs::OFlags;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let mut options = std::fs::OpenOptions::new();
    options.custom_flags(flags.bits().cast_signed()).mode(0o600);
    options
}
