//! A shell command that a long-lived process runs again and again: a signal ends a running command
//! first, and then the process.

use std::ffi::{OsStr, OsString};
use std::io;
use std::process::Command;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::SignalsInfo;
use signal_hook::iterator::exfiltrator::WithRawSiginfo;
use signal_hook::low_level::emulate_default_handler;

use crate::platform::child::{code_of, failure};
use crate::platform::machine;

/// The `si_code` of a signal that the kernel sent, for a terminal (`siginfo_t(3type)`).
const SI_KERNEL: i32 = 0x80;

/// Runs one command after another, and passes signals on to the running one. While none runs, a signal
/// ends this process at once.
pub struct Hook {
    running: Arc<Mutex<Running>>,
}

#[derive(Default)]
struct Running {
    child: Option<Pid>,
    /// The signal that arrived meanwhile.
    signal: Option<i32>,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// As shells return it: 127 if there is no shell, 126 if it cannot be run, 128 plus the number of the
    /// signal that killed the command.
    pub code: u8,
    /// The signal that asked this process to end.
    pub signal: Option<u8>,
}

impl Hook {
    /// Passes signals on from now on, as long as this process lives.
    ///
    /// # Errors
    /// Fails if the system cannot start threads, or wait for signals.
    pub fn new() -> Result<Self> {
        let program = "sh".into();
        let ending = [SIGINT, SIGQUIT, SIGTERM, SIGHUP];
        let mut signals =
            SignalsInfo::<WithRawSiginfo>::new(ending).map_err(|e| failure("await signals for", &program, &e))?;
        let running = Arc::new(Mutex::new(Running::default()));
        let watched = Arc::clone(&running);
        let passing_on = move || {
            for info in signals.forever() {
                pass_on(&mut locked(&watched), info.si_signo, info.si_code == SI_KERNEL);
            }
        };
        std::thread::Builder::new().spawn(passing_on).map_err(|e| failure("await signals for", &program, &e))?;
        Ok(Self { running })
    }

    /// Runs `sh -c COMMAND` with `input` on its standard input, which it need not read. A variable without
    /// a value is removed from its environment. If it cannot be started, `tell` is told why, and the exit
    /// code says so.
    ///
    /// # Errors
    /// Fails if the system cannot keep the input, or wait for processes.
    pub fn run(
        &self,
        command: &OsStr,
        environment: &[(&str, Option<&str>)],
        input: &[u8],
        tell: &dyn Fn(&str),
    ) -> Result<Ended> {
        let program = "sh".into();
        // A file, not a pipe: nothing has to wait until it is read.
        let input = machine::file_in_memory(input).map_err(|e| failure("keep the input of", &program, &e))?;
        let mut shell = Command::new(&program);
        shell.arg("-c").arg(command).stdin(input);
        for (name, value) in environment {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        let mut running = locked(&self.running);
        let mut child = match shell.spawn() {
            Ok(child) => child,
            // For example, a variable that is longer than an environment may be.
            Err(e) => return Ok(Ended { code: not_started(&program, &e, tell), signal: None }),
        };
        let pid = Pid::from_child(&child);
        running.child = Some(pid);
        drop(running);
        // The process id stays reserved until no more signals are sent to it.
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        let ended = rustix::io::retry_on_intr(|| waitid(WaitId::Pid(pid), options));
        ended.map_err(|e| failure("wait for", &program, &e.into()))?;
        let mut running = locked(&self.running);
        running.child = None;
        let signal = running.signal.take().and_then(|signal| u8::try_from(signal).ok());
        drop(running);
        let status = child.wait().map_err(|e| failure("wait for", &program, &e))?;
        Ok(Ended { code: code_of(status), signal })
    }
}

fn not_started(program: &OsString, error: &io::Error, tell: &dyn Fn(&str)) -> u8 {
    tell(&format!("could not run {}: {error}", program.display()));
    if error.kind() == io::ErrorKind::NotFound { 127 } else { 126 }
}

fn pass_on(running: &mut Running, number: i32, by_kernel: bool) {
    let Some(child) = running.child else {
        // Ends the process, unless the system refuses; nobody could be told of that.
        return drop(emulate_default_handler(number));
    };
    running.signal = Some(number);
    // A terminal sends these to the child itself.
    let has_it = by_kernel && [SIGINT, SIGQUIT].contains(&number);
    if let Some(signal) = Signal::from_named_raw(number).filter(|_| !has_it) {
        // The child may have ended just now.
        let _ = kill_process(child, signal);
    }
}

fn locked(running: &Mutex<Running>) -> MutexGuard<'_, Running> {
    running.lock().unwrap_or_else(PoisonError::into_inner)
}
