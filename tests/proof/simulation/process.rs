//! A process on the simulated machine: each of its calls is counted, and any can fail.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::SystemTime;

use ctxfile::store::filesystem::{Access, FileSystem, OpenFile, Sharing, Stat, Waiting, nanoseconds};
use rustix::io::Errno;

use super::disk::Ino;
use super::{Machine, Opened, State};

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Error(Errno),
    /// Half of the bytes are read or written.
    Short,
    /// The process dies before the call.
    Death,
    /// The process dies when half of the bytes are written.
    DeathHalfWay,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Error(errno) => write!(f, "{errno}"),
            Self::Short => f.write_str("a short transfer"),
            Self::Death => f.write_str("death"),
            Self::DeathHalfWay => f.write_str("death half-way"),
        }
    }
}

/// A fault, at which call, and whether at all later ones too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    pub call: usize,
    pub fault: Fault,
    pub lasting: bool,
}

/// One thing that the store does, left out or done wrong: the proof must notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutant {
    NoDirectoryFlush,
    RenameBeforeLog,
    NoInodeCheck,
    NoTemporaryFlush,
    NoLogFlush,
    TornTailStays,
    NoLock,
    WrittenInPlace,
}

impl Mutant {
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::NoDirectoryFlush, "the directory is not flushed"),
        (Self::RenameBeforeLog, "the document is renamed before the log is written"),
        (Self::NoInodeCheck, "the inode of the lock is not checked"),
        (Self::NoTemporaryFlush, "the temporary file is not flushed"),
        (Self::NoLogFlush, "the log is not flushed"),
        (Self::TornTailStays, "a torn tail of the log is not cut off"),
        (Self::NoLock, "the lock is not taken"),
        (Self::WrittenInPlace, "the document is written in place instead of renamed"),
    ];
}

type Action = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Plan {
    calls: Vec<String>,
    faults: Vec<Planned>,
    /// What others do just before a call.
    meanwhile: Vec<(usize, Action)>,
    dead: bool,
    mutant: Option<Mutant>,
    /// The lock file as it was opened, for a process that does not look again.
    lock: Option<Ino>,
    renamed_early: bool,
}

/// A process, as the store knows the system that it runs on.
#[derive(Clone)]
pub struct Process {
    machine: Machine,
    plan: Arc<Mutex<Plan>>,
}

/// How much of a call is carried out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    Whole,
    Half,
    HalfThenDeath,
}

impl Process {
    pub fn on(machine: &Machine) -> Self {
        Self { machine: machine.clone(), plan: Arc::default() }
    }

    #[must_use]
    pub fn with_faults(self, faults: &[Planned]) -> Self {
        self.plan().faults.extend_from_slice(faults);
        self
    }

    #[must_use]
    pub fn with_mutant(self, mutant: Option<Mutant>) -> Self {
        self.plan().mutant = mutant;
        self
    }

    /// Others act just before a call.
    #[must_use]
    pub fn meanwhile(self, call: usize, action: impl FnOnce() + Send + 'static) -> Self {
        self.plan().meanwhile.push((call, Box::new(action)));
        self
    }

    /// The names of the calls so far.
    pub fn calls(&self) -> Vec<String> {
        self.plan().calls.clone()
    }

