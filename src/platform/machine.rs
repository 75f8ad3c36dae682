//! What the operating system says about the machine and the process.

use std::cell::OnceCell;
use std::fs::File;
use std::io::{self, Seek as _, Write as _};
use std::path::Path;

use anyhow::Result;
use rustix::event::{PollFd, PollFlags};
use rustix::fs::MemfdFlags;

use crate::error::{Failure, Kind};

/// The machine and the user, each asked for once.
#[derive(Debug, Default)]
pub struct Machine {
    host: OnceCell<String>,
    uid: OnceCell<u32>,
}

impl Machine {
    /// Returns the name of this host (uname(2)).
    pub fn host(&self) -> &str {
        self.host.get_or_init(host)
    }

    /// Returns the real user id.
    pub fn uid(&self) -> u32 {
        *self.uid.get_or_init(uid)
    }
}

/// The name of this host (uname(2)).
#[must_use]
pub fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

/// Whether a process with this id exists, whoever owns it (kill(2)).
#[must_use]
pub fn is_alive(pid: u32) -> bool {
    let pid = i32::try_from(pid).ok().and_then(rustix::process::Pid::from_raw);
    pid.is_some_and(|pid| rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH))
}

/// The path of the program of this process.
///
/// # Errors
/// Fails if the system does not tell.
pub fn own_program() -> io::Result<std::path::PathBuf> {
    std::env::current_exe()
}

/// Makes `directory` the working directory of this process.
///
/// # Errors
/// Fails if chdir(2) fails.
pub fn work_in(directory: &Path) -> Result<()> {
    let why = |e: io::Error| Failure::new(Kind::Io, format!("could not work in {}: {e}", directory.display()));
    Ok(std::env::set_current_dir(directory).map_err(why)?)
}

/// The real user id.
#[must_use]
pub fn uid() -> u32 {
    rustix::process::getuid().as_raw()
}

/// The PID namespace that a machine starts with (`PROC_PID_INIT_INO` of Linux).
const INITIAL: &str = "pid:[4026531836]";

/// The session of this process (getsid(2)), that of a terminal, a login or a service, after the PID namespace that
/// numbers it: two containers number theirs alike. Session 0 is the one that a namespace was made from, whose leader
/// has no number in it. `None` if neither is known.
#[must_use]
pub fn process_session() -> Option<String> {
    let session = nix::unistd::getsid(None).ok()?.as_raw();
    let namespace = std::fs::read_link("/proc/self/ns/pid").ok();
    match namespace.as_deref().and_then(Path::to_str) {
        Some(namespace @ INITIAL) => Some(format!("{namespace} {session}")),
        // The number of a namespace that has ended may be given to a new one, whose first process began later.
        Some(namespace) => Some(format!("{namespace} {} {session}", began(1).unwrap_or_default())),
        None => (session > 0).then(|| session.to_string()),
    }
}

/// When a process began, in clock ticks since boot (`proc_pid_stat(5)`).
fn began(pid: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name of the program, in parentheses, may contain anything.
    stat.rsplit_once(')')?.1.split_ascii_whitespace().nth(19)?.parse().ok()
}

/// The effective user id, with which files are opened.
#[must_use]
pub fn effective_uid() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// Whether a user id stands for all users without one in this user namespace
/// (`user_namespaces(7)`): two files with it may belong to two users.
#[must_use]
pub fn is_unmapped(uid: u32) -> bool {
    let read = |file: &str| std::fs::read_to_string(file).unwrap_or_default();
    read("/proc/sys/kernel/overflowuid").trim_ascii_end() == uid.to_string()
        && !read("/proc/self/uid_map").split_ascii_whitespace().eq(["0", "0", "4294967295"])
}

/// 16 unpredictable random bytes (getrandom(2)), as hexadecimal digits.
///
/// # Errors
/// Fails if getrandom(2) fails.
pub fn random() -> io::Result<String> {
    let mut bytes = [0_u8; 16];
    let filled = rustix::rand::getrandom(&mut bytes, rustix::rand::GetRandomFlags::empty())?;
    if filled < bytes.len() {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

/// The width of a terminal, in columns.
#[must_use]
pub fn columns(terminal: &impl std::os::fd::AsFd) -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(terminal).ok()?;
    Some(usize::from(size.ws_col)).filter(|&columns| columns > 0)
}

/// Whether the other end of a pipe, socket or terminal is closed (poll(2)).
#[must_use]
pub fn is_hung_up(stream: &impl std::os::fd::AsFd) -> bool {
    let mut polled = [PollFd::new(stream, PollFlags::empty())];
    let found = rustix::event::poll(&mut polled, Some(&rustix::event::Timespec::default()));
    found.is_ok() && polled.iter().any(|fd| fd.revents().intersects(PollFlags::ERR | PollFlags::HUP))
}

/// Whether nobody can read standard output: it is the null device, as which the standard library also opens one that
/// was closed.
#[must_use]
pub fn is_output_discarded() -> bool {
    let null = rustix::fs::stat("/dev/null");
    let found = rustix::fs::fstat(io::stdout());
    matches!((found, null), (Ok(found), Ok(null)) if found.st_mode == null.st_mode && found.st_rdev == null.st_rdev)
}

/// A file without a name that holds these bytes, positioned at its start (`memfd_create(2)`).
///
/// # Errors
/// Fails if `memfd_create(2)` or write(2) fails.
pub fn file_in_memory(bytes: &[u8]) -> io::Result<File> {
    let mut file = File::from(rustix::fs::memfd_create("ctx", MemfdFlags::CLOEXEC)?);
    file.write_all(bytes)?;
    file.rewind()?;
    Ok(file)
}

/// Makes a write beyond the file size limit, if there is one, fail with `EFBIG` instead of killing the
/// process (setrlimit(2)), by a handler that does nothing.
///
/// # Errors
/// Fails if sigaction(2) fails.
pub fn survive_file_size_limit() -> io::Result<()> {
    if rustix::process::getrlimit(rustix::process::Resource::Fsize).current.is_none() {
        return Ok(());
    }
    let exceeded = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, exceeded).map(drop)
}
