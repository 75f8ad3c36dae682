//! A shell's command that is run again and again, by a process that lives on in
//! between: a signal ends the command first, if it runs.

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

/// What sent a signal, as `siginfo_t(3type)` has it: the kernel, for a terminal.
const SI_KERNEL: i32 = 0x80;

/// Runs one command after another, and passes signals on to the one that runs. While
/// none does, a signal ends this process at once.
pub struct Hook {
    running: Arc<Mutex<Running>>,
}

#[derive(Default)]
struct Running {
    child: Option<Pid>,
    /// The signal that came meanwhile.
    signal: Option<i32>,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// As shells give it: 127 if there is no shell, 126 if it cannot be run, 128 and the
    /// signal's number if one killed the command.
    pub code: u8,
    /// The signal by which somebody wants this process to end.
    pub signal: Option<u8>,
}

impl Hook {
    /// Signals are passed on from now on, for as long as this process lives.
    ///
    /// # Errors
    /// The system cannot start threads, or await signals.
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

    /// Runs `sh -c COMMAND` with `input` on its standard input, which it need not read.
    /// A variable without a value is not in its environment. That it cannot be
    /// started is told, and is an exit code like others.
    ///
    /// # Errors
    /// The system cannot keep the input, or await processes.
    pub fn run(
        &self,
        command: &OsStr,
        environment: &[(&str, Option<&str>)],
        input: &[u8],
        tell: &dyn Fn(&str),
    ) -> Result<Ended> {
        let program = "sh".into();
        // A file, not a pipe: nobody has to wait until it is read.
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
            // Such as a path that is longer than an environment may be.
            Err(e) => return Ok(Ended { code: not_started(&program, &e, tell), signal: None }),
        };
        let pid = Pid::from_child(&child);
        running.child = Some(pid);
        drop(running);
        // Its number stays taken until nobody sends signals to it any more.
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
        // Ends the process, unless the system refuses; then there is nobody to tell.
        return drop(emulate_default_handler(number));
    };
    running.signal = Some(number);
    // A terminal sends these to the child too.
    let has_it = by_kernel && [SIGINT, SIGQUIT].contains(&number);
    if let Some(signal) = Signal::from_named_raw(number).filter(|_| !has_it) {
        // It may have ended just now.
        let _ = kill_process(child, signal);
    }
}

fn locked(running: &Mutex<Running>) -> MutexGuard<'_, Running> {
    running.lock().unwrap_or_else(PoisonError::into_inner)
}
