//! The status of a file.

use std::time::{Duration, SystemTime};

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Regular,
    Directory,
    Link,
    Fifo,
    Other,
}

impl FileKind {
    /// Its name in an error.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Regular => "a regular file",
            Self::Directory => "a directory",
            Self::Link => "a symbolic link",
            Self::Fifo => "a FIFO",
            Self::Other => "a device or socket",
        }
    }
}

/// What keeps a file or directory from being changed, whatever its mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixed {
    /// A file system, or a file, is mounted there.
    Mounted,
    /// Its attribute `i` is set (chattr(1)).
    Immutable,
    /// Its attribute `a` is set: nothing in it is changed or removed.
    AppendOnly,
}

/// The status of a file (stat(2)); times in nanoseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    pub kind: FileKind,
    pub dev: u64,
    pub ino: u64,
    pub size: u64,
    /// The permission bits, 0 to 0o777.
    pub mode: u32,
    /// The sticky bit: in such a directory, users replace only their own files.
    pub sticky: bool,
    /// How many names it has.
    pub links: u64,
    pub uid: u32,
    pub gid: u32,
    pub mtime: i64,
    pub ctime: i64,
}

impl Stat {
    #[must_use]
    pub fn is_regular(&self) -> bool {
        self.kind == FileKind::Regular
    }

    /// Whether both are of the same file.
    #[must_use]
    pub fn same_file(&self, other: &Self) -> bool {
        (self.dev, self.ino) == (other.dev, other.ino)
    }
}

/// A time in nanoseconds since 1970, as in [`Stat`].
#[must_use]
pub fn nanoseconds(time: SystemTime) -> i64 {
    let whole = |duration: Duration| i64::try_from(duration.as_nanos()).unwrap_or(i64::MAX);
    time.duration_since(SystemTime::UNIX_EPOCH).map_or_else(|before| -whole(before.duration()), whole)
}
