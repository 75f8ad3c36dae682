//! `ctx task add`: add tasks to a queue.

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::commands::together::task::Answer;
use crate::commands::together::task::given::{given_id, taken};
use crate::commands::together::task::line::{Line, read_line};
use crate::commands::together::task::step::{Stepped, run as run_step};
use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json;
use crate::kept::collection::Kept;
use crate::kept::priority::Priority;
use crate::kept::task::{MAX_ATTEMPTS, Status, Task};
use crate::kept::tidied::index::Names;
use crate::log::agent::AgentName;
use crate::log::entry::Action;
use crate::log::name::Name;
use crate::options::value::read_argument;
use crate::options::write::{MessageArgs, WriteArgs};
use crate::platform::input::Source;
use crate::session::Context;
use crate::session::choice::choice;
use crate::session::transaction::{Done, Request};
use crate::text::shell::shell_quoted;
use crate::text::timestamp::timestamp_text;

/// Add tasks to a queue and print their IDs
///
/// Adds all of them in one revision. NAME becomes the ID of a task; without it, the ID is t
/// and the revision, such as t12. With --file, each line is the payload of one task.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx task add fetch --payload https://example.org
  ctx task add parse --after fetch
  ctx task add --queue pages -f pages.jsonl --name-from id")]
pub struct Args {
    /// Names of the tasks, used as their IDs
    #[arg(value_name = "NAME", conflicts_with = "file")]
    names: Vec<Name>,

    /// Set the payload for the worker, read like a value of `ctx set`; - reads standard input
    #[arg(long, value_name = "VALUE", allow_negative_numbers = true, conflicts_with = "file")]
    payload: Option<String>,

    /// Add one task per line of FILE (JSON Lines); - reads standard input
    #[arg(short, long, alias = "from-file", value_name = "FILE")]
    file: Option<Source>,

    /// With --file: take the name of each task from this path in its line
    #[arg(long, value_name = "PATH", requires = "file")]
    name_from: Option<String>,

    /// Set the queue
    #[arg(long, value_name = "QUEUE", default_value = "default")]
    queue: Name,

    /// Set the priority
    #[arg(long, value_name = "PRIORITY", default_value = "normal", value_parser = choice(&Priority::ALL))]
    priority: Priority,

    /// Start only after this task is completed (repeatable)
    #[arg(long, value_name = "TASK")]
    after: Vec<Name>,

    /// Fail the task when its claim ran out or was released N times [default: 5]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    max_attempts: Option<u64>,

    /// Ignore tasks that exist already
    #[arg(long)]
    ignore_existing: bool,

    /// Print the tasks as JSON
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    message: MessageArgs,
}

/// A task to be added, before the lock is held.
pub struct New {
    /// The line of the file.
    pub line: Option<usize>,
    pub name: Option<Name>,
    pub payload: Option<Value>,
}

/// What holds for all tasks that are added together.
pub struct Adding {
    pub queue: Name,
    pub priority: Priority,
    pub after: Vec<Name>,
    pub max_attempts: Option<u64>,
    pub ignore_existing: bool,
    /// They are not lines of a file.
    pub is_single: bool,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let new = args.read(context)?;
    let message = args.message.message.clone();
    let request = args.write.request("add tasks".to_owned(), Task::collection(), message);
    let done = add(request, context, &args.adding(), &new)?;
    let answer = if args.json {
        vec![serde_json::to_string(&done.value)?]
    } else {
        done.value.iter().map(|task| task.id.to_string()).collect()
    };
    done.print(context.out, answer);
    Ok(Answer::Yes)
}

/// Adds tasks, in one revision.
///
/// # Errors
/// Conflict if a name is taken, and as the transaction does.
pub fn add(request: Request, context: &mut Context<'_>, all: &Adding, new: &[New]) -> Result<Done<Vec<Task>>> {
    let agent = context.session.agent()?;
    run_step(request, context, &mut |draft| {
        let (mut added, removed): (Vec<Task>, _) = (Vec::new(), Names::of(draft.document(), Task::MEMBER));
        for (i, new) in new.iter().enumerate() {
            let id = new.name.clone().map_or_else(|| given_id(draft, &removed, i, all.is_single), Ok)?;
            let is_removed = removed.has(id.as_str()) && draft.document().get(&Task::path(&id)).is_none();
            if all.ignore_existing && (is_removed || draft.document().get(&Task::path(&id)).is_some()) {
                continue;
            }
            if is_removed {
                return Err(new.placed(taken(draft, &id)?));
            }
            let task = all.task(id, new.payload.clone(), &agent, draft);
            task.add(draft).map_err(|error| new.placed(error))?;
            added.push(task);
        }
        let ids: Vec<&Name> = added.iter().map(|task| &task.id).collect();
        let record = json!({"ids": ids, "queue": all.queue});
        Ok((Stepped::Done(Action { op: "task.added", args: record }), added))
    })
}

