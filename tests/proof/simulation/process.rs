//! A process on the simulated machine: each of its calls is counted, and any can fail.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use ctxfile::internals::platform::filesystem::{Access, FileSystem, Fixed, Inherited, Sharing, Stat};
use rustix::io::Errno;

use super::disk::Ino;
use super::fault::{Fault, Mutant, Planned};
use super::file::SimulatedFile;
use super::state::State;
use super::{Lent, Machine};

/// The directory of the files; there is no other.
const DIRECTORY: &str = "/c";

type Action = Box<dyn FnOnce() + Send>;

#[derive(Default)]
pub(super) struct Plan {
    calls: Vec<String>,
    faults: Vec<Planned>,
    /// What others do just before a call.
    meanwhile: Vec<(usize, Action)>,
    dead: bool,
    mutant: Option<Mutant>,
    /// The lock that it inherited.
    inherits: Option<Lent>,
    at_second_lock: Option<Action>,
    before_each: Option<Box<dyn Fn() + Send>>,
    /// Others wait for the lock all the time.
    pub(super) is_awaited: bool,
    /// The lock file as it was opened, for a process that does not look again.
    lock: Option<Ino>,
    pub(super) renamed_early: bool,
    /// The digests of a document as the store has it, and as it was written, where it is not checked.
    pub(super) unchecked: Option<(String, String)>,
}

/// A process, as the store knows the system that it runs on.
#[derive(Clone)]
pub struct Process {
    machine: Machine,
    plan: Arc<Mutex<Plan>>,
}

/// How much of a call is carried out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    Whole,
    Half,
    HalfThenDeath,
}

impl Process {
    pub fn on(machine: &Machine) -> Self {
        machine.state().begin();
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

    /// A process that `ctx lock` runs.
    #[must_use]
    pub fn under(self, lent: Lent) -> Self {
        self.plan().inherits = Some(lent);
        self
    }

    /// A process behind which others wait for the lock.
    #[must_use]
    pub fn awaited(self) -> Self {
        self.plan().is_awaited = true;
        self
    }

    pub fn inherits(&self) -> bool {
        self.plan().inherits.is_some()
    }

    /// Others act just before a call.
    #[must_use]
    pub fn meanwhile(self, call: usize, action: impl FnOnce() + Send + 'static) -> Self {
        self.plan().meanwhile.push((call, Box::new(action)));
        self
    }

    /// Others act just before the process takes the lock for the second time.
    #[must_use]
    pub fn when_it_locks_again(self, action: impl FnOnce() + Send + 'static) -> Self {
        self.plan().at_second_lock = Some(Box::new(action));
        self
    }

    /// Somebody acts before each call.
    #[must_use]
    pub fn before_each_call(self, action: impl Fn() + Send + 'static) -> Self {
        self.plan().before_each = Some(Box::new(action));
        self
    }

    /// The names of the calls so far.
    pub fn calls(&self) -> Vec<String> {
        self.plan().calls.clone()
    }

    pub fn is_dead(&self) -> bool {
        self.plan().dead
    }

    pub(super) fn plan(&self) -> MutexGuard<'_, Plan> {
        self.plan.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.machine.state()
    }

    pub(super) fn has(&self, mutant: Mutant) -> bool {
        self.plan().mutant == Some(mutant)
    }

    /// Begins a call, unless it fails.
    pub(super) fn begin(&self, call: &str, path: Option<&Path>) -> io::Result<Extent> {
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
        let mut now: Vec<(usize, Action)> = now;
        if call == "lock" && plan.calls.iter().filter(|name| name.starts_with("lock ")).count() == 2 {
            now.extend(plan.at_second_lock.take().map(|action| (number, action)));
        }
        let before_each = plan.before_each.take();
        drop(plan);
        if let Some(action) = before_each {
            action();
            self.plan().before_each = Some(action);
        }
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

    pub(super) fn die(&self) -> io::Error {
        self.plan().dead = true;
        Errno::IO.into()
    }

    /// From how many bytes on a log is rotated on this machine.
    pub fn log_max(&self) -> u64 {
        self.state().log_max
    }

    /// From how many bytes on a segment is compressed on this machine.
    pub fn compress_from(&self) -> u64 {
        self.state().compress_from
    }

    /// What the system says of a file, to a store that does not look at it.
    pub(super) fn as_told(&self, stat: Stat) -> Stat {
        if self.has(Mutant::SameStat) { Stat { ino: 1, mtime: 1, ctime: 1, ..stat } } else { stat }
    }

    fn opened(&self, ino: Ino) -> SimulatedFile {
        let opened = self.state().fresh();
        SimulatedFile { process: self.clone(), ino, opened }
    }
}

fn is_lock(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "lock")
}

pub(super) fn is_temporary(path: &Path) -> bool {
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
        if path == Path::new(DIRECTORY) {
            return Ok(self.state().directory());
        }
        let lock = if is_lock(path) && self.has(Mutant::NoInodeCheck) { self.plan().lock } else { None };
        let state = self.state();
        let ino = match lock {
            Some(ino) => ino,
            None => state.find(path)?,
        };
        Ok(self.as_told(state.stat(ino)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.begin("rename", Some(from))?;
        if std::mem::take(&mut self.plan().renamed_early) {
            return Ok(());
        }
        if self.has(Mutant::WrittenInPlace) && is_temporary(from) {
            return self.state().copy_over(from, to);
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

    fn may_write(&self, _: &Path) -> bool {
        true
    }

    fn fixed(&self, _: &Path) -> Option<Fixed> {
        None
    }

    fn inherited_lock(&self, _: u32, path: &Path) -> Inherited {
        if let Err(e) = self.begin("inherited lock", Some(path)) {
            // Who cannot look finds nothing.
            drop(e);
            return Inherited::Other;
        }
        let trusts = self.has(Mutant::LockThatEndedIsTrusted);
        let Some(Lent { ino, opened }) = self.plan().inherits else { return Inherited::Other };
        let state = self.state();
        let held = state.inodes[&ino].locks.iter().find(|(other, _)| *other == opened);
        match (held, state.find(path).is_ok_and(|at_path| at_path == ino)) {
            (Some((_, sharing)), true) => Inherited::Held(*sharing),
            (None, true) if trusts => Inherited::Held(Sharing::Exclusive),
            (None, true) => Inherited::Released,
            (_, false) => Inherited::Elsewhere,
        }
    }

    fn pause(&self, _: Duration) {
        drop(self.begin("pause", None));
    }

    fn boot_id(&self) -> io::Result<String> {
        self.begin("boot id", None)?;
        Ok(self.state().boot_id())
    }
}
