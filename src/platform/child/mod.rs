//! Running a command of the user: signals reach it, and its exit code is passed on.

pub mod hook;

use std::ffi::OsString;
use std::io;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::Result;
use rustix::process::{Pid, Signal, kill_process};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::flag::register_conditional_default;
use signal_hook::iterator::{Handle, Signals};

use crate::error::{Failure, Kind};

/// How long a command may take to stop before it is killed.
const GRACE: Duration = Duration::from_secs(5);

/// The signals that a command receives, from this process or from its terminal.
const PASSED_ON: [i32; 4] = [SIGINT, SIGQUIT, SIGTERM, SIGHUP];

/// The result of starting a command.
pub enum Started {
    Running(Running),
    /// It was not started: the exit code that says why.
    Not(u8),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exit {
    /// The exit code as shells give it: 128 plus the number of a signal that killed it.
    pub code: u8,
    /// The signal that killed it.
    pub signal: Option<i32>,
}

/// A running command.
pub struct Running {
    program: OsString,
    pid: Pid,
    ended: Receiver<io::Result<ExitStatus>>,
    signals: Handle,
    forwarding: Option<JoinHandle<()>>,
}

/// Runs a command with additional environment variables, and waits for it. Returns the exit code as
/// shells do: 127 if there is no such command, 126 if it cannot be run, 128 plus the number of the
/// signal that killed it. `tell` is told why it was not started.
///
/// # Errors
/// Fails if the system cannot start processes, or wait for them.
pub fn run(words: &[OsString], environment: &[(&str, String)], tell: &dyn Fn(&str)) -> Result<u8> {
    let idle = idle(words)?;
    idle.store(false, Ordering::SeqCst);
    let code = match start(words, environment, tell)? {
        Started::Running(running) => running.end(),
        Started::Not(code) => Ok(code),
    };
    idle.store(true, Ordering::SeqCst);
    code
}

/// A flag: while it is set, signals have their default action again. Otherwise a signal that arrives
/// when no command runs would be lost.
fn idle(words: &[OsString]) -> Result<&'static Arc<AtomicBool>> {
    static IDLE: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    if let Some(idle) = IDLE.get() {
        return Ok(idle);
    }
    let idle = Arc::new(AtomicBool::new(false));
    let program = words.first().cloned().unwrap_or_default();
    for signal in PASSED_ON {
        register_conditional_default(signal, Arc::clone(&idle))
            .map_err(|e| failure("await signals for", &program, &e))?;
    }
    Ok(IDLE.get_or_init(|| idle))
}

/// Starts a command with additional environment variables; `tell` is told why that failed.
///
/// # Errors
/// Fails if the system cannot start processes.
pub fn start(words: &[OsString], environment: &[(&str, String)], tell: &dyn Fn(&str)) -> Result<Started> {
    let Some((program, arguments)) = words.split_first() else { return Ok(Started::Not(0)) };
    // Before the child exists, so that no signal is lost. A terminal sends its signals to the child
    // itself; this process only has to outlive it.
    let signals = Signals::new(PASSED_ON).map_err(|e| failure("await signals for", program, &e))?;
    let handle = signals.handle();
    let variables = environment.iter().map(|(name, value)| (*name, value.as_str()));
    let mut child = match Command::new(program).args(arguments).envs(variables).spawn() {
        Ok(child) => child,
        Err(e) => return not_started(program, &e, tell).map(Started::Not),
    };
    let pid = Pid::from_child(&child);
    let forwarding = thread::spawn(move || forward(signals, pid));
    let (tell, ended) = mpsc::channel();
    // Nobody receives it if this process gave the command up.
    thread::spawn(move || drop(tell.send(child.wait())));
    Ok(Started::Running(Running {
        program: program.clone(),
        pid,
        ended,
        signals: handle,
        forwarding: Some(forwarding),
    }))
}

impl Running {
    /// Waits for the end, at most `limit`; returns how the command ended, if it did.
    ///
    /// # Errors
    /// Fails if the system cannot wait for processes.
    pub fn end_within(&self, limit: Duration) -> Result<Option<Exit>> {
        match self.ended.recv_timeout(limit) {
            Ok(status) => self.exit(status).map(Some),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => self.exit(Err(io::ErrorKind::BrokenPipe.into())).map(Some),
        }
    }

    /// Waits for the end; returns the exit code.
    ///
    /// # Errors
    /// As [`Running::end_within`].
    pub fn end(self) -> Result<u8> {
        Ok(self.exit(self.ended.recv().unwrap_or_else(|_| Err(io::ErrorKind::BrokenPipe.into())))?.code)
    }

    /// Ends it with SIGTERM, and with SIGKILL if that is not enough; returns the exit code.
    ///
    /// # Errors
    /// As [`Running::end_within`].
    pub fn stop(self) -> Result<u8> {
        send(self.pid, Signal::TERM);
        if let Some(exit) = self.end_within(GRACE)? {
            return Ok(exit.code);
        }
        send(self.pid, Signal::KILL);
        self.end()
    }

    fn exit(&self, status: io::Result<ExitStatus>) -> Result<Exit> {
        status
            .map(|status| Exit { code: code_of(status), signal: status.signal() })
            .map_err(|e| failure("wait for", &self.program, &e))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.signals.close();
        if let Some(forwarding) = self.forwarding.take() {
            drop(forwarding.join());
        }
    }
}

fn forward(mut signals: Signals, child: Pid) {
    for number in signals.forever().filter(|number| [SIGTERM, SIGHUP].contains(number)) {
        if let Some(signal) = Signal::from_named_raw(number) {
            send(child, signal);
        }
    }
}

fn send(child: Pid, signal: Signal) {
    // The child may have ended just now.
    let _ = kill_process(child, signal);
}

fn not_started(program: &OsString, error: &io::Error, tell: &dyn Fn(&str)) -> Result<u8> {
    let code = match error.kind() {
        io::ErrorKind::NotFound => 127,
        io::ErrorKind::PermissionDenied => 126,
        _ => return Err(failure("run", program, error)),
    };
    tell(&format!("could not run {}: {error}", program.display()));
    Ok(code)
}

fn failure(tried: &str, program: &OsString, error: &io::Error) -> anyhow::Error {
    Failure::new(Kind::Io, format!("could not {tried} {}: {error}", program.display())).into()
}

fn code_of(status: ExitStatus) -> u8 {
    let code = status.code().or_else(|| status.signal().map(|signal| 128 + signal));
    code.and_then(|code| u8::try_from(code).ok()).unwrap_or(u8::MAX)
}
