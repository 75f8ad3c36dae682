//! The running command of this process, with all processes below it.
//!
//! One command runs at a time. A thread receives signals, one waits for the ends of processes, and one
//! stops them, all under one mutex: a process id is signalled only while its process is not reaped.

use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::Builder;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, WaitOptions, WaitStatus, kill_process, waitid};

use crate::platform::child::processes::{Process, children, descendants, stop_each};
use crate::platform::child::shim::is_program;
use crate::platform::child::signals::{Arrived, ENDING, catch, end_by};
use crate::platform::child::stop::Stop;

/// What is awaited of a command.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Until {
    /// The end of the command itself. What it leaves in the background goes on.
    #[default]
    Command,
    /// The end of all its processes: what it leaves behind is stopped.
    Tree,
}

/// The command.
#[derive(Default)]
struct Tree {
    running: Option<Pid>,
    ended: Option<WaitStatus>,
    until: Until,
    stop: Option<Stop>,
    /// The signal that arrived meanwhile and asks this process to end.
    signal: Option<i32>,
    /// The children that this process had before.
    others: Vec<Pid>,
    is_reaping: bool,
    is_woken: bool,
}

/// How a command and its processes ended.
#[derive(Clone, Copy, Debug)]
pub struct End {
    pub status: WaitStatus,
    /// The signal that asked this process to end.
    pub signal: Option<i32>,
    /// How many processes the command left behind, if they were stopped.
    pub left_behind: usize,
}

static TREE: OnceLock<Mutex<Tree>> = OnceLock::new();
static CHANGED: Condvar = Condvar::new();

fn tree() -> MutexGuard<'static, Tree> {
    TREE.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner)
}

/// Catches signals from now on: without a command they end this process.
///
/// # Errors
/// Fails if the system cannot start threads, or wait for signals.
pub fn prepare() -> io::Result<()> {
    static READY: Mutex<bool> = Mutex::new(false);
    let mut ready = READY.lock().unwrap_or_else(PoisonError::into_inner);
    if !*ready {
        catch(|signal| tree().receive(signal))?;
        adopt_orphans();
        *ready = true;
    }
    Ok(())
}

/// Makes this process the parent of processes below it whose parent ends.
fn adopt_orphans() {
    #[cfg(target_os = "linux")]
    if is_program() {
        // Without it a process that a command detached is not found.
        let _ = rustix::process::set_child_subreaper(Some(rustix::process::getpid()));
    }
}

/// Starts the command.
///
/// # Errors
/// Fails as `spawn` does, or if the system cannot start threads.
pub fn start(until: Until, spawn: impl FnOnce() -> io::Result<Pid>) -> io::Result<()> {
    prepare()?;
    let mut tree = tree();
    tree.others = if is_program() { children() } else { Vec::new() };
    let pid = spawn()?;
    (tree.running, tree.ended, tree.until, tree.stop, tree.signal) = (Some(pid), None, until, None, None);
    if !is_program() {
        return Builder::new().spawn(move || await_end_of(pid)).map(drop);
    }
    if !tree.is_reaping {
        tree.is_reaping = true;
        Builder::new().spawn(reap)?;
    }
    Ok(())
}

/// Wakes whoever waits for the end of the command, or will.
pub fn wake() {
    tree().is_woken = true;
    CHANGED.notify_all();
}

/// Waits for the end of the command, at most until `limit`, or until [`wake`] is called.
#[must_use]
pub fn wait(limit: Option<Instant>) -> Option<End> {
    let mut tree = tree();
    loop {
        if let Some(end) = tree.take_end() {
            return Some(end);
        }
        if std::mem::take(&mut tree.is_woken) {
            return None;
        }
        let left = limit.map(|limit| limit.saturating_duration_since(Instant::now()));
        tree = match left {
            Some(Duration::ZERO) => return None,
            Some(left) => CHANGED.wait_timeout(tree, left).unwrap_or_else(PoisonError::into_inner).0,
            None => CHANGED.wait(tree).unwrap_or_else(PoisonError::into_inner),
        };
    }
}

