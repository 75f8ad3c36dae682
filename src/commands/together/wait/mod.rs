//! `ctx wait`: wait for a condition.

pub mod condition;
mod misplaced;
pub mod test_args;

use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::commands::Answer;
use crate::commands::together::wait::condition::{Condition, task_at};
use crate::commands::together::wait::misplaced::refuse_comparisons;
use crate::commands::together::wait::test_args::TestArgs;
use crate::error::{Failure, Kind};
use crate::kept::collection::Kept;
use crate::kept::task::{Task, Unknown, next_end};
use crate::log::agent::AgentName;
use crate::log::name::Name;
use crate::output::framed;
use crate::session::waiting::{Checked, LateWatch, Waited, end_of, places_of, timed_out, until};
use crate::session::{Context, Session};
use crate::store::Snapshot;
use crate::text::duration::parse_duration;
use crate::text::shell::shell_quoted;

/// Wait for a value, a handoff or a task
///
/// Waits until PATH exists, or until another condition holds, and prints the value as `ctx get`
/// does. With several paths, waits for all of them, or with --any for one, and prints a line
/// for each that satisfies the condition; --json says which. A value that is set and removed again
/// quickly may be missed: use `ctx watch --since` to see every change. Does not poll.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx wait pages
  ctx wait build.status --eq green --timeout 10m
  ctx wait --until '.build.attempts > 2'
  ctx wait linux.done mac.done --or-failed t12
  ctx wait --task t12")]
pub struct Args {
    /// Path of a value
    #[arg(value_name = "PATH", required_unless_present_any = ["handoff", "task", "until"], conflicts_with_all = ["handoff", "task"])]
    paths: Vec<String>,

    #[command(flatten)]
    test: TestArgs,

    #[command(flatten)]
    several: SeveralArgs,

    /// Give up if this task fails or is cancelled (exit code 1)
    #[arg(long, value_name = "ID", conflicts_with = "task")]
    or_failed: Option<Name>,

    /// Wait until a handoff is pending for you and print it, framed as data from another agent
    #[arg(long)]
    handoff: bool,

    /// With --handoff: wait for a handoff to AGENT instead
    #[arg(long, value_name = "AGENT", requires = "handoff")]
    to: Option<AgentName>,

    /// Wait until this task has ended and print it; exit with 1 if it failed or was cancelled
    #[arg(long, value_name = "ID", conflicts_with = "handoff")]
    task: Option<Name>,

    /// Give up after DURATION (exit code 4) [default: never]
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    timeout: Option<Duration>,

    /// Print the value, as `ctx get` does: the default
    #[arg(long, hide = true, conflicts_with_all = ["handoff", "task"])]
    value: bool,

    /// Print path, value and revision as JSON
    #[arg(long, conflicts_with = "value")]
    json: bool,
}

/// How many of several paths are waited for.
#[derive(clap::Args, Debug)]
#[group(multiple = false)]
struct SeveralArgs {
    /// Wait for all paths (the default)
    #[arg(long, conflicts_with_all = ["handoff", "task"])]
    all: bool,

    /// Wait for one of the paths
    #[arg(long, conflicts_with_all = ["handoff", "task"])]
    any: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    context.session.without_notice();
    let condition = args.read(context.session)?;
    let tried = format!("could not wait for {}", condition.described());
    let mut places = condition.places();
    places.extend(args.or_failed.iter().flat_map(|_| places_of(&[Task::collection()])));
    let (mut watch, limits) = (LateWatch::default(), (&places[..], end_of(args.timeout)));
    let mut is_first = true;
    let waited = until(context.store.as_ref(), &mut watch, limits, &mut |snapshot| {
        let next = match condition.check(snapshot, context)? {
            Checked::NotYet(next) => next,
            met @ Checked::Met(_) => return Ok(met),
        };
        if std::mem::take(&mut is_first) {
            say_unknown(args, snapshot, context)?;
        }
        let Some(task) = &args.or_failed else { return Ok(Checked::NotYet(next)) };
        let failed = task_at(task, snapshot, context)?.and_then(|task| unfulfilled(&task, ""));
        failed.map_or(Ok(()), Err)?;
        let end = next_end(Task::all(&snapshot.document)?.iter(), context.session.now());
        Ok(Checked::NotYet(next.into_iter().chain(end).min()))
    });
    drop(watch);
    match waited.with_context(|| format!("{tried} in {}", context.file.display()))? {
        Waited::Met(met) => {
            for met in &met {
                print(met, args, context)?;
            }
            let task = args.task.as_ref().zip(met.first().and_then(|met| met.get("task")));
            let task = task.map(|(id, task)| Task::read(id.as_str(), task)).transpose()?;
            let place = format!(" in {}", context.file.display());
            task.and_then(|task| unfulfilled(&task, &place)).map_or(Ok(Answer::Yes), Err)
        }
        Waited::TimedOut(last) => Err(timed_out(&tried, &context.file, args.timeout, &last).into()),
    }
}

/// Says so if the task that is waited for is not there yet: its ID may be mistyped.
fn say_unknown(args: &Args, snapshot: &Snapshot, context: &Context<'_>) -> Result<()> {
    let Some(id) = args.task.as_ref().or(args.or_failed.as_ref()) else { return Ok(()) };
    if task_at(id, snapshot, context)?.is_none() {
        let unknown = Unknown::task(&snapshot.document, id).yet();
        context.session.say_with_hints(&unknown.why, unknown.hints());
    }
    Ok(())
}

fn print(met: &Value, args: &Args, context: &mut Context<'_>) -> Result<()> {
    if let Some(handoff) = met.get("handoff").filter(|_| !args.json) {
        let word = |name: &str| handoff.get(name).and_then(Value::as_str).unwrap_or_default();
        let (what, json) = (format!("handoff {}", word("id")), serde_json::to_string_pretty(met)?);
        return context.out.text(&framed(&what, word("from"), json.lines()));
    }
    match met.get("value").filter(|_| !args.json) {
        Some(Value::String(text)) => context.out.text(text),
        Some(value) if args.paths.len() > 1 => context.out.line(&value.to_string()),
        Some(value) => context.out.json(value),
        // There is no value to print where none is wanted.
        None if !args.json && !args.paths.is_empty() => Ok(()),
        None => context.out.line(&met.to_string()),
    }
}

/// Returns the failure of a task that ended without a result; `place` says where it is, if that is not said.
fn unfulfilled(task: &Task, place: &str) -> Option<anyhow::Error> {
    let (id, ended) = (&task.id, task.unfulfilled()?);
    let why = format!("the task {id}{place} {ended}: {}", task.reason.as_deref().unwrap_or_default());
    let failure = Failure::new(Kind::No, why).fact("id", id.as_str());
    Some(failure.hint(format!("ctx task show {}", shell_quoted(id.as_str()))).into())
}

impl Args {
    fn read(&self, session: &Session) -> Result<Condition> {
        if let Some(task) = &self.task {
            return Ok(Condition::Ended(task.clone()));
        }
        if self.handoff {
            return Ok(Condition::HandoffFor(self.to.clone().map_or_else(|| session.agent(), Ok)?));
        }
        if !session.takes_literal_keys() {
            refuse_comparisons(&self.paths, self.several.any, session)?;
        }
        let mut paths = session.paths(&self.paths)?;
        if paths.is_empty() {
            paths.push(session.namespace()?);
        }
        Ok(Condition::Values { paths, test: self.test.read(end_of(self.timeout)), is_one_enough: self.several.any })
    }
}
