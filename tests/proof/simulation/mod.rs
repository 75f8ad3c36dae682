//! A machine in memory, with a disk whose power can be cut, and processes whose
//! calls can be made to fail.

mod content;
pub mod disk;
pub mod fault;
mod file;
pub mod model;
pub mod process;
mod state;

use std::io::Read as _;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use ctxfile::internals::platform::filesystem::Sharing;
use disk::{Disk, Files, Image, Ino};
use flate2::read::MultiGzDecoder;
use model::Model;
use state::{Opened, State};

/// A lock that is held by one process for others.
#[derive(Clone, Copy)]
pub struct Lent {
    ino: Ino,
    opened: Opened,
}

/// A machine that is switched on.
#[derive(Clone)]
pub struct Machine {
    state: Arc<Mutex<State>>,
}

impl Machine {
    /// A machine that was switched on and found these files.
    pub fn boot(model: Model, image: &Image, boot: u32) -> Self {
        Self { state: Arc::new(Mutex::new(State::boot(model, image, boot))) }
    }

    /// A machine with an empty disk.
    pub fn new(model: Model) -> Self {
        Self::boot(model, &Image::new(), 1)
    }

    /// The machine, switched off in good order and on again.
    pub fn boot_again(&self) -> Self {
        let (image, model, boot, tells_boot, log_max, compress_from) = {
            let state = self.state();
            let settings = (state.log_max, state.compress_from);
            (state.image(), state.disk.model, state.boot, state.tells_boot, settings.0, settings.1)
        };
        let machine = Self::boot(model, &image, boot + 1);
        machine.state().compress_from = compress_from;
        machine.tell_boot(tells_boot);
        machine.rotate_at(log_max);
        machine
    }

    /// Whether its system tells which boot it is.
    pub fn tell_boot(&self, tells: bool) {
        self.state().tells_boot = tells;
    }

    /// The same machine once more, which goes its own way from here.
    pub fn fork(&self) -> Self {
        let mut state = self.state().clone();
        // Whoever held a lock is not on this machine.
        state.inodes.values_mut().for_each(|inode| {
            inode.locks.clear();
            inode.turns.clear();
            inode.leads.clear();
        });
        Self { state: Arc::new(Mutex::new(state)) }
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        let state = self.state();
        state.names.get(Path::new(path)).map(|ino| state.inodes[ino].data.clone())
    }

    /// From now on, the disk before each change is kept.
    pub fn keep_history(&self) {
        self.state().history = Some(Vec::new());
    }

    /// The disk before each change so far, and now.
    pub fn history(&self) -> Vec<Disk> {
        let state = self.state();
        let mut history = state.history.clone().unwrap_or_default();
        history.push(state.disk.clone());
        history
    }

    /// A person replaces a file, as editors do.
    pub fn put(&self, path: &str, data: &[u8]) {
        self.remove(path);
        let mut state = self.state();
        let ino = state.make(Path::new(path));
        state.write(ino, 0, data);
    }

    /// Bytes change where they lie.
    pub fn put_in_place(&self, path: &str, data: &[u8]) {
        let mut state = self.state();
        let ino = state.find(Path::new(path)).expect("the file is there");
        state.truncate(ino, 0);
        state.write(ino, 0, data);
    }

    /// `ctx lock` takes the lock, for processes that inherit it.
    pub fn hold(&self, lock: &str) -> Lent {
        let mut state = self.state();
        let path = Path::new(lock);
        let ino = state.find(path).unwrap_or_else(|_| state.make(path));
        let opened = state.fresh();
        state.lock(ino, opened, Sharing::Exclusive).expect("nobody has the lock");
        Lent { ino, opened }
    }

    /// That `ctx lock` ends.
    pub fn end(&self, lent: Lent) {
        self.state().unlock(lent.ino, lent.opened);
    }

    /// A person removes a file.
    pub fn remove(&self, path: &str) {
        drop(self.state().unlink(Path::new(path)));
    }

    /// The whole log: the older segments, each found by its last revision, and the newest.
    pub fn log(&self) -> Vec<u8> {
        let mut log = self.read("/c/context.json.audit.jsonl").unwrap_or_default();
        let first = |log: &[u8]| {
            let line = log.split(|&b| b == b'\n').next()?;
            serde_json::from_slice::<serde_json::Value>(line).ok()?["rev"].as_u64()
        };
        while let Some(rev) = first(&log).filter(|rev| *rev > 1)
            && let Some(mut older) = self.segment(rev - 1)
        {
            assert!(first(&older) < Some(rev), "the segment up to revision {} begins behind it", rev - 1);
            older.extend(log);
            log = older;
        }
        log
    }

    /// The lines of the segment up to a revision, compressed or not.
    fn segment(&self, last: u64) -> Option<Vec<u8>> {
        let named = |extension: &str| self.read(&format!("/c/context.json.audit.{last:012}.{extension}"));
        named("jsonl").or_else(|| {
            let mut lines = Vec::new();
            MultiGzDecoder::new(named("gz")?.as_slice()).read_to_end(&mut lines).ok()?;
            Some(lines)
        })
    }

    /// From now on, all segments are compressed.
    pub fn compress(&self) {
        self.state().compress_from = 0;
    }

    /// From now on, logs of so many bytes are rotated.
    pub fn rotate_at(&self, len: u64) {
        self.state().log_max = len;
    }

    /// The files as a machine finds them that is switched on with this disk.
    pub fn image(&self) -> Image {
        self.state().image()
    }

    /// The files that processes see.
    pub fn files(&self) -> Files {
        let state = self.state();
        state.names.iter().map(|(path, ino)| (path.clone(), state.inodes[ino].data.clone())).collect()
    }
}
