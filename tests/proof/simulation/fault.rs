//! What goes wrong on a simulated machine, and what the store does wrong on purpose.

use std::fmt;

use rustix::io::Errno;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Error(Errno),
    /// Half of the bytes are read or written.
    Short,
    /// The process dies before the call.
    Death,
    /// The process dies when half of the bytes are written.
    DeathHalfWay,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Error(errno) => write!(f, "{errno}"),
            Self::Short => f.write_str("a short transfer"),
            Self::Death => f.write_str("death"),
            Self::DeathHalfWay => f.write_str("death half-way"),
        }
    }
}

/// A fault, at which call, and whether at all later ones too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    pub call: usize,
    pub fault: Fault,
    pub lasting: bool,
}

/// One thing that the store does, left out or done wrong: the proof must notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutant {
    NoDirectoryFlush,
    RenameBeforeLog,
    NoInodeCheck,
    NoTemporaryFlush,
    NoLogFlush,
    AnsweredBeforeFlush,
    TornTailStays,
    NoLock,
    NoTurn,
    LockThatEndedIsTrusted,
    WrittenInPlace,
    NoCheck,
    SameStat,
}

/// A key that a store which checks nothing writes as [`RESERVED`]; it is as long.
pub const STAND_IN: &str = "$serde_json::private::NUMBER";

/// The key that is reserved, since reading takes an object with it for a number.
pub const RESERVED: &str = "$serde_json::private::Number";

impl Mutant {
    pub const ALL: [(Self, &'static str); 13] = [
        (Self::NoDirectoryFlush, "the directory is not flushed"),
        (Self::RenameBeforeLog, "the document is renamed before the log is written"),
        (Self::NoInodeCheck, "the inode of the lock is not checked"),
        (Self::NoTemporaryFlush, "the temporary file is not flushed"),
        (Self::NoLogFlush, "the log is not flushed"),
        (Self::AnsweredBeforeFlush, "a writer is answered before the log is flushed"),
        (Self::TornTailStays, "a torn tail of the log is not cut off"),
        (Self::NoLock, "the lock is not taken"),
        (Self::NoTurn, "the turn is not taken"),
        (Self::LockThatEndedIsTrusted, "a lock that was inherited is trusted when it has ended"),
        (Self::WrittenInPlace, "the document is written in place instead of renamed"),
        (Self::NoCheck, "what is published is not checked"),
        (Self::SameStat, "every file is taken for the one that was published"),
    ];
}
