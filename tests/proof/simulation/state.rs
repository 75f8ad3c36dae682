//! What all processes of a simulated machine share: names, files, locks, the clock.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use ctxfile::internals::platform::filesystem::{FileKind, Sharing, Stat, nanoseconds};

use super::disk::{Disk, Found, Image, Ino};
use super::model::Model;

/// An open file description, which owns its lock.
pub type Opened = u64;

/// A file as processes see it.
#[derive(Clone)]
pub struct Inode {
    pub data: Vec<u8>,
    mode: u32,
    mtime: i64,
    ctime: i64,
    pub locks: Vec<(Opened, Sharing)>,
    pub turns: Vec<(Opened, Sharing)>,
    pub leads: Vec<(Opened, Sharing)>,
}

/// What all processes share.
#[derive(Clone)]
pub struct State {
    pub names: BTreeMap<PathBuf, Ino>,
    pub inodes: BTreeMap<Ino, Inode>,
    pub disk: Disk,
    next: u64,
    clock: i64,
    /// How often it was switched on.
    pub boot: u32,
    /// The system tells which boot it is.
    pub tells_boot: bool,
    /// From how many bytes on a log is rotated.
    pub log_max: u64,
    /// From how many bytes on a segment is compressed.
    pub compress_from: u64,
    /// What is flushed only when the next process begins.
    late: Vec<Ino>,
    /// The disk before each change, if they are kept.
    pub history: Option<Vec<Disk>>,
}

/// One tick of the clock that a kernel stamps files with, in nanoseconds.
const TICK: i64 = 4_000_000;

fn errno(error: rustix::io::Errno) -> io::Error {
    error.into()
}

impl State {
    /// What is there when a machine is switched on and finds these files.
    pub fn boot(model: Model, image: &Image, boot: u32) -> Self {
        let (mut names, mut inodes) = (BTreeMap::new(), BTreeMap::new());
        for (path, Found { data, ino, mtime, ctime }) in image {
            names.insert(path.clone(), *ino);
            let (data, mtime, ctime) = (data.clone(), *mtime, *ctime);
            inodes.insert(
                *ino,
                Inode { data, mode: 0o600, mtime, ctime, locks: Vec::new(), turns: Vec::new(), leads: Vec::new() },
            );
        }
        let disk = Disk::holding(model, image);
        // ctx itself sets times of modification, by the clock of the real machine.
        let clock = nanoseconds(std::time::SystemTime::now());
        let next = inodes.keys().max().copied().unwrap_or_default().max(1000);
        let (log_max, compress_from, late) = (u64::MAX, u64::MAX, Vec::new());
        Self { names, inodes, disk, next, clock, boot, tells_boot: true, log_max, compress_from, late, history: None }
    }

    /// Empty where the system does not tell.
    pub fn boot_id(&self) -> String {
        if self.tells_boot { format!("boot-{}", self.boot) } else { String::new() }
    }

    /// The files as they are, if the machine is switched off in good order.
    pub fn image(&self) -> Image {
        let found = |ino: &Ino| {
            let Inode { data, mtime, ctime, .. } = &self.inodes[ino];
            Found { data: data.clone(), ino: *ino, mtime: *mtime, ctime: *ctime }
        };
        self.names.iter().map(|(path, ino)| (path.clone(), found(ino))).collect()
    }

    /// The times of a file are on the disk as soon as its name is.
    fn keep_times(&mut self, ino: Ino) {
        let (mtime, ctime) = (self.inodes[&ino].mtime, self.inodes[&ino].ctime);
        self.disk.set_times(ino, mtime, ctime);
    }

    fn remember(&mut self) {
        if let Some(history) = &mut self.history {
            history.push(self.disk.clone());
        }
    }

    fn tick(&mut self) -> i64 {
        self.clock += 1_000;
        self.clock / TICK * TICK
    }

    pub fn fresh(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    pub fn find(&self, path: &Path) -> io::Result<Ino> {
        self.names.get(path).copied().ok_or_else(|| errno(rustix::io::Errno::NOENT))
    }

    pub fn make(&mut self, path: &Path) -> Ino {
        self.remember();
        let (ino, now) = (self.fresh(), self.tick());
        self.names.insert(path.to_owned(), ino);
        self.inodes.insert(
            ino,
            Inode {
                data: Vec::new(),
                mode: 0o600,
                mtime: now,
                ctime: now,
                locks: Vec::new(),
                turns: Vec::new(),
                leads: Vec::new(),
            },
        );
        self.disk.link(path, ino);
        self.keep_times(ino);
        ino
    }

    pub fn unlink(&mut self, path: &Path) -> io::Result<()> {
        let ino = self.find(path)?;
        self.remember();
        self.names.remove(path);
        self.disk.unlink(path, ino);
        Ok(())
    }

    pub fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        let ino = self.find(from)?;
        self.remember();
        self.names.remove(from);
        self.names.insert(to.to_owned(), ino);
        self.disk.rename(from, to, ino);
        self.inode(ino).ctime = self.tick();
        self.keep_times(ino);
        Ok(())
    }

