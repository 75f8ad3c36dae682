//! `ctx wait`: wait for a condition.

mod condition;

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::commands::Answer;
use crate::commands::together::wait::condition::Condition;
use crate::error::{Failure, Kind};
use crate::json::text_value;
use crate::log::agent::AgentName;
use crate::log::entry::Revision;
use crate::log::name::Name;
use crate::output::framed;
use crate::session::waiting::{LateWatch, Waited, end_of, timed_out, until};
use crate::session::{Context, Session};
use crate::text::shell::shell_quoted;

/// Wait for a value, a handoff or a task
///
/// Waits until PATH exists, or until another condition holds, and prints path, value and
/// revision as JSON. A value that is set and removed again quickly may be missed: use
/// `ctx watch --since` to see every change. Does not poll.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx wait pages --value
  ctx wait build.status --eq green --timeout 10m
  ctx wait --task t12")]
pub struct Args {
    /// Path of the value
    #[arg(value_name = "PATH", required_unless_present_any = ["handoff", "task"], conflicts_with_all = ["handoff", "task"])]
    path: Option<String>,

    #[command(flatten)]
    condition: ConditionArgs,

    /// Wait until a handoff is pending for you and print it, framed as data from another agent
    #[arg(long)]
    handoff: bool,

    /// With --handoff: wait for a handoff to AGENT instead
    #[arg(long, value_name = "AGENT", requires = "handoff")]
    to: Option<AgentName>,

    /// Wait until this task has ended and print it; exit with 1 if it failed
    #[arg(long, value_name = "ID", conflicts_with = "handoff")]
    task: Option<Name>,

    /// Give up after DURATION (exit code 4) [default: never]
    #[arg(long, value_name = "DURATION", value_parser = humantime::parse_duration)]
    timeout: Option<Duration>,

    /// Print only the value, as `ctx get` does
    #[arg(long, conflicts_with_all = ["handoff", "task"])]
    value: bool,

    /// Print only JSON (the default, except for handoffs)
    #[arg(long, conflicts_with = "value")]
    json: bool,
}

/// What is waited for.
#[derive(clap::Args, Debug)]
#[group(multiple = false)]
struct ConditionArgs {
    /// Wait until the path exists (the default)
    #[arg(long)]
    exists: bool,

    /// Wait until the path does not exist
    #[arg(long)]
    absent: bool,

    /// Wait until the value is VALUE
    #[arg(long, value_name = "VALUE")]
    eq: Option<String>,

    /// Wait until the path exists and its value is not VALUE
    #[arg(long, value_name = "VALUE")]
    ne: Option<String>,

    /// Wait until the path, or anything below it, changed after revision REV
    #[arg(long, value_name = "REV")]
    changed_since: Option<Revision>,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    context.session.without_notice();
    let condition = args.read(context.session)?;
    let tried = format!("could not wait for {}", condition.described());
    let (mut watch, limits) = (LateWatch::default(), (&condition.places()[..], end_of(args.timeout)));
    let waited = until(context.store.as_ref(), &mut watch, limits, &mut |snapshot| condition.check(snapshot, context));
    drop(watch);
    match waited.with_context(|| format!("{tried} in {}", context.file.display()))? {
        Waited::Met(met) => {
            print(&met, args, context)?;
            failed_task(&met, &context.file).map_or(Ok(Answer::Yes), Err)
        }
        Waited::TimedOut(last) => Err(timed_out(&tried, &context.file, args.timeout, &last).into()),
    }
}

fn print(met: &Value, args: &Args, context: &mut Context<'_>) -> Result<()> {
    if let Some(handoff) = met.get("handoff").filter(|_| !args.json) {
        let word = |name: &str| handoff.get(name).and_then(Value::as_str).unwrap_or_default();
        let (what, json) = (format!("handoff {}", word("id")), serde_json::to_string_pretty(met)?);
        return context.out.text(&framed(&what, word("from"), json.lines()));
    }
    match met.get("value").filter(|_| args.value) {
        Some(Value::String(text)) => context.out.text(text),
        Some(value) => context.out.json(value),
        None if args.value => Ok(()),
        None => context.out.line(&met.to_string()),
    }
}

/// Returns the error for a task that failed.
fn failed_task(met: &Value, file: &Path) -> Option<anyhow::Error> {
    let word = |name: &str| met.get("task")?.get(name)?.as_str();
    let (id, reason) = (word("id")?, word("reason").unwrap_or_default());
    let failed = word("status")? == "failed";
    let why = || format!("the task {id} in {} failed: {reason}", file.display());
    failed.then(|| {
        Failure::new(Kind::No, why()).fact("id", id).hint(format!("ctx task show {}", shell_quoted(id))).into()
    })
}

impl Args {
    fn read(&self, session: &Session) -> Result<Condition> {
        if let Some(task) = &self.task {
            return Ok(Condition::Ended(task.clone()));
        }
        let Some(path) = &self.path else {
            return Ok(Condition::HandoffFor(self.to.clone().map_or_else(|| session.agent(), Ok)?));
        };
        let path = session.path(path)?;
        let value = |word: &String| text_value::read(word).value;
        Ok(match &self.condition {
            ConditionArgs { absent: true, .. } => Condition::Absent(path),
            ConditionArgs { eq: Some(word), .. } => Condition::Equal(path, value(word)),
            ConditionArgs { ne: Some(word), .. } => Condition::NotEqual(path, value(word)),
            ConditionArgs { changed_since: Some(rev), .. } => Condition::ChangedSince(path, *rev),
            _ => Condition::Exists(path),
        })
    }
}
