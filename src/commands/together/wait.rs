//! `ctx wait`: wait for a condition.

use std::path::Path;
use std::slice;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::commands::Answer;
use crate::edit::guard::shorten;
use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::json::text_value;
use crate::json::visible::Visible;
use crate::json::{to_value, with};
use crate::kept::collection::Kept;
use crate::kept::handoff::{Handoff, next_for};
use crate::kept::task::Task;
use crate::log::agent::AgentName;
use crate::log::entry::Revision;
use crate::log::history::{Changed, UpTo, changed_since};
use crate::log::name::Name;
use crate::options::hashes::Hashes;
use crate::output::framed;
use crate::session::waiting::{LateWatch, Waited, end_of, timed_out, until};
use crate::session::{Context, Session};
use crate::store::Snapshot;
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

/// The condition, parsed.
enum Condition {
    Exists(KeyPath),
    Absent(KeyPath),
    Equal(KeyPath, Value),
    NotEqual(KeyPath, Value),
    ChangedSince(KeyPath, Revision),
    HandoffFor(AgentName),
    Ended(Name),
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    context.session.without_notice();
    let condition = args.read(context.session)?;
    let tried = format!("could not wait for {}", condition.described());
    let mut look = |snapshot: &Snapshot| condition.met(snapshot, context);
    let waited = until(context.store.as_ref(), &mut LateWatch::default(), end_of(args.timeout), &mut look);
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

impl Condition {
    fn described(&self) -> String {
        match self {
            Self::Exists(path) => format!("a value at {path}"),
            Self::Absent(path) => format!("the removal of {path}"),
            Self::Equal(path, value) => format!("{} at {path}", shorten(value)),
            Self::NotEqual(path, value) => format!("a value other than {} at {path}", shorten(value)),
            Self::ChangedSince(path, rev) => format!("a change of {path} after revision {rev}"),
            Self::HandoffFor(agent) => format!("a handoff to {agent}"),
            Self::Ended(task) => format!("the end of the task {task}"),
        }
    }

    /// Returns the output if the condition holds.
    fn met(&self, snapshot: &Snapshot, context: &Context<'_>) -> Result<Option<Value>> {
        let found = |path: &KeyPath| snapshot.document.visible(path);
        let (path, met) = match self {
            Self::Exists(path) => (path, found(path).is_some()),
            Self::Absent(path) => (path, found(path).is_none()),
            Self::Equal(path, value) => (path, snapshot.document.get(path) == Some(value)),
            Self::NotEqual(path, value) => (path, snapshot.document.get(path).is_some_and(|found| found != value)),
            Self::ChangedSince(path, since) => {
                let place = snapshot.document.pointer(path);
                let history = UpTo { history: context.store.as_ref(), last: snapshot.revision };
                // If the log no longer says, the value must be looked at.
                let changed = !matches!(changed_since(&history, &place, *since)?, Changed::Not);
                let changed = snapshot.edited_since || changed;
                (path, changed)
            }
            Self::HandoffFor(agent) => return handoff_for(agent, snapshot, context.session),
            Self::Ended(task) => return ended(task, snapshot),
        };
        if !met {
            return Ok(None);
        }
        let value = found(path);
        if value.is_some() {
            let hashes = Hashes::of(&snapshot.document, context, false);
            hashes.refuse(path)?;
            hashes.note(context, slice::from_ref(path));
        }
        let (path, rev) = (path.to_string(), snapshot.revision.number());
        Ok(Some(match value {
            Some(value) => with(with(json!({"path": path}), "value", Visible::to_value(&value)), "rev", rev.into()),
            None => json!({"path": path, "rev": rev}),
        }))
    }
}

fn handoff_for(agent: &AgentName, snapshot: &Snapshot, session: &Session) -> Result<Option<Value>> {
    let handoff: Option<Handoff> = next_for(&snapshot.document, agent, session.now())?;
    let rev = snapshot.revision.number();
    Ok(handoff
        .map(|handoff| to_value(&handoff).map(|it| with(with(json!({}), "handoff", it), "rev", rev.into())))
        .transpose()?)
}

fn ended(id: &Name, snapshot: &Snapshot) -> Result<Option<Value>> {
    // A missing task is not there yet.
    if snapshot.document.get(&Task::path(id)).is_none() {
        return Ok(None);
    }
    let task = Task::find(&snapshot.document, id)?;
    let rev = snapshot.revision.number().into();
    Ok(task
        .status
        .is_end()
        .then(|| to_value(&task).map(|it| with(with(json!({}), "task", it), "rev", rev)))
        .transpose()?)
}
