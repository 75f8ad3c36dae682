//! Telling from its stat whether a file is still the one that was published.

use serde::{Deserialize, Serialize};

use crate::platform::filesystem::Stat;

/// One state of one file: device, inode, size in bytes, mtime and ctime in nanoseconds since 1970.
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
