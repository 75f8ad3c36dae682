//! Telling by its stat whether a file is still the one that was published.

use serde::{Deserialize, Serialize};

use crate::log::file_stamp::FileStamp;
use crate::platform::filesystem::Stat;

/// What distinguishes one state of one file from every other: device, inode,
/// size in bytes, times of modification and of change in nanoseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    dev: u64,
    pub ino: u64,
    pub size: u64,
    pub mtime: i64,
    ctime: i64,
}

impl Identity {
    #[must_use]
    pub fn of(stat: &Stat) -> Self {
        let Stat { dev, ino, size, mtime, ctime, .. } = *stat;
        Self { dev, ino, size, mtime, ctime }
    }

    /// As a record names it that replaces this file.
    #[must_use]
    pub fn stamp(&self) -> FileStamp {
        FileStamp { ino: self.ino, size: self.size, mtime: self.mtime, ctime: Some(self.ctime) }
    }

    /// Whether the file has the inode, the size and the time of modification of a stamp.
    #[must_use]
    pub fn is_like(&self, stamp: &FileStamp) -> bool {
        (self.ino, self.size, self.mtime) == (stamp.ino, stamp.size, stamp.mtime)
    }

    /// Whether nothing at all was done to the file since it had this stamp.
    #[must_use]
    pub fn is_exactly(&self, stamp: &FileStamp) -> bool {
        self.is_like(stamp) && stamp.ctime == Some(self.ctime)
    }
}
