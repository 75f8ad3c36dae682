//! The file system of the operating system: the only place that calls it for the store, and the only
//! place that takes locks.

#![allow(clippy::disallowed_methods, reason = "all other code of the store goes through here")]

use std::ffi::OsString;
use std::fs::{DirBuilder, File, FileTimes, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use fs2::FileExt;
use rustix::fs::{AtFlags, CWD, OFlags, StatxAttributes, StatxFlags};

use crate::platform::child::processes::Identity;
use crate::platform::filesystem::native_open::{names, open_directory, open_or_make, open_unlinked};
use crate::platform::filesystem::native_stat::stat_of;
use crate::platform::filesystem::{
    Access, FileSystem, Fixed, Inherited, OpenFile, Sharing, Stat, Waiting, byte_locks, native_boot, xattr,
};

/// The file system of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Native;

impl FileSystem for Native {
    type File = File;

    fn open(&self, path: &Path, access: Access) -> io::Result<File> {
        let new = OFlags::CREATE | OFlags::EXCL;
        match access {
            Access::Read => open_unlinked(path, OFlags::RDONLY),
            Access::Append => open_unlinked(path, OFlags::RDWR | OFlags::APPEND),
            Access::Create => open_or_make(path),
            Access::CreateNew => open_unlinked(path, OFlags::RDWR | new),
            Access::CreateNewAppend => open_unlinked(path, OFlags::RDWR | OFlags::APPEND | new),
        }
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        std::fs::symlink_metadata(path).map(|metadata| stat_of(&metadata))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::hard_link(from, to)
    }

    fn unlink(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }

    fn make_directory(&self, path: &Path, mode: u32) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(mode).create(path)?;
        let flags = OFlags::NOFOLLOW | OFlags::DIRECTORY;
        let directory = OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)?;
        // The umask may have removed bits. The set-group-ID bit, inherited from the directory above, stays.
        let inherited = directory.metadata()?.mode() & 0o2000;
        directory.set_permissions(Permissions::from_mode(mode | inherited))
    }

    fn open_directory(&self, path: &Path) -> io::Result<File> {
        open_directory(path)
    }

    fn names(&self, path: &Path) -> io::Result<Vec<OsString>> {
        names(path)
    }

    fn flush_directory(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        std::fs::canonicalize(path)
    }

    fn may_write(&self, path: &Path) -> bool {
        rustix::fs::accessat(CWD, path, rustix::fs::Access::WRITE_OK, AtFlags::EACCESS).is_ok()
    }

    fn fixed(&self, path: &Path) -> Option<Fixed> {
        let stat = rustix::fs::statx(CWD, path, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::TYPE).ok()?;
        [
            (StatxAttributes::MOUNT_ROOT, Fixed::Mounted),
            (StatxAttributes::IMMUTABLE, Fixed::Immutable),
            (StatxAttributes::APPEND, Fixed::AppendOnly),
        ]
        .into_iter()
        .find_map(|(attribute, fixed)| stat.stx_attributes.contains(attribute).then_some(fixed))
    }

    fn inherited_lock(&self, inherited: u32, path: &Path) -> Inherited {
        self.lock_of("self", inherited, path)
    }

    fn lock_of_ancestor(&self, ancestor: Identity, inherited: u32, path: &Path) -> Inherited {
        let found = self.lock_of(&ancestor.pid.to_string(), inherited, path);
        // Afterwards: if that process still lives, it is the one that was looked at.
        if ancestor.is_ancestor() { found } else { Inherited::Other }
    }

    fn pause(&self, time: Duration) {
        std::thread::park_timeout(time);
    }

    fn boot_id(&self) -> io::Result<String> {
        native_boot::boot_id()
    }
}

impl OpenFile for File {
    fn stat(&self) -> io::Result<Stat> {
        self.metadata().map(|metadata| stat_of(&metadata))
    }

    fn read_at(&self, into: &mut [u8], offset: u64) -> io::Result<usize> {
        std::os::unix::fs::FileExt::read_at(self, into, offset)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        std::os::unix::fs::FileExt::write_at(self, bytes, offset)
    }

    fn append(&self, bytes: &[u8]) -> io::Result<usize> {
        let mut file = self;
        io::Write::write(&mut file, bytes)
    }

    fn truncate(&self, len: u64) -> io::Result<()> {
        self.set_len(len)
    }

