//! `update_task`: queues of tasks, each claimed by exactly one worker.

use std::time::Duration;

use anyhow::Result;
use serde_json::{Value, json};

use crate::commands::together::task::add::{Adding, New, add};
use crate::commands::together::task::claim::claim;
use crate::commands::together::task::complete::completed;
use crate::commands::together::task::fail::failed;
use crate::commands::together::task::step::ClaimedArgs;
use crate::error::{Failure, Kind};
use crate::json::with;
use crate::kept::collection::Kept as _;
use crate::kept::priority::Priority;
use crate::kept::task::Task;
use crate::log::entry::Revision;
use crate::log::name::Name;
use crate::mcp::arguments::{Arguments, missing};
use crate::mcp::call::{Call, data};
use crate::mcp::reply::Reply;
use crate::mcp::tools::written::became;
use crate::mcp::tools::{Effect, Tool};
use crate::session::transaction::{Done, Request};

pub const TOOL: Tool = Tool {
    name: "update_task",
    about: "Use this to share work among agents: add a task to a queue, claim the next one (exactly one worker gets it), \
            then complete it with a result or fail it with a reason. A claim ends after ttl. Code 1: no task is ready.",
    takes: || {
        (
            json!({
                "action": {"enum": ["add", "claim", "complete", "fail"]},
                "id": {"type": "string", "description": "needed by complete and fail; a name to add under"},
                "queue": {"type": "string"},
                "payload": {"description": "add: what the worker needs, any JSON"},
                "priority": {"enum": ["low", "normal", "high", "critical"]},
                "after": {"type": "array", "items": {"type": "string"}, "description": "add: tasks that come first"},
                "ttl": {"type": "string", "description": "claim: default 10m"},
                "token": {"type": "integer", "description": "complete, fail: of the claim"},
                "result": {"description": "complete: any JSON"},
                "reason": {"type": "string", "description": "fail"},
                "retry": {"type": "integer", "description": "fail: back to the queue up to so many times"},
                "message": {"type": "string"}
            }),
            &["action"],
        )
    },
    effect: Effect::Changes { destroys: false, again: false },
    run,
};

/// How long a claim lasts unless its worker says otherwise.
const TTL: Duration = Duration::from_secs(600);

fn run(call: &mut Call<'_, '_>, mut arguments: Arguments) -> Result<Reply> {
    let action = arguments.needed("action")?;
    let message = arguments.text("message")?;
    match action.as_str() {
        "add" => added(call, arguments, message),
        "claim" => {
            let (queue, ttl) = (arguments.parsed("queue")?, arguments.duration("ttl")?.unwrap_or(TTL));
            arguments.done()?;
            replied(&claim(call.context, queue, ttl, message)?)
        }
        "complete" => {
            let (claimed, result) = (claimed(&mut arguments)?, arguments.value("result"));
            arguments.done()?;
            replied(&claimed.take("complete", message, call.context, &mut completed(result.as_ref()))?)
        }
        "fail" => {
            let (claimed, reason) = (claimed(&mut arguments)?, arguments.needed("reason")?);
            let retry = arguments.number("retry", 0..=u64::MAX)?.unwrap_or(0);
            arguments.done()?;
            let message = message.unwrap_or_else(|| reason.clone());
            replied(&claimed.take("fail", Some(message), call.context, &mut failed(&reason, retry))?)
        }
        other => {
            Err(Failure::new(Kind::Usage, format!("action is {other:?}, none of add, claim, complete, fail")).into())
        }
    }
}

fn claimed(arguments: &mut Arguments) -> Result<ClaimedArgs> {
    let id: Name = arguments.parsed("id")?.ok_or_else(|| missing("id"))?;
    Ok(ClaimedArgs::of(&id, arguments.parsed::<Revision>("token")?))
}

fn added(call: &mut Call<'_, '_>, mut arguments: Arguments, message: Option<String>) -> Result<Reply> {
    let (name, payload) = (arguments.parsed::<Name>("id")?, arguments.value("payload"));
    let after = arguments.texts("after")?.iter().map(|name| parsed(name)).collect::<Result<_>>()?;
    let queue = arguments.parsed("queue")?.map_or_else(|| parsed("default"), Ok)?;
    let priority = arguments.chosen("priority", &Priority::ALL)?.unwrap_or_default();
    arguments.done()?;
    if name.is_none() && payload.is_none() {
        return Err(missing("payload"));
    }
    let request = Request { message, ..Request::plain("add tasks".to_owned(), Task::collection()) };
    let all = Adding { queue, priority, after, max_attempts: None, ignore_existing: false, is_single: true };
    let done = add(request, call.context, &all, &[New { line: None, name, payload }])?;
    let task = done.value.first().map(data).transpose()?;
    Ok(Reply::own(with(became(done.became), "task", task.into())))
}

fn parsed(name: &str) -> Result<Name> {
    name.parse().map_err(|e: crate::log::name::NotAName| Failure::new(Kind::Usage, e.to_string()).into())
}

fn replied(done: &Done<Task>) -> Result<Reply> {
    let answer: Value = with(became(done.became), "task", data(&done.value)?);
    Ok(Reply::of_others(format!("task {}", done.value.id), answer, "query_context"))
}
