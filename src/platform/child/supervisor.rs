//! The threads that look after the command of this process.
//!
//! One receives signals, one waits for the ends of processes, and one stops them, all under one mutex: a
//! process id is signalled only while its process is not reaped.

use std::io;
use std::sync::atomic::Ordering;
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::Builder;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, WaitOptions, WaitStatus, waitid};

use crate::platform::child::processes::children;
use crate::platform::child::shim::is_program;
use crate::platform::child::signals::{catch, idle, is_one_unreceived};
use crate::platform::child::tree::{End, Tree, Until};

/// How long a signal takes at most to be received, if nothing goes wrong.
const SOON: Duration = Duration::from_millis(10);

/// How long a signal to a group takes at most to reach all its processes.
const GROUP: Duration = Duration::from_millis(50);

/// While this lives, a signal that asks this process to end stops a running command, and nothing else: what the
/// command did is still to be recorded.
#[must_use = "signals end this process when it is dropped"]
pub struct Deferral(());

/// Lets nothing end this process before it has done what it owes.
///
/// # Errors
/// As [`prepare`].
pub fn defer() -> io::Result<Deferral> {
    prepare()?;
    tree().deferrals += 1;
    idle().store(false, Ordering::SeqCst);
    Ok(Deferral(()))
}

impl Deferral {
    /// The signal that asked this process to end while no command ran.
    #[must_use]
    pub fn signal(&self) -> Option<i32> {
        let mut tree = tree();
        if is_one_unreceived() {
            tree = CHANGED.wait_timeout(tree, SOON).unwrap_or_else(PoisonError::into_inner).0;
        }
        tree.deferred
    }
}

impl Deferral {
    /// Lets signals end this process until the result is dropped; `None` if one has asked for that already.
    #[must_use]
    pub fn lift(&self) -> Option<Lifted> {
        let (is_asked, lifted) = (self.signal().is_some(), Lifted(()));
        idle().store(!is_asked && tree().deferrals == 1, Ordering::SeqCst);
        // One that arrived just before is received soon.
        (!is_asked && !is_one_unreceived()).then_some(lifted)
    }
}

/// While this lives, signals end this process, though a [`Deferral`] lives too.
#[must_use = "signals are deferred again when it is dropped"]
pub struct Lifted(());

impl Drop for Lifted {
    fn drop(&mut self) {
        idle().store(false, Ordering::SeqCst);
    }
}

impl Drop for Deferral {
    fn drop(&mut self) {
        let mut tree = tree();
        tree.deferrals = tree.deferrals.saturating_sub(1);
        if tree.deferrals == 0 {
            tree.deferred = None;
            idle().store(tree.has_ended(), Ordering::SeqCst);
        }
    }
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
        catch(|signal| {
            let mut tree = tree();
            tree.receive(signal);
            attend(&mut tree);
            CHANGED.notify_all();
        })?;
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

/// Starts as many commands as asked for, which end together.
///
/// # Errors
/// Fails as `spawn` does, or if the system cannot start threads.
pub fn start(until: Until, count: u16, spawn: &mut dyn FnMut() -> io::Result<Pid>) -> io::Result<()> {
    prepare()?;
    let mut tree = tree();
    tree.begin(until, if is_program() { children() } else { Vec::new() });
    idle().store(false, Ordering::SeqCst);
    for _ in 0..count {
        let pid = spawn().inspect_err(|_| idle().store(tree.deferrals == 0, Ordering::SeqCst))?;
        tree.add(pid);
        if !is_program() {
            Builder::new().spawn(move || await_end_of(pid))?;
        }
    }
    if is_program() && !tree.is_reaping {
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
    let (mut tree, mut settled) = (tree(), None);
    loop {
        if tree.is_over() {
            if tree.may_be_asked() {
                let left =
                    settled.get_or_insert_with(|| Instant::now() + GROUP).saturating_duration_since(Instant::now());
                if !left.is_zero() {
                    tree = CHANGED.wait_timeout(tree, left).unwrap_or_else(PoisonError::into_inner).0;
                    continue;
                }
            }
            // From here on a signal ends this process. One that arrived before belongs to the command, and
            // the thread that receives it is about to.
            idle().store(tree.deferrals == 0, Ordering::SeqCst);
            if is_one_unreceived() {
                tree = CHANGED.wait_timeout(tree, SOON).unwrap_or_else(PoisonError::into_inner).0;
                continue;
            }
            return tree.take_end();
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
    let mut tree = tree();
    tree.stop(Signal::TERM);
    attend(&mut tree);
}

/// Lets a thread go on with a stop that has begun.
fn attend(tree: &mut Tree) {
    if tree.needs_attendance() && Builder::new().spawn(stop_all).is_err() {
        // Without a thread its end is awaited for as long as it takes.
        tree.stop = None;
    }
}

/// Stops all processes of the command, until none is left.
fn stop_all() {
    let mut tree = tree();
    loop {
        let (left, has_ended) = (tree.processes(), tree.has_ended());
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
            note_end(&mut tree, pid, status);
        }
        if awaited.is_err() {
            match rustix::process::wait(WaitOptions::NOHANG) {
                // One was started meanwhile.
                Ok(Some((pid, status))) => note_end(&mut tree, pid, status),
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
        note_end(&mut tree, pid, status);
    }
}

fn note_end(tree: &mut Tree, pid: Pid, status: WaitStatus) {
    tree.note_end(pid, status);
    attend(tree);
    CHANGED.notify_all();
}
