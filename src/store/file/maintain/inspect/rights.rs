//! Who may do what with one file or directory.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::platform::permissions::{ATTRIBUTE, ENTER, Permissions, READ, WRITE, Who};

/// The longest access control list, in bytes.
const LONGEST: usize = 64 * 1024;

/// Who may do what with a file or directory.
pub struct Rights {
    pub path: PathBuf,
    /// The permission bits with the sticky bit, 0 to 0o1777.
    pub mode: u32,
    pub permissions: Permissions,
    pub uid: u32,
    pub gid: u32,
    /// The length in bytes.
    pub size: u64,
}

impl Rights {
    /// What `who` may do (see [`Permissions::of`]). Root may do everything.
    #[must_use]
    pub fn of(&self, who: Who) -> u8 {
        if who == Who::User(0) { READ | WRITE | ENTER } else { self.permissions.of(who, (self.uid, self.gid)) }
    }

    /// Whether it is a sticky directory, in which users replace only their own files.
    #[must_use]
    pub fn is_sticky(&self) -> bool {
        self.mode & 0o1000 != 0
    }
}

/// The rights on what is at `path`; `None` if there is nothing, or it cannot be looked at.
pub(crate) fn rights(path: &Path) -> Option<Rights> {
    let metadata = std::fs::symlink_metadata(path).ok()?;
    let mut list = vec![0; LONGEST];
    let listed = rustix::fs::lgetxattr(path, ATTRIBUTE, list.as_mut_slice()).ok();
    let listed = listed.and_then(|len| Permissions::parse(list.get(..len)?));
    Some(Rights {
        path: path.to_owned(),
        mode: metadata.mode() & 0o1777,
        permissions: listed.unwrap_or_else(|| Permissions::of_mode(metadata.mode() & 0o777)),
        uid: metadata.uid(),
        gid: metadata.gid(),
        size: metadata.size(),
    })
}
