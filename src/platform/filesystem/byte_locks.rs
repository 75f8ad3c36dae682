//! Locks on single bytes of the lock file, far behind its content (fcntl(2), open file description locks).

use std::fs::File;
use std::io;

use nix::fcntl::{FcntlArg, fcntl};
use nix::libc;

use crate::platform::filesystem::access::{Sharing, Waiting};

/// The byte that stands for the turn.
const TURN: i64 = 1 << 40;

/// The byte that all lock, shared, who wait for the lock.
const WAITING: i64 = TURN + 1;

/// The byte that stands for leading those who wait for a flush.
const LEADER: i64 = TURN + 2;

/// Takes the turn.
///
/// # Errors
/// Fails if fcntl(2) fails.
pub(crate) fn take_turn(file: &File, sharing: Sharing, waiting: Waiting) -> io::Result<()> {
    take(file, byte(TURN, if sharing == Sharing::Exclusive { libc::F_WRLCK } else { libc::F_RDLCK })?, waiting)
}

/// Takes the lead.
///
/// # Errors
/// Fails if fcntl(2) fails.
pub(crate) fn lead(file: &File, waiting: Waiting) -> io::Result<()> {
    take(file, byte(LEADER, libc::F_WRLCK)?, waiting)
}

/// Says that this process waits for the lock, or that it no longer does.
///
/// # Errors
/// Fails if fcntl(2) fails.
pub(crate) fn announce_waiting(file: &File, is_waiting: bool) -> io::Result<()> {
    let byte = byte(WAITING, if is_waiting { libc::F_RDLCK } else { libc::F_UNLCK })?;
    fcntl(file, FcntlArg::F_OFD_SETLK(&byte)).map(drop).map_err(io::Error::from)
}

/// Whether another process says that it waits for the lock.
///
/// # Errors
/// Fails if fcntl(2) fails.
pub(crate) fn is_awaited(file: &File) -> io::Result<bool> {
    is_in_the_way(file, byte(WAITING, libc::F_WRLCK)?)
}

/// Whether another process has the turn, exclusively.
///
/// # Errors
/// Fails if fcntl(2) fails.
pub(crate) fn is_turn_taken(file: &File) -> io::Result<bool> {
    is_in_the_way(file, byte(TURN, libc::F_RDLCK)?)
}

fn take(file: &File, byte: libc::flock, waiting: Waiting) -> io::Result<()> {
    let call = if waiting == Waiting::Yes { FcntlArg::F_OFD_SETLKW(&byte) } else { FcntlArg::F_OFD_SETLK(&byte) };
    fcntl(file, call).map(drop).map_err(io::Error::from)
}

fn is_in_the_way(file: &File, mut byte: libc::flock) -> io::Result<bool> {
    fcntl(file, FcntlArg::F_OFD_GETLK(&mut byte))?;
    Ok(i32::from(byte.l_type) != libc::F_UNLCK)
}

fn byte(at: i64, kind: i32) -> io::Result<libc::flock> {
    let kind = i16::try_from(kind).map_err(io::Error::other)?;
    Ok(libc::flock { l_type: kind, l_whence: 0, l_start: at, l_len: 1, l_pid: 0 })
}
