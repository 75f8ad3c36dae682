//! Several workers at once: processes of their own, which this one starts, watches and outlives.

use std::ffi::{OsStr, OsString};

use anyhow::Result;

use crate::commands::together::task::progress::bar;
use crate::commands::together::task::{Answer, QueueArgs};
use crate::kept::collection::Kept;
use crate::kept::task::{Progress, Task};
use crate::output;
use crate::output::Status;
use crate::platform::child::shim::PROGRAM;
use crate::platform::child::{Command, Started, Until, start_team};
use crate::session::Context;
use crate::session::tenure::Alarm;
use crate::session::waiting::places_of;

/// The variable that tells a worker that another process started it.
pub(super) const MEMBER: &str = "CTX_TASK_MEMBER";

/// Starts the workers, shows the progress on a terminal, and waits for all. Returns the first exit code
/// that is not 0.
pub(super) fn lead(jobs: u16, queue: &QueueArgs, context: &mut Context<'_>) -> Result<Answer> {
    let words: Vec<OsString> = std::iter::once(PROGRAM.into()).chain(std::env::args_os().skip(1)).collect();
    let environment = [(MEMBER, Some(OsStr::new("1")))];
    let command = Command { words: &words, environment: &environment, until: Until::Tree, ..Command::default() };
    let running = match start_team(command, jobs, &output::note)? {
        Started::Running(running) => running,
        Started::Not(code) => return Ok(Answer::Code(code)),
    };
    let Some(status) = Status::on_terminal() else { return Ok(Answer::Code(running.end().code)) };
    let (mut alarm, places) = (Alarm::default(), places_of(&[Task::collection()]));
    loop {
        if alarm.rings(context.store.as_ref(), &places)? {
            status.show(&bar(&progress(queue, context)?, status.columns()));
        }
        if let Some(exit) = running.end_or_wake(None) {
            status.show(&bar(&progress(queue, context)?, status.columns()));
            status.end();
            return Ok(Answer::Code(exit.code));
        }
    }
}

fn progress(queue: &QueueArgs, context: &Context<'_>) -> Result<Progress> {
    let tasks = Task::all_at(&context.store.read()?.document, context.session.now())?;
    Ok(Progress::of(tasks.iter().filter(|task| queue.includes(task)), context.session.now()))
}