    fn flush(&self) -> io::Result<()> {
        self.sync_data()
    }

    fn flush_both(&self, other: &Self) -> (io::Result<()>, io::Result<()>) {
        std::thread::scope(|scope| {
            let beside = std::thread::Builder::new().spawn_scoped(scope, || other.sync_data());
            let own = self.sync_data();
            // Without a thread, one after the other.
            let beside = beside.ok().and_then(|thread| thread.join().ok());
            (own, beside.unwrap_or_else(|| other.sync_data()))
        })
    }

    fn set_mode(&self, mode: u32) -> io::Result<()> {
        self.set_permissions(Permissions::from_mode(mode))
    }

    fn set_owner(&self, uid: Option<u32>, gid: Option<u32>) -> io::Result<()> {
        std::os::unix::fs::fchown(self, uid, gid)
    }

    fn set_modified(&self, time: SystemTime) -> io::Result<()> {
        self.set_times(FileTimes::new().set_modified(time))
    }

    fn extended_attributes(&self) -> io::Result<Vec<(Vec<u8>, Vec<u8>)>> {
        xattr::all(self)
    }

    fn set_extended_attribute(&self, name: &[u8], value: Option<&[u8]>) -> io::Result<()> {
        xattr::set(self, name, value)
    }

    fn is_owned(&self) -> bool {
        // The kernel requires just that for `O_NOATIME` (open(2)).
        rustix::fs::fcntl_setfl(self, OFlags::NONBLOCK | OFlags::NOATIME).is_ok()
    }

    fn unlock(&self) -> io::Result<()> {
        FileExt::unlock(self)
    }

    fn pass_on(&self) -> io::Result<u32> {
        rustix::io::fcntl_setfd(self, rustix::io::FdFlags::empty())?;
        u32::try_from(std::os::fd::AsRawFd::as_raw_fd(self)).map_err(io::Error::other)
    }

    fn lock(&self, sharing: Sharing, waiting: Waiting) -> io::Result<()> {
        match (sharing, waiting) {
            (Sharing::Shared, Waiting::No) => FileExt::try_lock_shared(self),
            (Sharing::Shared, Waiting::Yes) => FileExt::lock_shared(self),
            (Sharing::Exclusive, Waiting::No) => FileExt::try_lock_exclusive(self),
            (Sharing::Exclusive, Waiting::Yes) => FileExt::lock_exclusive(self),
        }
    }

    fn take_turn(&self, sharing: Sharing, waiting: Waiting) -> io::Result<()> {
        byte_locks::take_turn(self, sharing, waiting)
    }

    fn is_turn_taken(&self) -> io::Result<bool> {
        byte_locks::is_turn_taken(self)
    }

    fn announce_waiting(&self, is_waiting: bool) -> io::Result<()> {
        byte_locks::announce_waiting(self, is_waiting)
    }

    fn lead(&self, waiting: Waiting) -> io::Result<()> {
        byte_locks::lead(self, waiting)
    }

    fn is_awaited(&self) -> io::Result<bool> {
        byte_locks::is_awaited(self)
    }
}

impl Native {
    /// What a descriptor of a process is to the lock file at a path.
    fn lock_of(self, process: &str, descriptor: u32, path: &Path) -> Inherited {
        let Ok(file) = std::fs::metadata(format!("/proc/{process}/fd/{descriptor}")) else { return Inherited::Other };
        let is_at_path = self.stat(path).is_ok_and(|at_path| stat_of(&file).same_file(&at_path));
        match (held_by(process, descriptor), is_at_path) {
            (Some(sharing), true) => Inherited::Held(sharing),
            (None, true) => Inherited::Released,
            (held, false) if file.is_file() && (held.is_some() || file.nlink() == 0) => Inherited::Elsewhere,
            (_, false) => Inherited::Other,
        }
    }
}

/// How the open file description of a descriptor locks its file (proc(5), `fdinfo`).
fn held_by(process: &str, descriptor: u32) -> Option<Sharing> {
    let information = std::fs::read_to_string(format!("/proc/{process}/fdinfo/{descriptor}")).ok()?;
    let lock = information.lines().find(|line| line.starts_with("lock:") && line.contains(" FLOCK "))?;
    Some(if lock.contains(" WRITE ") { Sharing::Exclusive } else { Sharing::Shared })
}
