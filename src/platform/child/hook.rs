//! A command that a long-lived process runs again and again: a signal ends a running command
//! first, and then the process.

use std::ffi::{OsStr, OsString};

use anyhow::Result;

use crate::platform::child::{Command, Started, Tell, failure, start, supervisor};
use crate::platform::machine;

/// Runs one command after another. While none runs, a signal ends this process at once.
pub struct Hook(());

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
        supervisor::prepare().map_err(|e| failure("await signals for", &"sh".into(), &e))?;
        Ok(Self(()))
    }

    /// Runs a command with `input` on its standard input, which it need not read. A variable without
    /// a value is removed from its environment. If it cannot be started, `tell` is told why, and the exit
    /// code says so.
    ///
    /// # Errors
    /// Fails if the system cannot keep the input, or start processes.
    pub fn run(
        &self,
        words: &[OsString],
        environment: &[(&str, Option<&OsStr>)],
        input: &[u8],
        tell: Tell<'_>,
    ) -> Result<Ended> {
        // A file, not a pipe: nothing has to wait until it is read.
        let input = machine::file_in_memory(input)
            .map_err(|e| failure("keep the input of", words.first().unwrap_or(&OsString::new()), &e))?;
        let command = Command { words, environment, input: Some(input), ..Command::default() };
        Ok(match start(command, tell)? {
            Started::Running(running) => {
                let exit = running.end();
                Ended { code: exit.code, signal: exit.asked.and_then(|signal| u8::try_from(signal).ok()) }
            }
            Started::Not(code) => Ended { code, signal: None },
        })
    }
}