impl Adding {
    fn task(&self, id: Name, payload: Option<Value>, agent: &AgentName, draft: &Draft<'_>) -> Task {
        Task {
            id,
            queue: self.queue.clone(),
            status: Status::Pending,
            priority: self.priority,
            payload,
            after: self.after.clone(),
            added_by: agent.clone(),
            added: timestamp_text(draft.now()),
            attempts: 0,
            lost_claims: 0,
            max_attempts: self.max_attempts.filter(|most| *most != MAX_ATTEMPTS),
            claimed_by: None,
            session: None,
            claimed_at: None,
            until: None,
            token: None,
            closed_by: None,
            closed_at: None,
            result: None,
            reason: None,
            past_claims: Vec::new(),
            late_results: Vec::new(),
        }
    }
}

impl Args {
    fn adding(&self) -> Adding {
        Adding {
            queue: self.queue.clone(),
            priority: self.priority,
            after: self.after.clone(),
            max_attempts: self.max_attempts,
            ignore_existing: self.ignore_existing,
            is_single: self.file.is_none(),
        }
    }

    fn read(&self, context: &Context<'_>) -> Result<Vec<New>> {
        let Some(source) = &self.file else {
            let payload = self.payload.as_ref().map(|word| read_argument(context, word, "the payload")).transpose()?;
            let named = |name: Option<&Name>| New { line: None, name: name.cloned(), payload: payload.clone() };
            if self.names.is_empty() && payload.is_none() {
                return Err(Failure::new(Kind::Usage, "nothing to add: give a name or a payload")
                    .hint("ctx task add NAME..., or --payload VALUE, or --file items.jsonl")
                    .into());
            }
            if let ([name, json], None) = (self.names.as_slice(), &payload)
                && let Some(payload) = json_object(json)
            {
                return Ok(vec![New { line: None, name: Some(name.clone()), payload: Some(payload) }]);
            }
            self.names.iter().try_for_each(refuse_json)?;
            if self.names.is_empty() {
                return Ok(vec![named(None)]);
            }
            return Ok(self.names.iter().map(Some).map(named).collect());
        };
        let name_from = self.name_from.as_deref().map(crate::session::parse_path).transpose()?;
        let text = context.read(source)?;
        let lines = text.split(|&byte| byte == b'\n').enumerate();
        let lines = lines.filter(|(_, line)| !line.trim_ascii().is_empty());
        let read: Result<_> =
            lines.map(|(i, line)| read_line(i + 1, line, name_from.as_ref()).map(New::of_line)).collect();
        read.with_context(|| format!("could not add the tasks of {source}"))
    }
}

/// The JSON that a word is, if it is an object, an array or a string in quotes, which no name of a task is.
fn json_object(word: &Name) -> Option<Value> {
    let text = word.as_str();
    if text.starts_with(['{', '[', '"']) { json::parse(text.as_bytes()).ok() } else { None }
}

/// Refuses JSON as a name: it is a payload.
fn refuse_json(name: &Name) -> Result<(), Failure> {
    let text = name.as_str();
    if json_object(name).is_none() {
        return Ok(());
    }
    Err(Failure::new(Kind::Usage, format!("{text} is JSON, which is no name of a task"))
        .hint(format!("to add it as a payload: ctx task add --payload {}", shell_quoted(text))))
}

impl New {
    fn of_line(Line { number, name, payload }: Line) -> Self {
        Self { line: Some(number), name, payload: Some(payload) }
    }

    /// Adds the line number to an error.
    fn placed(&self, mut error: anyhow::Error) -> anyhow::Error {
        let Some(number) = self.line else { return error };
        if let Some(failure) = error.downcast_mut::<Failure>() {
            failure.set_fact("line", number);
        }
        error.context(format!("line {number}"))
    }
}