/// Stops the command and all processes below it: with SIGTERM, then with SIGKILL.
pub fn stop() {
    tree().stop(Signal::TERM);
}

impl Tree {
    fn receive(&mut self, signal: Arrived) {
        let Some(running) = self.running else { return end_by(signal.number) };
        let is_ending = ENDING.contains(&signal.number);
        if is_ending {
            self.signal = Some(signal.number);
        }
        let Some(named) = Signal::from_named_raw(signal.number).filter(|_| !signal.by_terminal) else { return };
        if is_ending && (self.ended.is_none() || self.stop.is_some()) {
            self.stop(named);
        } else if self.ended.is_none() {
            let _ = kill_process(running, named);
        }
    }

    fn stop(&mut self, signal: Signal) {
        let all = self.processes();
        stop_each(&all, signal);
        if self.stop.is_some() || self.running.is_none() {
            return;
        }
        self.begin_stop(Stop::of(all, signal));
    }

    fn begin_stop(&mut self, stop: Stop) {
        // Without a thread its end is awaited for as long as it takes.
        self.stop = Builder::new().spawn(stop_all).is_ok().then_some(stop);
    }

    /// The processes of the command that have not ended.
    fn processes(&self) -> Vec<Process> {
        if is_program() {
            let all = descendants(&self.others);
            if !all.is_empty() {
                return all;
            }
        }
        self.running.filter(|_| self.ended.is_none()).and_then(Process::of).into_iter().collect()
    }

    fn note_end(&mut self, pid: Pid, status: WaitStatus) {
        self.others.retain(|other| *other != pid);
        if self.running == Some(pid) {
            self.ended = Some(status);
            if self.until == Until::Tree && self.stop.is_none() {
                let left = self.processes();
                if !left.is_empty() {
                    stop_each(&left, Signal::TERM);
                    let count = left.len();
                    let mut stop = Stop::of(left, Signal::TERM);
                    stop.left_behind = count;
                    self.begin_stop(stop);
                }
            }
        }
        CHANGED.notify_all();
    }

    fn take_end(&mut self) -> Option<End> {
        let status = self.ended?;
        if self.stop.as_ref().is_some_and(|stop| !stop.is_over) {
            return None;
        }
        self.running = None;
        let left_behind = self.stop.take().map_or(0, |stop| stop.left_behind);
        Some(End { status, signal: self.signal.take(), left_behind })
    }
}

/// Stops all processes of the command, until none is left.
fn stop_all() {
    let mut tree = tree();
    loop {
        let (left, has_ended) = (tree.processes(), tree.ended.is_some());
        let Some(pause) = tree.stop.as_mut().and_then(|stop| stop.go_on(left, has_ended)) else { break };
        tree = CHANGED.wait_timeout(tree, pause).unwrap_or_else(PoisonError::into_inner).0;
    }
    CHANGED.notify_all();
}

/// Waits for the ends of all children, also of those that were adopted.
fn reap() {
    loop {
        // Nothing is reaped yet, so that no other process gets its number while it is signalled.
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        let awaited = rustix::io::retry_on_intr(|| waitid(WaitId::All, options));
        let mut tree = tree();
        while let Ok(Some((pid, status))) = rustix::process::wait(WaitOptions::NOHANG) {
            tree.note_end(pid, status);
        }
        if awaited.is_err() {
            match rustix::process::wait(WaitOptions::NOHANG) {
                // One was started meanwhile.
                Ok(Some((pid, status))) => tree.note_end(pid, status),
                Ok(None) => {}
                Err(_) => {
                    tree.is_reaping = false;
                    return;
                }
            }
        }
    }
}

/// Waits for the end of one child.
fn await_end_of(pid: Pid) {
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
    let _ = rustix::io::retry_on_intr(|| waitid(WaitId::Pid(pid), options));
    let mut tree = tree();
    if let Ok(Some((pid, status))) = rustix::process::waitpid(Some(pid), WaitOptions::NOHANG) {
        tree.note_end(pid, status);
    }
}
