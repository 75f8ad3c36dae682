//! The running command of this process, with all processes below it: what happens to them, one event at
//! a time.

use rustix::process::{Pid, Signal, WaitStatus, kill_process};

use crate::platform::child::processes::{Process, descendants, stop_each};
use crate::platform::child::shim::is_program;
use crate::platform::child::signals::{Arrived, ENDING};
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

/// The command, or several of a team, which end together.
#[derive(Default)]
pub struct Tree {
    running: Vec<Pid>,
    ended: Vec<WaitStatus>,
    until: Until,
    pub(super) stop: Option<Stop>,
    /// Whether a thread goes on with the stop.
    is_attended: bool,
    /// The signal that arrived meanwhile and asks this process to end.
    signal: Option<i32>,
    /// The children that this process had before.
    others: Vec<Pid>,
    pub(super) is_reaping: bool,
    pub(super) is_woken: bool,
    /// How many reasons there are for this process not to end yet.
    pub(super) deferrals: usize,
    /// The signal that asked it to end meanwhile, while no command ran.
    pub(super) deferred: Option<i32>,
}

/// How a command and its processes ended.
#[derive(Clone, Copy, Debug)]
pub struct End {
    /// Of a team, the first that is not a success.
    pub status: WaitStatus,
    /// The signal that asked this process to end.
    pub signal: Option<i32>,
    /// How many processes the command left behind, if they were stopped.
    pub left_behind: usize,
}

impl Tree {
    /// A new command is about to begin.
    pub fn begin(&mut self, until: Until, others: Vec<Pid>) {
        (self.until, self.others) = (until, others);
        (self.stop, self.signal, self.is_attended) = (None, None, false);
        self.running.clear();
        self.ended.clear();
    }

    /// The command has begun, or one more of its team.
    pub fn add(&mut self, pid: Pid) {
        self.running.push(pid);
    }

    /// How many of the team have not ended.
    fn left(&self) -> usize {
        self.running.len().saturating_sub(self.ended.len())
    }

    pub fn has_ended(&self) -> bool {
        self.left() == 0
    }

    /// A signal arrived.
    pub fn receive(&mut self, signal: Arrived) {
        let is_ending = ENDING.contains(&signal.number);
        if self.running.is_empty() {
            // Or it arrived before the command ended, which has ended by now.
            if is_ending && self.deferrals > 0 {
                self.deferred = Some(signal.number);
            }
            return;
        }
        if is_ending {
            self.signal = Some(signal.number);
            self.stop_rest();
        }
        let Some(named) = Signal::from_named_raw(signal.number).filter(|_| !signal.by_terminal) else { return };
        if is_ending && (!self.has_ended() || self.stop.is_some()) {
            self.stop(named);
        } else if let ([running], false) = (self.running.as_slice(), self.has_ended()) {
            let _ = kill_process(*running, named);
        }
    }

    /// Stops all processes.
    pub fn stop(&mut self, signal: Signal) {
        let all = self.processes();
        stop_each(&all, signal);
        if self.stop.is_none() && !self.running.is_empty() {
            self.stop = Some(Stop::of(all, signal));
        }
    }

    /// Stops what the command has left in the background, if a signal ended it that ends this process too.
    fn stop_rest(&mut self) {
        if self.signal.is_some() && self.was_asked_to_end() && self.stop.is_none() {
            let left = self.processes();
            if !left.is_empty() {
                stop_each(&left, Signal::TERM);
                self.stop = Some(Stop::of(left, Signal::TERM));
            }
        }
    }

    /// Whether the command has ended by a signal that asks it to, or says so as shells do.
    fn was_asked_to_end(&self) -> bool {
        let is_ending = |status: &WaitStatus| {
            let code = status.exit_status().and_then(|code| code.checked_sub(128));
            status.terminating_signal().or(code).is_some_and(|signal| ENDING.contains(&signal))
        };
        self.has_ended() && self.ended.iter().any(is_ending)
    }

    /// Whether the signal that ended the command may be about to reach this process too: a group gets it one
    /// by one.
    pub fn may_be_asked(&self) -> bool {
        self.signal.is_none() && self.was_asked_to_end()
    }

    /// Whether a thread has to go on with a stop. Says so once.
    pub fn needs_attendance(&mut self) -> bool {
        self.stop.is_some() && !std::mem::replace(&mut self.is_attended, true)
    }

    /// The processes that have not ended.
    pub fn processes(&self) -> Vec<Process> {
        if is_program() {
            let all = descendants(&self.others);
            if !all.is_empty() {
                return all;
            }
        }
        let running = self.running.iter().filter(|_| !self.has_ended());
        running.filter_map(|pid| Process::of(*pid)).filter(Process::is_running).collect()
    }

    /// A child has ended.
    pub fn note_end(&mut self, pid: Pid, status: WaitStatus) {
        self.others.retain(|other| *other != pid);
        if !self.running.contains(&pid) {
            return;
        }
        self.ended.push(status);
        self.stop_rest();
        if self.until == Until::Command || self.stop.is_some() {
            return;
        }
        if !self.has_ended() {
            return self.kill_strays();
        }
        let left = self.processes();
        if !left.is_empty() {
            stop_each(&left, Signal::TERM);
            let count = left.len();
            let mut stop = Stop::of(left, Signal::TERM);
            stop.left_behind = count;
            self.stop = Some(stop);
        }
    }

    /// Kills what one of the team that was killed has left behind.
    fn kill_strays(&self) {
        let but: Vec<Pid> = self.others.iter().chain(&self.running).copied().collect();
        for stray in descendants(&but) {
            // Another user's process may not be signalled.
            let _ = stray.signal(Signal::KILL);
        }
    }

    /// Whether the command has ended, and all processes that have to.
    pub fn is_over(&self) -> bool {
        self.has_ended() && self.stop.as_ref().is_none_or(|stop| stop.is_over)
    }

    /// Returns how the command ended.
    pub fn take_end(&mut self) -> Option<End> {
        let status =
            self.ended.iter().find(|status| status.exit_status() != Some(0)).or(self.ended.first()).copied()?;
        self.running.clear();
        self.ended.clear();
        let left_behind = self.stop.take().map_or(0, |stop| stop.left_behind);
        Some(End { status, signal: self.signal.take(), left_behind })
    }
}
