//! Waiting for a lock, as long as asked.

use std::io;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::error::Failure;
use crate::platform::child::signals::end_first_process_too;
use crate::platform::filesystem::{OpenFile, Sharing, Waiting, is_contended, uninterrupted};
use crate::store::options::Wait;

/// How long a wait is not mentioned: most are over in milliseconds.
const QUIET: Duration = Duration::from_secs(1);

/// Which of the locks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Lock,
    Turn,
    Lead,
}

/// How long to wait in total, and whom to tell if it takes longer than a second.
pub struct Patience<'t> {
    start: Instant,
    wait: Wait,
    tell: &'t dyn Fn(Level),
    is_announced: bool,
    /// Tells why the exclusive lock is not waited for, if it would be in vain.
    unless: &'t dyn Fn() -> Option<Failure>,
}

impl<'t> Patience<'t> {
    /// The time starts now.
    #[must_use]
    pub fn new(wait: Wait, tell: &'t dyn Fn(Level)) -> Self {
        Self { start: Instant::now(), wait, tell, is_announced: true, unless: &|| None }
    }

    /// For a writer that whoever has the lock need not let in: its record is appended.
    #[must_use]
    pub fn unannounced(self) -> Self {
        Self { is_announced: false, ..self }
    }

    /// Does not wait for the exclusive lock if `unless` returns why that would be in vain.
    #[must_use]
    pub fn unless(self, unless: &'t dyn Fn() -> Option<Failure>) -> Self {
        Self { unless, ..self }
    }
}

/// Why a lock was not taken.
pub enum LockError {
    /// It was still held by another process when the time was over.
    Busy(Level),
    /// What is there is not our lock file.
    Refused(Failure),
    /// Waiting for it would be in vain.
    InVain(Failure),
    Io(io::Error),
}

impl From<io::Error> for LockError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn call<F: OpenFile>(file: &F, (level, sharing): (Level, Sharing), waiting: Waiting) -> io::Result<()> {
    uninterrupted(|| match level {
        Level::Lock => file.lock(sharing, waiting),
        Level::Turn => file.take_turn(sharing, waiting),
        Level::Lead => file.lead(waiting),
    })
}

/// Locks the file, now or within the time that is left.
///
/// # Errors
/// [`LockError`].
pub(crate) fn take<F: OpenFile>(file: F, what: (Level, Sharing), patience: &Patience<'_>) -> Result<F, LockError> {
    match call(&file, what, Waiting::No) {
        Ok(()) => Ok(file),
        Err(e) if is_contended(&e) => match patience.wait {
            Wait::Never => Err(LockError::Busy(what.0)),
            Wait::For(limit) if what == (Level::Lock, Sharing::Exclusive) && patience.is_announced => {
                if let Some(why) = (patience.unless)() {
                    return Err(LockError::InVain(why));
                }
                // If this fails, the holder flushes for itself alone.
                drop(file.announce_waiting(true));
                let file = block(file, what, limit, patience)?;
                drop(file.announce_waiting(false));
                Ok(file)
            }
            Wait::For(limit) => block(file, what, limit, patience),
        },
        Err(e) => Err(e.into()),
    }
}

/// Blocks in a helper thread: the kernel queues blocked processes fairly, and not those that poll. When
/// the time is over the thread is left behind; if it gets the lock later, nobody receives it, and it
/// closes the file.
fn block<F: OpenFile>(
    file: F,
    what: (Level, Sharing),
    limit: Duration,
    patience: &Patience<'_>,
) -> Result<F, LockError> {
    end_first_process_too();
    let (give, take) = mpsc::channel();
    std::thread::Builder::new().spawn(move || {
        let result = call(&file, what, Waiting::Yes);
        // If nobody waits any more, the file is dropped, and with it the lock.
        drop(give.send(result.map(|()| file)));
    })?;
    let left = || limit.saturating_sub(patience.start.elapsed());
    let first = take.recv_timeout(left().min(QUIET));
    let result = match first {
        Err(RecvTimeoutError::Timeout) if !left().is_zero() => {
            (patience.tell)(what.0);
            take.recv_timeout(left())
        }
        other => other,
    };
    match result {
        Ok(locked) => Ok(locked?),
        Err(_) => Err(LockError::Busy(what.0)),
    }
}
