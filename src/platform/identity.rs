//! Telling by its stat whether a file is still the one that was published.

use serde::{Deserialize, Serialize};

use crate::platform::filesystem::Stat;

/// What distinguishes one state of one file from every other: device, inode,
/// size in bytes, times of modification and of change in nanoseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    pub dev: u64,
    pub ino: u64,
    pub size: u64,
    pub mtime: i64,
    pub ctime: i64,
}

impl Identity {
    #[must_use]
    pub fn of(stat: &Stat) -> Self {
        let Stat { dev, ino, size, mtime, ctime, .. } = *stat;
        Self { dev, ino, size, mtime, ctime }
    }
}
