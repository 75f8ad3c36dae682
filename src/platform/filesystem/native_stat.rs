//! The status of a file, from the metadata of the standard library.

use std::fs::Metadata;
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};

use crate::platform::filesystem::stat::{FileKind, Stat};

/// The status that the metadata holds.
pub(super) fn stat_of(metadata: &Metadata) -> Stat {
    let nanoseconds = |s: i64, ns: i64| s.saturating_mul(1_000_000_000).saturating_add(ns);
    let file_type = metadata.file_type();
    let kind = if file_type.is_file() {
        FileKind::Regular
    } else if file_type.is_dir() {
        FileKind::Directory
    } else if file_type.is_symlink() {
        FileKind::Link
    } else if file_type.is_fifo() {
        FileKind::Fifo
    } else {
        FileKind::Other
    };
    Stat {
        kind,
        dev: metadata.dev(),
        ino: metadata.ino(),
        size: metadata.size(),
        mode: metadata.mode() & 0o777,
        sticky: metadata.mode() & 0o1000 != 0,
        links: metadata.nlink(),
        uid: metadata.uid(),
        gid: metadata.gid(),
        mtime: nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
        ctime: nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
    }
}
