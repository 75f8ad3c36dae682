//! Work that is done by a second process of this program, because it may need too long, too much memory or too
//! much stack, and cannot be interrupted: the process is killed instead.
//!
//! # Limitations
//! Only Linux is known to hold a process to its memory limit; elsewhere the time limit alone is sure.

use std::ffi::OsString;
use std::io::{self, Read as _, Write as _};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, Signal};

use crate::platform::child::shim::{PROGRAM, is_program};
use crate::platform::machine::own_program;

/// The most that is read of what a worker says when it dies.
const SAID: u64 = 4096;

/// How much stack the work may use, in bytes.
const STACK: usize = 256 * 1024 * 1024;

/// What the work may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub time: Duration,
    /// The address space, in bytes.
    pub memory: u64,
    /// The longest answer, in bytes.
    pub answer: u64,
}

/// How the work ended.
#[derive(Debug)]
pub enum Work {
    Done(Vec<u8>),
    TimedOut,
    /// It needed more memory or stack than it may.
    NoMemory,
    NoStack,
    /// It failed in another way.
    Died(String),
}

/// Has `question` answered by [`serve`] in another process.
///
/// # Errors
/// Fails if the system cannot start processes or threads.
pub fn ask(word: &str, question: Vec<u8>, limits: Limits) -> io::Result<Work> {
    let program = if Path::new(PROGRAM).exists() { PROGRAM.into() } else { own_program()? };
    if !is_program() {
        return Err(io::Error::other("only the program ctx can start itself"));
    }
    let mut command = Command::new(program);
    command.arg0("ctx").arg(word).arg(limits.memory.to_string()).env_clear();
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(io::Error::other("a pipe is missing"));
    };
    let (telling, told) = channel();
    let exchange = thread::Builder::new().spawn(move || {
        // It may die before it has read all.
        drop(input.write_all(&u64::try_from(question.len()).unwrap_or(u64::MAX).to_le_bytes()));
        drop(input.write_all(&question));
        let mut answer = Vec::new();
        let read = output.take(limits.answer).read_to_end(&mut answer);
        drop(telling.send(read.map(|_| answer)));
        // A worker whose input ends has lost the process that asked.
        drop(input);
    });
    let exchange = exchange.inspect_err(|_| drop(child.kill()))?;
    let answer = told.recv_timeout(limits.time);
    let work = match answer {
        Err(RecvTimeoutError::Timeout) => Work::TimedOut,
        Err(RecvTimeoutError::Disconnected) => Work::Died("it was not heard".to_owned()),
        Ok(answer) => ended(&mut child, answer?)?,
    };
    if !matches!(work, Work::Done(_)) {
        // It may have ended already, or have been waited for.
        drop(child.kill().and_then(|()| child.wait()));
    }
    drop(exchange.join());
    Ok(work)
}

fn ended(child: &mut Child, answer: Vec<u8>) -> io::Result<Work> {
    // Where commands of the user run too, who waits for those may have waited for this one: then there is no status.
    let status = child.wait().ok();
    if status.map_or(!answer.is_empty(), |status| status.success()) {
        return Ok(Work::Done(answer));
    }
    let signal = status.and_then(|status| status.signal());
    let mut said = Vec::new();
    if let Some(errors) = child.stderr.take() {
        errors.take(SAID).read_to_end(&mut said)?;
    }
    let said = String::from_utf8_lossy(&said);
    let is_killed = signal == Some(Signal::KILL.as_raw());
    Ok(if said.contains("overflowed its stack") || signal == Some(Signal::SEGV.as_raw()) {
        Work::NoStack
    } else if said.contains("memory allocation of") || said.contains("capacity overflow") || is_killed {
        Work::NoMemory
    } else {
        let said = said.lines().rev().find(|line| !line.trim().is_empty() && !line.starts_with("note:"));
        Work::Died(said.unwrap_or("it ended without an answer").to_owned())
    })
}

/// Does the work, if this process was started for it; returns the exit code.
#[must_use]
pub fn serve(arguments: &[OsString], word: &str, work: fn(&[u8]) -> Vec<u8>) -> Option<u8> {
    let [_, asked, memory] = arguments else { return None };
    let memory = memory.to_str().and_then(|memory| memory.parse().ok()).filter(|_| asked == word)?;
    Some(u8::from(serve_within(memory, work).is_err()))
}

fn serve_within(memory: u64, work: fn(&[u8]) -> Vec<u8>) -> io::Result<()> {
    // What dies here is no use to anybody.
    limit(Resource::Core, 0);
    limit(Resource::As, memory);
    let mut input = io::stdin().lock();
    let mut length = [0; 8];
    input.read_exact(&mut length)?;
    let mut question = Vec::new();
    input.by_ref().take(u64::from_le_bytes(length)).read_to_end(&mut question)?;
    drop(input);
    thread::Builder::new().spawn(end_with_input)?;
    let worker = thread::Builder::new().name("worker".to_owned()).stack_size(STACK);
    let answer = worker.spawn(move || work(&question))?.join();
    let answer = answer.map_err(|_| io::Error::other("the work failed"))?;
    io::stdout().lock().write_all(&answer)
}

fn limit(resource: Resource, most: u64) {
    // A system that does not know the limit does without it.
    let _ = rustix::process::setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
}

/// Ends this process when its input does.
fn end_with_input() {
    drop(io::copy(&mut io::stdin().lock(), &mut io::sink()));
    let _ = rustix::process::kill_process(rustix::process::getpid(), Signal::KILL);
}
