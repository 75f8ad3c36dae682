//! What the operating system says about the machine and the process.

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
