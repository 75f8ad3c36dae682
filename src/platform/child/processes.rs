//! The processes of the system, as proc(5) lists them.

use std::fmt;
use std::str::FromStr;

use rustix::io::Errno;
use rustix::process::{Pid, PidfdFlags, Signal, WaitId, WaitIdOptions};
use rustix::process::{kill_process, pidfd_open, pidfd_send_signal, waitid};

/// The number of a process, and when it began, which tells it from a later one with that number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    pub pid: u32,
    /// In clock ticks since the boot.
    pub began: u64,
}

impl Identity {
    /// Returns that of this process, if the system tells it.
    #[must_use]
    pub fn own() -> Option<Self> {
        let began = Process::of(rustix::process::getpid())?.began;
        Some(Self { pid: std::process::id(), began })
    }

    /// Whether it is that of a living process from which this one descends.
    #[must_use]
    pub fn is_ancestor(self) -> bool {
        ancestors().any(|ancestor| ancestor.has_number(self.pid) && ancestor.began == self.began)
    }
}

/// `PID.BEGAN`.
impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.pid, self.began)
    }
}

impl FromStr for Identity {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (pid, began) = text.split_once('.').ok_or(())?;
        Ok(Self { pid: pid.parse().map_err(drop)?, began: began.parse().map_err(drop)? })
    }
}

/// Whether this process descends from the living one with this number.
#[must_use]
pub fn has_ancestor(pid: u32) -> bool {
    ancestors().any(|ancestor| ancestor.has_number(pid))
}

/// The parent of this process, its parent, and so on.
fn ancestors() -> impl Iterator<Item = Process> {
    // A parent began before its child: a later process with its number is another one.
    let parent = |child: &Process| child.parent.and_then(Process::of).filter(|parent| parent.began <= child.began);
    std::iter::successors(Process::of(rustix::process::getpid()), parent).skip(1)
}

/// A process. Its start time tells it from a later one with the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Process {
    pub pid: Pid,
    began: u64,
    parent: Option<Pid>,
    has_ended: bool,
}

impl Process {
    /// Returns the process with this number, if the system shows it.
    #[must_use]
    pub fn of(pid: Pid) -> Option<Self> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).ok()?;
        // The second field is a name in parentheses, which may hold anything.
        let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace();
        let has_ended = matches!(fields.next()?, "Z" | "X");
        let parent = fields.next()?.parse().ok().and_then(Pid::from_raw);
        Some(Self { pid, began: fields.nth(17)?.parse().ok()?, parent, has_ended })
    }

    fn has_number(&self, pid: u32) -> bool {
        u32::try_from(self.pid.as_raw_nonzero().get()) == Ok(pid)
    }

    /// Whether it has not ended.
    #[must_use]
    pub fn is_running(&self) -> bool {
        !self.has_ended
    }

    /// Whether both are the same process.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        (self.pid, self.began) == (other.pid, other.began)
    }

    /// Sends it a signal that asks it to end. If it is stopped, it goes on to handle that.
    pub fn stop(&self, signal: Signal) {
        if self.signal(signal) {
            // Nobody is told if it ended by now.
            let _ = self.signal(Signal::CONT);
        }
    }

    /// Sends it a signal, unless it has ended and its number is that of another process. Returns
    /// whether it may be signalled.
    #[must_use]
    pub fn signal(&self, signal: Signal) -> bool {
        let sent = match pidfd_open(self.pid, PidfdFlags::empty()) {
            // From here on the descriptor refers to one process: is it the same?
            Ok(process) if Self::of(self.pid).is_some_and(|now| now.began == self.began) => {
                pidfd_send_signal(process, signal)
            }
            Err(Errno::NOSYS) => kill_process(self.pid, signal),
            Ok(_) | Err(_) => return true,
        };
        sent != Err(Errno::PERM)
    }
}

/// Sends all of them a signal that asks them to end.
pub fn stop_each(processes: &[Process], signal: Signal) {
    for process in processes {
        process.stop(signal);
    }
}

/// Returns the running descendants of this process, but for those of some of its children.
#[must_use]
pub fn descendants(but: &[Pid]) -> Vec<Process> {
    let all = all();
    let mut found: Vec<Process> = Vec::new();
    let mut parents = vec![rustix::process::getpid()];
    while let Some(parent) = parents.pop() {
        let children = all.iter().filter(|process| process.parent == Some(parent) && !but.contains(&process.pid));
        let before = found.len();
        found.extend(children);
        parents.extend(found.iter().skip(before).map(|child| child.pid));
    }
    found.retain(|process| !process.has_ended);
    found
}

/// Returns the children of this process.
#[must_use]
pub fn children() -> Vec<Pid> {
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT | WaitIdOptions::NOHANG;
    if matches!(waitid(WaitId::All, options), Err(Errno::CHILD)) {
        return Vec::new();
    }
    let own = Some(rustix::process::getpid());
    all().iter().filter(|process| process.parent == own).map(|process| process.pid).collect()
}

fn all() -> Vec<Process> {
    let Ok(entries) = std::fs::read_dir("/proc") else { return Vec::new() };
    let pid = |name: std::ffi::OsString| name.to_str()?.parse().ok().and_then(Pid::from_raw);
    entries.flatten().filter_map(|entry| pid(entry.file_name()).and_then(Process::of)).collect()
}
