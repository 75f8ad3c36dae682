//! `ctx task`: queues of tasks, each claimed by exactly one worker.

pub mod add;
mod all;
mod cancel;
pub mod claim;
mod collect;
pub mod complete;
pub mod fail;
mod given;
mod line;
mod list;
mod progress;
mod release;
mod remove;
mod renew;
mod retry;
mod show;
mod steal;
pub mod step;
mod wait;
mod work;

use anyhow::Result;
use clap::Subcommand;

use crate::commands::Answer;
use crate::commands::together::task::all::Removed;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::kept::collection::Kept as _;
use crate::kept::task::{Progress, Task, Unknown};
use crate::log::history::History;
use crate::log::name::Name;
use crate::session::Context;
use crate::text::shell::shell_quoted;
use crate::text::timestamp::Timestamp;

/// Manage queues of tasks, each claimed by exactly one worker
///
/// A claim expires unless it is renewed, and the task then returns to the queue, so a worker
/// that dies loses no work. A task that loses too many claims fails (`add --max-attempts`).
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx task add --queue pages -f pages.jsonl
  ctx task work --queue pages --jobs 4 -- ./fetch.sh
  ctx task wait --all --queue pages
  ctx task collect --queue pages")]
pub struct Args<S: Subcommand = Step> {
    #[command(subcommand)]
    step: S,
}

steps! {
    Add add add::Args,
    Work work work::Args,
    Claim claim claim::Args,
    Complete complete complete::Args,
    Fail fail fail::Args,
    Release release release::Args,
    Renew renew renew::Args,
    Steal steal steal::Args,
    Cancel cancel cancel::Args,
    Retry retry retry::Args,
    List list list::Args,
    Show show show::Args,
    Progress progress progress::Args,
    Wait wait wait::Args,
    Collect collect collect::Args,
    Remove remove remove::Args,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    args.step.run(context)
}

/// Which tasks a verb is about.
#[derive(clap::Args, Debug)]
struct QueueArgs {
    /// Limit to this queue [default: all queues]
    #[arg(long, value_name = "QUEUE")]
    queue: Option<Name>,
}

impl QueueArgs {
    fn includes(&self, task: &Task) -> bool {
        self.queue.as_ref().is_none_or(|queue| task.queue == *queue)
    }

    /// Whether no task can become ready any more.
    fn is_drained(&self, document: &Document, now: Timestamp) -> Result<bool> {
        let tasks = Task::all_at(document, now)?;
        Ok(Progress::of(tasks.iter().filter(|task| self.includes(task)), now).is_drained())
    }

    /// The queue, if it is named and no task was ever seen in it.
    fn unknown(&self, document: &Document, history: &dyn History, now: Timestamp) -> Result<Option<Unknown>> {
        let Some(queue) = &self.queue else { return Ok(None) };
        let unknown = Unknown::queue(&Task::all(document)?, queue);
        if unknown.is_none() {
            return Ok(None);
        }
        Ok(Unknown::queue(&Removed::default().with_all(document, history, now)?, queue))
    }

    /// Says so if the queue is named and no task was ever seen in it.
    fn say_unknown(&self, document: &Document, context: &Context<'_>) -> Result<()> {
        if let Some(unknown) = self.unknown(document, context.store.as_ref(), context.session.now())? {
            let unknown = unknown.yet();
            context.session.say_with_hints(&unknown.why, unknown.hints());
        }
        Ok(())
    }

    /// Fails if the queue is named and no task was ever seen in it.
    fn refuse_unknown(&self, document: &Document, context: &Context<'_>) -> Result<()> {
        match self.unknown(document, context.store.as_ref(), context.session.now())? {
            None => Ok(()),
            Some(Unknown { why, hint }) => {
                let hint = hint.unwrap_or_else(|| "ctx task list --all".to_owned());
                Err(Failure::new(Kind::No, why).hint(hint).into())
            }
        }
    }

    /// Returns the option for another command in a hint.
    fn option(&self) -> String {
        let option = |queue: &Name| format!(" --queue {}", shell_quoted(queue.as_str()));
        self.queue.as_ref().map(option).unwrap_or_default()
    }

    fn described(&self) -> String {
        self.queue.as_ref().map(|queue| format!(" in the queue {queue}")).unwrap_or_default()
    }
}
