//! Running somebody else's command: signals reach it, and its exit code is passed on.

pub mod hook;

use std::ffi::OsString;
use std::io;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, ExitStatus};

use anyhow::Result;
use rustix::process::{Pid, Signal, kill_process};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::error::{Failure, Kind};

/// Runs a command with some more variables in its environment, and waits for it.
/// The exit code as shells give it: 127 if there is no such command, 126 if it
/// cannot be run, 128 and the signal's number if one killed it.
///
/// # Errors
/// The system cannot start or await processes.
pub fn run(words: &[OsString], environment: &[(&str, String)]) -> Result<u8> {
    let Some((program, arguments)) = words.split_first() else { return Ok(0) };
    // Before the child is there, so that no signal is lost. A terminal sends its own
    // to the child too; this process only has to outlive it.
    let signals =
        Signals::new([SIGINT, SIGQUIT, SIGTERM, SIGHUP]).map_err(|e| failure("await signals for", program, &e))?;
    let handle = signals.handle();
    let variables = environment.iter().map(|(name, value)| (*name, value.as_str()));
    let mut child = match Command::new(program).args(arguments).envs(variables).spawn() {
        Ok(child) => child,
        Err(e) => return not_started(program, &e),
    };
    let pid = Pid::from_child(&child);
    let forwarding = std::thread::spawn(move || forward(signals, pid));
    let status = child.wait().map_err(|e| failure("wait for", program, &e));
    handle.close();
    drop(forwarding.join());
    status.map(code_of)
}

fn forward(mut signals: Signals, child: Pid) {
    for number in signals.forever().filter(|number| [SIGTERM, SIGHUP].contains(number)) {
        if let Some(signal) = Signal::from_named_raw(number) {
            // It may have ended just now.
            let _ = kill_process(child, signal);
        }
    }
}

fn not_started(program: &OsString, error: &io::Error) -> Result<u8> {
    let code = match error.kind() {
        io::ErrorKind::NotFound => 127,
        io::ErrorKind::PermissionDenied => 126,
        _ => return Err(failure("run", program, error)),
    };
    crate::output::say(&format!("ctx: could not run {}: {error}", program.display()));
    Ok(code)
}

fn failure(tried: &str, program: &OsString, error: &io::Error) -> anyhow::Error {
    Failure::new(Kind::Io, format!("could not {tried} {}: {error}", program.display())).into()
}

fn code_of(status: ExitStatus) -> u8 {
    let code = status.code().or_else(|| status.signal().map(|signal| 128 + signal));
    code.and_then(|code| u8::try_from(code).ok()).unwrap_or(u8::MAX)
}
