//! Identifies a file, even after a reboot or on a copy of the disk.

use serde::{Deserialize, Serialize};

/// Inode, size in bytes, and times in nanoseconds since 1970. Without the device number, which may
/// change at boot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileStamp {
    pub ino: u64,
    pub size: u64,
    pub mtime: i64,
    /// The change time, which nobody can set. Not known before a rename, which changes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ctime: Option<i64>,
}
