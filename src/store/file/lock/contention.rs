//! What ctx says when the lock is busy or cannot be taken.

use std::io;
use std::path::Path;
use std::time::Duration;

use crate::error::{Failure, Kind};
use crate::platform::filesystem::{Access, FileSystem};
use crate::platform::io_failure::{io_failure, move_away};
use crate::platform::machine;
use crate::store::file::layout::files::ContextFiles;
use crate::store::file::lock::named::{read_holder, read_turn};
use crate::store::file::lock::wait::{Level, LockError};
use crate::store::holder::Holder;
use crate::store::options::Wait;
use crate::text::shell::shell_path;

/// Whom a process is waiting for.
#[must_use]
pub fn waiting(files: &ContextFiles<impl FileSystem>, level: Level) -> String {
    format!("waiting for {}, {}", files.lock.display(), held_by(holder(files, level).as_ref()))
}

/// Who holds the lock, or has the turn, as the lock file says. A writer has both.
#[must_use]
pub fn holder(files: &ContextFiles<impl FileSystem>, level: Level) -> Option<Holder> {
    let lock = files.system.open(&files.lock, Access::Read).ok()?;
    // A process that died while it had the turn could not remove its name.
    let turn = || read_turn(&lock).filter(|holder| whereabouts(holder) != Whereabouts::Gone);
    match level {
        Level::Lock | Level::Lead => read_holder(&lock).or_else(turn),
        Level::Turn => turn().or_else(|| read_holder(&lock)),
    }
}

/// Where the process of a holder is, seen from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    Here,
    OnAnotherHost,
    /// It has ended, and a process that it started holds its lock.
    Gone,
}

/// Tells where the process of a holder is.
#[must_use]
pub fn whereabouts(holder: &Holder) -> Whereabouts {
    if holder.host != machine::host() {
        Whereabouts::OnAnotherHost
    } else if machine::is_alive(holder.pid) {
        Whereabouts::Here
    } else {
        Whereabouts::Gone
    }
}

/// A hint that shows what holds the lock.
#[must_use]
pub fn see(holder: &Holder, lock: &Path) -> String {
    let pid = holder.pid;
    match whereabouts(holder) {
        Whereabouts::Here => format!("see what it does: ps -p {pid}"),
        Whereabouts::OnAnotherHost => format!("see what it does, on {}: ps -p {pid}", holder.host),
        Whereabouts::Gone => format!("see which, and end it: fuser -v {}", shell_path(lock)),
    }
}

/// The failure that the lock was not taken.
#[must_use]
pub fn lock_failure(files: &ContextFiles<impl FileSystem>, wait: Wait, error: LockError) -> Failure {
    let path = &files.lock;
    match error {
        LockError::Refused(failure) => failure.hint(move_away(path)),
        LockError::InVain(failure) => failure,
        LockError::Io(e) if e.kind() == io::ErrorKind::NotFound => {
            let directory = shell_path(&files.directory);
            io_failure("open", path, &e).hint(format!("mkdir -p {directory}"))
        }
        LockError::Io(e) => io_failure("open", path, &e),
        LockError::Busy(level) => busy(files, wait, level),
    }
}

/// The same for a reader.
#[must_use]
pub fn reading_failure(files: &ContextFiles<impl FileSystem>, wait: Wait, error: LockError) -> Failure {
    let failure = lock_failure(files, wait, error);
    let is_readable = failure.kind == Kind::Refused && files.system.open(&files.document, Access::Read).is_ok();
    if is_readable { failure.hint("to read without the lock: --no-lock") } else { failure }
}

fn busy(files: &ContextFiles<impl FileSystem>, wait: Wait, level: Level) -> Failure {
    let shown = files.lock.display();
    let holder = holder(files, level);
    let how_long = match wait {
        Wait::Never => "now".to_owned(),
        Wait::For(limit) => format!("within {}", humantime::format_duration(in_milliseconds(limit))),
    };
    let why = format!("could not lock {shown} {how_long}: {}", held_by(holder.as_ref()));
    let failure = Failure::new(Kind::TimedOut, why).fact("file", shown.to_string());
    match holder {
        Some(holder) => failure
            .hint(format!("{}; wait longer: --wait 1m", see(&holder, &files.lock)))
            .fact("holder", serde_json::to_value(&holder).unwrap_or_default()),
        None => failure.hint("see who has it open: fuser -v on the lock file; wait longer: --wait 1m"),
    }
}

/// Rounds a limit down to milliseconds, unless it is shorter.
fn in_milliseconds(limit: Duration) -> Duration {
    let rounded = Duration::from_millis(u64::try_from(limit.as_millis()).unwrap_or(u64::MAX));
    if rounded.is_zero() { limit } else { rounded }
}

/// Who holds the lock, in words.
#[must_use]
pub fn held_by(holder: Option<&Holder>) -> String {
    let Some(holder) = holder else { return "held by another program".to_owned() };
    let Holder { agent, pid, host, command, since } = holder;
    let held = format!("held by {agent} (pid {pid} on {host}, `{command}`) since {since}");
    match whereabouts(holder) {
        Whereabouts::Gone => format!("{held}, which has ended: a process that it began still has the lock"),
        Whereabouts::Here | Whereabouts::OnAnotherHost => held,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patience_is_told_in_milliseconds_unless_it_is_shorter() {
        let told = |limit| humantime::format_duration(in_milliseconds(limit)).to_string();
        assert_eq!(told(Duration::from_secs(1) / 3), "333ms");
        assert_eq!(told(Duration::from_micros(5)), "5us");
        assert_eq!(told(Duration::from_secs(90)), "1m 30s");
    }
}
