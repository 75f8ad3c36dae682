//! `ctx task`: queues of tasks, each claimed by exactly one worker.

mod add;
mod claim;
mod collect;
mod complete;
mod fail;
mod list;
mod progress;
mod release;
mod remove;
mod renew;
mod show;
mod wait;

use anyhow::Result;
use clap::Subcommand;

use crate::commands::Answer;
use crate::draft::Draft;
use crate::kept::collection::Kept;
use crate::kept::task::{Claimant, Task};
use crate::log::entry::{Action, Revision};
use crate::log::name::Name;
use crate::options::value::Reading;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::platform::input::Source;
use crate::session::Context;
use crate::text::shell::shell_quoted;

/// Manage queues of tasks, each claimed by exactly one worker
///
/// A claim expires unless it is renewed, and the task then returns to the queue, so a worker
/// that dies loses no work.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx task add --queue pages --from-file pages.jsonl
  ctx task claim --queue pages
  ctx task complete t12 --result 42
  ctx task wait --all --queue pages
  ctx task collect --queue pages")]
pub struct Args<S: Subcommand = Step> {
    #[command(subcommand)]
    step: S,
}

steps! {
    Add add add::Args,
    Claim claim claim::Args,
    Complete complete complete::Args,
    Fail fail fail::Args,
    Release release release::Args,
    Renew renew renew::Args,
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

    /// Returns the option for another command in a hint.
    fn option(&self) -> String {
        let option = |queue: &Name| format!(" --queue {}", shell_quoted(queue.as_str()));
        self.queue.as_ref().map(option).unwrap_or_default()
    }

    fn described(&self) -> String {
        self.queue.as_ref().map(|queue| format!(" in the queue {queue}")).unwrap_or_default()
    }
}

/// The task that a worker has claimed, and what it says of it.
#[derive(clap::Args, Debug)]
struct ClaimedArgs {
    /// ID of the task
    #[arg(value_name = "ID")]
    id: Name,

    /// Token that `ctx task claim` printed; tells two claims by one agent apart
    #[arg(long, value_name = "TOKEN")]
    token: Option<Revision>,

    /// Print the updated task as JSON
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    write: WriteArgs,
}

/// A step of a task, which returns the action for the record.
type StepOf<'a> = dyn FnMut(&mut Task, &Claimant, &mut Draft<'_>) -> Result<Action> + 'a;

impl ClaimedArgs {
    /// Makes a step of the task.
    fn step(
        &self,
        verb: &str,
        message: Option<String>,
        context: &mut Context<'_>,
        step: &mut StepOf<'_>,
    ) -> Result<Answer> {
        let claimant = Claimant { agent: context.session.agent()?, token: self.token };
        let id = &self.id;
        let request = self.write.request(format!("{verb} the task {id}"), Task::path(id), message);
        let done = request.run(context, |draft| {
            let mut task = Task::find(draft.document(), id)?;
            let action = step(&mut task, &claimant, draft)?;
            task.store(draft)?;
            Ok((action, task))
        })?;
        let answer = self.json.then(|| serde_json::to_string(&done.value)).transpose()?;
        done.print(context.out, answer);
        Ok(Answer::Yes)
    }
}

/// Steps whose record may say why.
#[derive(clap::Args, Debug)]
struct ToldArgs {
    #[command(flatten)]
    claimed: ClaimedArgs,

    #[command(flatten)]
    message: MessageArgs,
}

/// Reads a payload or result like a value of `set`, or from standard input for `-`.
fn read_value(context: &Context<'_>, word: &str, name: &str) -> Result<serde_json::Value> {
    if word == "-" {
        let text = context.read_text(&Source::StandardInput)?;
        return Reading::Either.read(context.session, &text, name);
    }
    Reading::Either.read(context.session, word, name)
}
