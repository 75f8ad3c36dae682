//! By what a file is known again: also after a boot, and on a copy of the disk.

use serde::{Deserialize, Serialize};

/// Inode, size in bytes, and times in nanoseconds since 1970. No device: its number may be
/// another one after a boot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileStamp {
    pub ino: u64,
    pub size: u64,
    pub mtime: i64,
    /// The time of change, which nobody can set; not known before a rename, which changes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ctime: Option<i64>,
}