    pub fn is_dead(&self) -> bool {
        self.plan().dead
    }

    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.machine.state()
    }

    fn has(&self, mutant: Mutant) -> bool {
        self.plan().mutant == Some(mutant)
    }

    /// Begins a call, unless it fails.
    fn begin(&self, call: &str, path: Option<&Path>) -> io::Result<Extent> {
        let mut plan = self.plan();
        if plan.dead {
            return Err(Errno::IO.into());
        }
        let number = plan.calls.len();
        plan.calls.push(path.map_or_else(|| call.to_owned(), |path| format!("{call} {}", path.display())));
        let (now, later) = std::mem::take(&mut plan.meanwhile).into_iter().partition(|(call, _)| *call == number);
        plan.meanwhile = later;
        let fault = plan.faults.iter().find(|f| f.call == number || (f.lasting && f.call < number)).map(|f| f.fault);
        plan.dead = matches!(fault, Some(Fault::Death));
        drop(plan);
        let now: Vec<(usize, Action)> = now;
        for (_, action) in now {
            action();
        }
        match fault {
            None => Ok(Extent::Whole),
            Some(Fault::Short) => Ok(Extent::Half),
            Some(Fault::DeathHalfWay) => Ok(Extent::HalfThenDeath),
            Some(Fault::Error(errno)) => Err(errno.into()),
            Some(Fault::Death) => Err(Errno::IO.into()),
        }
    }

    fn die(&self) -> io::Error {
        self.plan().dead = true;
        Errno::IO.into()
    }

    /// From how many bytes on a log is rotated on this machine.
    pub fn log_max(&self) -> u64 {
        self.state().log_max
    }

    fn opened(&self, ino: Ino) -> SimulatedFile {
        let opened = self.state().fresh();
        SimulatedFile { process: self.clone(), ino, opened }
    }
}

fn is_lock(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "lock")
}

fn is_temporary(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == ".context.json.tmp")
}

impl FileSystem for Process {
    type File = SimulatedFile;

    fn open(&self, path: &Path, access: Access) -> io::Result<SimulatedFile> {
        self.begin("open", Some(path))?;
        let mut state = self.state();
        let ino = match (state.find(path), access) {
            (Ok(_), Access::CreateNew | Access::CreateNewAppend) => return Err(Errno::EXIST.into()),
            (Ok(ino), _) => ino,
            (Err(e), Access::Read | Access::Append) => return Err(e),
            (Err(_), _) => state.make(path),
        };
        drop(state);
        if is_lock(path) {
            self.plan().lock = Some(ino);
        }
        Ok(self.opened(ino))
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        self.begin("stat", Some(path))?;
        let lock = if is_lock(path) && self.has(Mutant::NoInodeCheck) { self.plan().lock } else { None };
        let state = self.state();
        let ino = match lock {
            Some(ino) => ino,
            None => state.find(path)?,
        };
        Ok(state.stat(ino))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.begin("rename", Some(from))?;
        if std::mem::take(&mut self.plan().renamed_early) {
            return Ok(());
        }
        if self.has(Mutant::WrittenInPlace) && is_temporary(from) {
            return self.copy_over(from, to);
        }
        self.state().rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.begin("link", Some(from))?;
        self.state().link(from, to)
    }

    fn unlink(&self, path: &Path) -> io::Result<()> {
        self.begin("unlink", Some(path))?;
        self.state().unlink(path)
    }

    fn make_directory(&self, path: &Path, _: u32) -> io::Result<()> {
        self.begin("mkdir", Some(path)).map(drop)
    }

    fn flush_directory(&self, path: &Path) -> io::Result<()> {
        self.begin("flush directory", Some(path))?;
        if !self.has(Mutant::NoDirectoryFlush) {
            self.state().flush_directory();
        }
        Ok(())
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        Ok(path.to_owned())
    }

    fn is_mount_point(&self, _: &Path) -> bool {
        false
    }

    fn inherited_lock(&self, _: u32, _: &Path) -> Option<Sharing> {
        None
    }

    fn boot_id(&self) -> io::Result<String> {
        self.begin("boot id", None)?;
        Ok(self.state().boot_id())
    }
}

impl Process {
    fn copy_over(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.state();
        let (source, target) = (state.find(from)?, state.find(to));
        let Ok(target) = target else { return state.rename(from, to) };
        let data = state.inodes[&source].data.clone();
        state.truncate(target, 0);
        state.write(target, 0, &data);
        state.unlink(from)
    }
}

/// A file that a simulated process has open.
pub struct SimulatedFile {
    process: Process,
    ino: Ino,
    opened: Opened,
}

impl Drop for SimulatedFile {
    fn drop(&mut self) {
        self.process.state().close(self.ino, self.opened);
    }
}

