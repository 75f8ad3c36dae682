//! How files are opened, and how they are locked.

use std::io;

/// How a file is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// For reading.
    Read,
    /// For reading, and writing at its end.
    Append,
    /// For reading and writing; made if missing.
    Create,
    /// For reading and writing; an error if there is one.
    CreateNew,
    /// For reading, and writing at its end; an error if there is one.
    CreateNewAppend,
}

/// With whom a lock is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    Shared,
    Exclusive,
}

/// What an inherited descriptor is to the lock file at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inherited {
    /// Whoever passed it on holds the lock for this process too (flock(2)).
    Held(Sharing),
    /// It is that file, and nobody holds the lock by it any more.
    Released,
    /// It is a lock that is held, or a file that was removed: perhaps what was at the path.
    Elsewhere,
    /// It is something else, or nothing.
    Other,
}

/// Whether a call waits for a lock that is busy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    No,
    Yes,
}

/// Whether a call of [`crate::platform::filesystem::OpenFile::lock`] or [`crate::platform::filesystem::OpenFile::take_turn`] failed because it is busy.
#[must_use]
pub fn is_contended(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::WouldBlock
}
