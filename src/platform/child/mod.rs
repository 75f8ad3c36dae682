//! Running a command of the user: signals reach it, what it starts ends with it, and its exit code is
//! passed on.
//!
//! # Signals
//! The command stays in the process group of this process, so a terminal sends its signals to both. A
//! signal to this process alone is passed on. One that asks it to end stops the command and all
//! processes below it: they get the signal, SIGTERM once the command has ended, and SIGKILL after a
//! grace. What was ignored when this process began stays ignored.
//!
//! # Limitations
//! Only Linux finds processes that detached themselves, and sends SIGTERM to the command when this process
//! is killed; not to one that runs as another user (`sudo`).

pub mod capture;
pub mod hook;
pub mod processes;
pub mod shim;
pub mod signals;
mod stop;
mod supervisor;
mod tree;
pub mod worker;

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, PipeWriter};
use std::process;
use std::time::Instant;

use anyhow::Result;
use rustix::process::WaitStatus;

use crate::error::{Failure, Kind};
pub use crate::platform::child::supervisor::{Deferral, stop, wake};
use crate::platform::child::tree::End;
pub use crate::platform::child::tree::Until;
use crate::text::shell::shell_quoted;

/// Tells why a command was not started, with hints.
pub type Tell<'t> = &'t dyn Fn(&str, &[String]);

/// A command to run.
#[derive(Default)]
pub struct Command<'a> {
    /// The program and its arguments.
    pub words: &'a [OsString],
    /// Additional environment variables; one without a value is removed.
    pub environment: &'a [(&'a str, Option<&'a OsStr>)],
    /// The standard input, if it is not that of this process.
    pub input: Option<File>,
    /// The same for the standard output.
    pub output: Option<File>,
    /// The same for the standard error.
    pub errors: Option<PipeWriter>,
    pub until: Until,
}

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
    /// The signal that asked this process to end meanwhile.
    pub asked: Option<i32>,
    /// How many processes the command left behind, if they were stopped.
    pub left_behind: usize,
}

/// The running command of this process.
pub struct Running(());

/// Runs a command and waits for it. Returns the exit code as shells do: 127 if there is no such
/// command, 126 if it cannot be run, 128 plus the number of the signal that killed it. `tell` is told
/// why it was not started.
///
/// # Errors
/// Fails if the system cannot start processes.
pub fn run(words: &[OsString], environment: &[(&str, Option<&OsStr>)], tell: Tell<'_>) -> Result<u8> {
    Ok(match start(Command { words, environment, ..Command::default() }, tell)? {
        Started::Running(running) => running.end().code,
        Started::Not(code) => code,
    })
}

/// Lets no signal end this process before it has recorded how its command ended.
///
/// # Errors
/// Fails if the system cannot start threads, or wait for signals.
pub fn defer_signals() -> Result<Deferral> {
    let failed = |e: io::Error| Failure::new(Kind::Io, format!("could not await signals: {e}"));
    Ok(supervisor::defer().map_err(failed)?)
}

/// Starts a command; `tell` is told why that failed. One runs at a time, started by the main thread,
/// with whose end the command is told to end.
///
/// # Errors
/// Fails if the system cannot start processes.
pub fn start(command: Command<'_>, tell: Tell<'_>) -> Result<Started> {
    start_team(command, 1, tell)
}

/// Starts a command several times. All have ended before the end is told: that of the first one that
/// failed. What one of them leaves behind is killed.
///
/// # Errors
/// As [`start`].
pub fn start_team(command: Command<'_>, count: u16, tell: Tell<'_>) -> Result<Started> {
    let Command { words, environment, mut input, mut output, mut errors, until } = command;
    let Some(program) = words.first() else { return Ok(Started::Not(0)) };
    supervisor::prepare().map_err(|e| failure("await signals for", program, &e))?;
    let mut prepare = |command: &mut process::Command| {
        for (name, value) in environment {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        let streams = (input.take(), output.take(), errors.take());
        streams.0.map(|input| command.stdin(input));
        streams.1.map(|output| command.stdout(output));
        streams.2.map(|errors| command.stderr(errors));
    };
    match supervisor::start(until, count, &mut || shim::spawn(words, &mut prepare)) {
        Ok(()) => Ok(Started::Running(Running(()))),
        Err(e) => not_started(words, program, &e, tell).map(Started::Not),
    }
}

impl Running {
    /// Waits for the end, at most until `limit` or a [`wake`]; returns how the command ended, if it did.
    #[must_use]
    pub fn end_or_wake(&self, limit: Option<Instant>) -> Option<Exit> {
        supervisor::wait(limit).map(Exit::of)
    }

    /// Waits for the end.
    #[must_use]
    pub fn end(self) -> Exit {
        loop {
            if let Some(end) = supervisor::wait(None) {
                return Exit::of(end);
            }
        }
    }

    /// Stops it and all processes below it: with SIGTERM, and with SIGKILL if that is not enough.
    #[must_use]
    pub fn stop(self) -> Exit {
        supervisor::stop();
        self.end()
    }
}

impl Exit {
    fn of(End { status, signal: asked, left_behind }: End) -> Self {
        Self { code: code_of(status), signal: status.terminating_signal(), asked, left_behind }
    }
}

fn not_started(words: &[OsString], program: &OsString, error: &io::Error, tell: Tell<'_>) -> Result<u8> {
    let code = match error.kind() {
        io::ErrorKind::NotFound => 127,
        // For example, a variable that is longer than an environment may be.
        io::ErrorKind::PermissionDenied | io::ErrorKind::ArgumentListTooLong => 126,
        _ => return Err(failure("run", program, error)),
    };
    let hints: Vec<String> = for_a_shell(words).filter(|_| code == 127).into_iter().collect();
    tell(&format!("could not run {}: {error}", program.display()), &hints);
    Ok(code)
}

/// A hint, if the only word of a command reads like a line for a shell.
fn for_a_shell(words: &[OsString]) -> Option<String> {
    let [line] = words else { return None };
    let line = line.to_str()?;
    let is_for_shell = |c: char| c.is_whitespace() || ";&|<>()$`*?~=\"'".contains(c);
    line.contains(is_for_shell).then(|| format!("to run it in a shell: -- sh -c {}", shell_quoted(line)))
}

fn failure(tried: &str, program: &OsString, error: &io::Error) -> anyhow::Error {
    Failure::new(Kind::Io, format!("could not {tried} {}: {error}", program.display())).into()
}

fn code_of(status: WaitStatus) -> u8 {
    let code = status.exit_status().or_else(|| status.terminating_signal().map(|signal| 128 + signal));
    code.and_then(|code| u8::try_from(code).ok()).unwrap_or(u8::MAX)
}