impl SimulatedFile {
    fn path(&self) -> Option<PathBuf> {
        let state = self.process.state();
        state.names.iter().find(|(_, ino)| **ino == self.ino).map(|(path, _)| path.clone())
    }

    fn begin(&self, call: &str) -> io::Result<Extent> {
        self.process.begin(call, self.path().as_deref())
    }

    fn write(&self, extent: Extent, at: usize, bytes: &[u8]) -> io::Result<usize> {
        let len = if extent == Extent::Whole { bytes.len() } else { bytes.len() / 2 };
        self.process.state().write(self.ino, at, &bytes[..len]);
        if extent == Extent::HalfThenDeath { Err(self.process.die()) } else { Ok(len) }
    }
}

impl OpenFile for SimulatedFile {
    fn stat(&self) -> io::Result<Stat> {
        self.begin("fstat")?;
        Ok(self.process.state().stat(self.ino))
    }

    fn read_at(&self, into: &mut [u8], offset: u64) -> io::Result<usize> {
        let extent = self.begin("read")?;
        let state = self.process.state();
        let data = &state.inodes[&self.ino].data;
        let start = usize::try_from(offset).unwrap().min(data.len());
        let mut len = into.len().min(data.len() - start);
        if extent == Extent::Half && len > 1 {
            len /= 2;
        }
        into[..len].copy_from_slice(&data[start..start + len]);
        Ok(len)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        let extent = self.begin("write")?;
        self.write(extent, usize::try_from(offset).unwrap(), bytes)
    }

    fn append(&self, bytes: &[u8]) -> io::Result<usize> {
        let extent = self.begin("append")?;
        if self.process.has(Mutant::RenameBeforeLog) {
            let document = self.path().map(|log| log.with_file_name("context.json"));
            let temporary = self.path().map(|log| log.with_file_name(".context.json.tmp"));
            if let (Some(document), Some(temporary)) = (document, temporary) {
                let renamed = self.process.state().rename(&temporary, &document);
                self.process.plan().renamed_early = renamed.is_ok();
            }
        }
        let end = self.process.state().inodes[&self.ino].data.len();
        self.write(extent, end, bytes)
    }

    fn truncate(&self, len: u64) -> io::Result<()> {
        self.begin("truncate")?;
        if !self.process.has(Mutant::TornTailStays) {
            self.process.state().truncate(self.ino, usize::try_from(len).unwrap());
        }
        Ok(())
    }

    fn flush(&self) -> io::Result<()> {
        if let Err(e) = self.begin("flush") {
            if !self.process.is_dead() {
                self.process.state().disk.fail_to_flush(self.ino);
            }
            return Err(e);
        }
        let temporary = self.path().is_some_and(|path| is_temporary(&path));
        let left_out = if temporary { Mutant::NoTemporaryFlush } else { Mutant::NoLogFlush };
        if !self.process.has(left_out) {
            self.process.state().flush(self.ino);
        }
        Ok(())
    }

    fn set_mode(&self, mode: u32) -> io::Result<()> {
        self.begin("chmod")?;
        self.process.state().set_mode(self.ino, mode);
        Ok(())
    }

    fn set_owner(&self, _: Option<u32>, _: Option<u32>) -> io::Result<()> {
        self.begin("chown").map(drop)
    }

    fn set_modified(&self, time: SystemTime) -> io::Result<()> {
        self.begin("utimens")?;
        self.process.state().set_modified(self.ino, nanoseconds(time));
        Ok(())
    }

    fn copy_extended_attributes(&self, _: &Self) {}

    fn unlock(&self) -> io::Result<()> {
        self.begin("unlock")?;
        self.process.state().close(self.ino, self.opened);
        Ok(())
    }

    fn pass_on(&self) -> io::Result<u32> {
        Err(Errno::NOSYS.into())
    }

    fn lock(&self, sharing: Sharing, _: Waiting) -> io::Result<()> {
        self.begin("lock")?;
        if self.process.has(Mutant::NoLock) {
            return Ok(());
        }
        self.process.state().lock(self.ino, self.opened, sharing)
    }
}
