//! Starts a command by way of this program: the second process asks for a signal when the first one
//! dies, and then becomes the command.

use std::ffi::{OsStr, OsString};
use std::io::{self, Read as _};
use std::os::fd::{AsRawFd as _, RawFd};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal};

/// The word that makes this program the shim.
const WORD: &str = "__start";

/// This program, also after its file was replaced.
pub const PROGRAM: &str = "/proc/self/exe";

static IS_PROGRAM: AtomicBool = AtomicBool::new(false);

/// Notes that this process is the program `ctx`: it may start itself again, and all its children are
/// those of [`child`](crate::platform::child).
pub fn is_ctx() {
    IS_PROGRAM.store(true, Ordering::Relaxed);
}

/// Whether [`is_ctx`] was called.
#[must_use]
pub fn is_program() -> bool {
    IS_PROGRAM.load(Ordering::Relaxed)
}

/// Starts a command. Where the system can, the command gets SIGTERM when the thread that calls this ends
/// without it.
///
/// # Errors
/// Fails if fork(2) or execve(2) fails.
pub fn spawn(words: &[OsString], prepare: &mut dyn FnMut(&mut Command)) -> io::Result<Pid> {
    let Some((program, arguments)) = words.split_first() else { return Err(io::ErrorKind::InvalidInput.into()) };
    if !(is_program() && Path::new(PROGRAM).exists()) {
        let mut command = Command::new(program);
        prepare(command.args(arguments));
        return command.spawn().map(|child| Pid::from_child(&child));
    }
    let (mut failed, failing) = io::pipe()?;
    rustix::io::fcntl_setfd(&failing, rustix::io::FdFlags::empty())?;
    let mut shim = Command::new(PROGRAM);
    let numbers = [std::process::id().to_string(), failing.as_raw_fd().to_string()];
    prepare(shim.arg0("ctx").arg(WORD).args(numbers).args(words));
    let child = shim.spawn()?;
    drop(failing);
    let mut why = Vec::new();
    failed.read_to_end(&mut why)?;
    match <[u8; 4]>::try_from(why.as_slice()) {
        Err(_) => Ok(Pid::from_child(&child)),
        Ok(why) => {
            let mut child = child;
            child.wait()?;
            Err(io::Error::from_raw_os_error(i32::from_ne_bytes(why)))
        }
    }
}

/// Becomes the command, if this process was started as the shim. Returns the exit code if that failed.
#[must_use]
pub fn become_command(arguments: &[OsString]) -> Option<u8> {
    let [_, word, parent, failing, program, arguments @ ..] = arguments else { return None };
    let number = |word: &OsStr| word.to_str().and_then(|text| text.parse::<RawFd>().ok());
    let (true, Some(parent), Some(failing)) = (word == WORD, number(parent), number(failing)) else { return None };
    let error = begin(parent, failing, program, arguments);
    Some(if error.kind() == io::ErrorKind::NotFound { 127 } else { 126 })
}

fn begin(parent: i32, failing: RawFd, program: &OsStr, arguments: &[OsString]) -> io::Error {
    let flags = OFlags::WRONLY | OFlags::CLOEXEC;
    let failed = rustix::fs::open(format!("/proc/self/fd/{failing}"), flags, Mode::empty());
    // The command must not inherit it. The one that was opened instead is closed when it starts.
    let _ = nix::unistd::close(failing);
    end_with_parent(parent);
    let error = Command::new(program).args(arguments).exec();
    if let (Ok(failed), Some(code)) = (failed, error.raw_os_error()) {
        // The exit code says it too.
        let _ = rustix::io::write(failed, &code.to_ne_bytes());
    }
    error
}

#[cfg(target_os = "linux")]
fn end_with_parent(parent: i32) {
    let _ = rustix::process::set_parent_process_death_signal(Some(Signal::TERM));
    // It may have died before that.
    if rustix::process::getppid() != Pid::from_raw(parent) {
        let _ = rustix::process::kill_process(rustix::process::getpid(), Signal::TERM);
    }
}

#[cfg(not(target_os = "linux"))]
fn end_with_parent(_: i32) {}
