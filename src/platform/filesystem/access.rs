//! How files are opened, and how they are locked.

use std::io;

/// How a file is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// For reading.
    Read,
    /// For reading and appending.
    Append,
    /// For reading and writing; created if missing.
    Create,
    /// For reading and writing; fails if it exists.
    CreateNew,
    /// For reading and appending; fails if it exists.
    CreateNewAppend,
}

/// Whether a lock is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    Shared,
    Exclusive,
}

/// What an inherited descriptor is to the lock file at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inherited {
    /// The process that passed it on holds the lock for this one too (flock(2)).
    Held(Sharing),
    /// It is that file, and the lock on it was released.
    Released,
    /// It is another lock that is held, or a file that was removed: perhaps the one that was at the path.
    Elsewhere,
    /// It is something else, or closed.
    Other,
}

/// Whether a call waits for a lock that is busy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    No,
    Yes,
}

/// Whether taking a lock failed because it is busy.
#[must_use]
pub fn is_contended(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::WouldBlock
}
