//! A context that many processes use at once, and who of them runs just now.

use std::os::fd::OwnedFd;
use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::{Child, Command as Process, Output, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Instant;

use rustix::process::{Pid, PidfdFlags, Signal, WaitId, WaitIdOptions, pidfd_open, pidfd_send_signal, waitid};
use serde_json::Value;
use tempfile::TempDir;

use super::command::Command;

/// Behind this many bytes the lock file says who holds it: one JSON value, and padding.
const HOLDER: usize = 1024;

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Exited(i32),
    Killed,
}

/// One process from its start to its end.
#[derive(Clone, Debug)]
pub struct Run {
    /// Before it was started.
    pub started: Instant,
    /// After its end was known.
    pub ended: Instant,
    pub ending: Ending,
    pub stdout: String,
    pub stderr: String,
}

/// A command, and what came of it.
#[derive(Clone, Debug)]
pub struct Observation {
    pub command: Command,
    pub run: Run,
}

/// A process that runs. Its descriptor never names another process, as its number may.
pub struct Running {
    pub pid: u32,
    pub handle: Arc<OwnedFd>,
    child: Child,
    started: Instant,
}

#[derive(Default)]
struct State {
    running: Vec<(u32, Arc<OwnedFd>)>,
    started: usize,
    over: bool,
}

/// A directory with a context.
pub struct Arena {
    directory: TempDir,
    state: Mutex<State>,
    changed: Condvar,
}

/// Whether the system can signal a process without mistaking it for another one.
pub fn can_signal() -> bool {
    pidfd_open(rustix::process::getpid(), PidfdFlags::empty()).is_ok()
}

/// Sends a signal, unless the process has ended.
pub fn signal(handle: &OwnedFd, signal: Signal) {
    let _ = pidfd_send_signal(handle, signal);
}

impl Arena {
    pub fn new() -> Self {
        Self { directory: TempDir::new().unwrap(), state: Mutex::default(), changed: Condvar::new() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// A file's text; empty if there is none.
    pub fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    /// The records of the log; what is no JSON becomes null.
    pub fn records(&self) -> Vec<Value> {
        let log = self.text("context.json.audit.jsonl");
        log.lines().map(|line| serde_json::from_str(line).unwrap_or_default()).collect()
    }

    pub fn start(&self, words: &[impl AsRef<str>]) -> Running {
        let mut process = Process::new(env!("CARGO_BIN_EXE_ctx"));
        process.args(["-c", "context.json"]).args(words.iter().map(AsRef::as_ref));
        process.env_clear().env("USER", "tester").env("CTX_NOTIFY", "0").current_dir(self.directory.path());
        process.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let started = Instant::now();
        let child = process.spawn().unwrap();
        let handle = Arc::new(pidfd_open(Pid::from_child(&child), PidfdFlags::empty()).unwrap());
        let mut state = self.state.lock().unwrap();
        state.running.push((child.id(), Arc::clone(&handle)));
        state.started += 1;
        self.changed.notify_all();
        Running { pid: child.id(), handle, child, started }
    }

    pub fn finish(&self, running: Running) -> Run {
        let output = running.child.wait_with_output().unwrap();
        let ended = Instant::now();
        self.state.lock().unwrap().running.retain(|(pid, _)| *pid != running.pid);
        let Output { status, stdout, stderr } = output;
        let ending = match (status.code(), status.signal()) {
            (None, Some(number)) if number == Signal::KILL.as_raw() => Ending::Killed,
            (code, number) => Ending::Exited(code.unwrap_or(-number.unwrap_or_default())),
        };
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run { started: running.started, ended, ending, stdout: text(stdout), stderr: text(stderr) }
    }

    pub fn run(&self, words: &[impl AsRef<str>]) -> Run {
        self.finish(self.start(words))
    }

    pub fn observe(&self, command: Command) -> Observation {
        let run = self.run(&command.arguments());
        Observation { command, run }
    }

    /// Waits until so many processes have been started since the beginning; false if no
    /// more will be.
    pub fn await_starts(&self, count: usize) -> bool {
        let state = self.state.lock().unwrap();
        let state = self.changed.wait_while(state, |s| s.started < count && !s.over).unwrap();
        !state.over
    }

    pub fn starts(&self) -> usize {
        self.state.lock().unwrap().started
    }

    /// Nothing will be started any more.
    pub fn close(&self) {
        self.state.lock().unwrap().over = true;
        self.changed.notify_all();
    }

    pub fn is_closed(&self) -> bool {
        self.state.lock().unwrap().over
    }

    pub fn running(&self) -> Vec<(u32, Arc<OwnedFd>)> {
        self.state.lock().unwrap().running.clone()
    }

    /// The process that holds the lock, as the lock file says.
    pub fn holder(&self) -> Option<u32> {
        let text = self.text("context.json.lock");
        let mut values = serde_json::Deserializer::from_str(text.get(HOLDER..)?).into_iter::<Value>();
        let holder = values.next()?.ok()?;
        u32::try_from(holder["pid"].as_u64()?).ok()
    }
}

impl Running {
    pub fn has_ended(&self) -> bool {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        waitid(WaitId::Pid(Pid::from_child(&self.child)), options).unwrap().is_some()
    }

    /// Stops the process and waits until it stands; false if it ended before.
    pub fn stop(&self) -> bool {
        signal(&self.handle, Signal::STOP);
        let options = WaitIdOptions::EXITED | WaitIdOptions::STOPPED | WaitIdOptions::NOWAIT;
        let status = waitid(WaitId::Pid(Pid::from_child(&self.child)), options).unwrap();
        status.is_some_and(|status| status.stopped())
    }
}