    /// Writes a file's content over another one, where it lies.
    pub fn copy_over(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        let Ok(target) = self.find(to) else { return self.rename(from, to) };
        let data = self.inodes[&self.find(from)?].data.clone();
        self.truncate(target, 0);
        self.write(target, 0, &data);
        self.unlink(from)
    }

    pub fn link(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        let ino = self.find(from)?;
        if self.find(to).is_ok() {
            return Err(errno(rustix::io::Errno::EXIST));
        }
        self.remember();
        self.names.insert(to.to_owned(), ino);
        self.disk.link(to, ino);
        self.inode(ino).ctime = self.tick();
        self.keep_times(ino);
        Ok(())
    }

    pub fn inode(&mut self, ino: Ino) -> &mut Inode {
        self.inodes.get_mut(&ino).expect("an inode lives as long as the machine")
    }

    pub fn write(&mut self, ino: Ino, at: usize, bytes: &[u8]) {
        self.remember();
        let now = self.tick();
        let inode = self.inode(ino);
        let end = at + bytes.len();
        if inode.data.len() < end {
            inode.data.resize(end, 0);
        }
        inode.data[at..end].copy_from_slice(bytes);
        (inode.mtime, inode.ctime) = (now, now);
        self.disk.write(ino, at, bytes);
        self.keep_times(ino);
    }

    pub fn truncate(&mut self, ino: Ino, len: usize) {
        self.remember();
        let now = self.tick();
        let inode = self.inode(ino);
        inode.data.resize(len, 0);
        (inode.mtime, inode.ctime) = (now, now);
        self.disk.truncate(ino, len);
        self.keep_times(ino);
    }

    pub fn flush(&mut self, ino: Ino) {
        self.remember();
        self.disk.flush(ino);
    }

    pub fn flush_late(&mut self, ino: Ino) {
        self.late.push(ino);
    }

    /// Another process begins.
    pub fn begin(&mut self) {
        for ino in std::mem::take(&mut self.late) {
            self.flush(ino);
        }
    }

    pub fn flush_directory(&mut self) {
        self.remember();
        self.disk.flush_directory();
    }

    pub fn set_mode(&mut self, ino: Ino, mode: u32) {
        let now = self.tick();
        let inode = self.inode(ino);
        (inode.mode, inode.ctime) = (mode, now);
        self.keep_times(ino);
    }

    pub fn set_modified(&mut self, ino: Ino, mtime: i64) {
        let now = self.tick();
        let inode = self.inode(ino);
        (inode.mtime, inode.ctime) = (mtime, now);
        self.keep_times(ino);
    }

    /// The directory of the files, in which nobody else may write.
    pub fn directory(&self) -> Stat {
        Stat {
            kind: FileKind::Directory,
            dev: 1,
            ino: 0,
            size: 0,
            mode: 0o700,
            sticky: false,
            links: 2,
            uid: 0,
            gid: 0,
            mtime: self.clock,
            ctime: self.clock,
        }
    }

    pub fn stat(&self, ino: Ino) -> Stat {
        let inode = &self.inodes[&ino];
        Stat {
            kind: FileKind::Regular,
            dev: 1,
            ino,
            size: u64::try_from(inode.data.len()).unwrap(),
            mode: inode.mode,
            sticky: false,
            links: 1,
            uid: 0,
            gid: 0,
            mtime: inode.mtime,
            ctime: inode.ctime,
        }
    }

    pub fn lock(&mut self, ino: Ino, opened: Opened, sharing: Sharing) -> io::Result<()> {
        take(&mut self.inode(ino).locks, opened, sharing)
    }

    pub fn take_turn(&mut self, ino: Ino, opened: Opened, sharing: Sharing) -> io::Result<()> {
        take(&mut self.inode(ino).turns, opened, sharing)
    }

    pub fn lead(&mut self, ino: Ino, opened: Opened) -> io::Result<()> {
        take(&mut self.inode(ino).leads, opened, Sharing::Exclusive)
    }

    pub fn is_turn_taken(&self, ino: Ino, opened: Opened) -> bool {
        let turns = &self.inodes[&ino].turns;
        turns.iter().any(|(other, sharing)| *other != opened && *sharing == Sharing::Exclusive)
    }

    pub fn unlock(&mut self, ino: Ino, opened: Opened) {
        self.inode(ino).locks.retain(|(other, _)| *other != opened);
    }

    pub fn close(&mut self, ino: Ino, opened: Opened) {
        self.unlock(ino, opened);
        let inode = self.inode(ino);
        inode.turns.retain(|(other, _)| *other != opened);
        inode.leads.retain(|(other, _)| *other != opened);
    }
}

fn take(held: &mut Vec<(Opened, Sharing)>, opened: Opened, sharing: Sharing) -> io::Result<()> {
    let in_the_way = |(other, theirs): &(Opened, Sharing)| {
        *other != opened && (sharing == Sharing::Exclusive || *theirs == Sharing::Exclusive)
    };
    if held.iter().any(in_the_way) {
        return Err(errno(rustix::io::Errno::WOULDBLOCK));
    }
    held.retain(|(other, _)| *other != opened);
    held.push((opened, sharing));
    Ok(())
}
