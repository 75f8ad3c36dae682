//! Stopping the processes of a command.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::platform::child::processes::Process;

/// How long processes may take to stop before they are killed.
const GRACE: Duration = Duration::from_secs(5);

/// How often what is being stopped is looked for again, although no process has ended.
const LOOK: Duration = Duration::from_millis(100);

/// The same once it is being killed.
const LOOK_SOON: Duration = Duration::from_millis(5);

/// The processes of a command that are being stopped.
pub struct Stop {
    kill_at: Instant,
    /// Who was sent a signal.
    told: Vec<Process>,
    /// Whether that was SIGTERM.
    by_term: bool,
    pub is_over: bool,
    /// How many processes the command left behind, if that is why they are stopped.
    pub left_behind: usize,
}

impl Stop {
    /// The processes that were sent this signal.
    #[must_use]
    pub fn of(told: Vec<Process>, signal: Signal) -> Self {
        let kill_at = Instant::now() + GRACE;
        Self { kill_at, told, by_term: signal == Signal::TERM, is_over: false, left_behind: 0 }
    }

    /// Goes on with those that are left; returns when to look again, unless it is over.
    pub fn go_on(&mut self, left: Vec<Process>, has_ended: bool) -> Option<Duration> {
        if left.is_empty() && has_ended {
            self.is_over = true;
            return None;
        }
        if self.kill_at <= Instant::now() {
            let may = left.iter().map(|process| process.signal(Signal::KILL)).filter(|may| *may).count();
            // Another user's processes, which may not be signalled, are left alone.
            self.is_over = may == 0 && has_ended;
            return (!self.is_over).then_some(LOOK_SOON);
        }
        if has_ended && !self.by_term {
            self.by_term = true;
            self.told.clear();
        }
        // As long as the command runs, it may start what it needs to clean up.
        if self.by_term && has_ended {
            self.tell(left);
        }
        Some(LOOK.min(self.kill_at.saturating_duration_since(Instant::now())))
    }

    /// Sends SIGTERM to those that have begun since.
    fn tell(&mut self, left: Vec<Process>) {
        for process in left {
            if !self.told.iter().any(|told| told.is(&process)) {
                process.stop(Signal::TERM);
                self.told.push(process);
            }
        }
    }
}
