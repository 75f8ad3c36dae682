//! Stamps, by which records name files.

use crate::log::file_stamp::FileStamp;
use crate::platform::identity::Identity;

/// The stamp of a file as it is.
#[must_use]
pub fn stamp_of(file: &Identity) -> FileStamp {
    FileStamp { ctime: Some(file.ctime), ..stamp_before_rename(file) }
}

/// The stamp of a file that is about to be renamed, which will change its ctime.
#[must_use]
pub fn stamp_before_rename(file: &Identity) -> FileStamp {
    FileStamp { ino: file.ino, size: file.size, mtime: file.mtime, ctime: None }
}

/// Whether a file has the inode, the size and the time of modification of a stamp.
#[must_use]
pub fn is_like(file: &Identity, stamp: &FileStamp) -> bool {
    (file.ino, file.size, file.mtime) == (stamp.ino, stamp.size, stamp.mtime)
}

/// Whether a file was not touched since it had this stamp.
#[must_use]
pub fn is_exactly(file: &Identity, stamp: &FileStamp) -> bool {
    is_like(file, stamp) && stamp.ctime == Some(file.ctime)
}
