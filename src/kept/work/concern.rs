//! Which events are for an agent: those that should wake it.

use std::collections::HashSet;

use anyhow::Result;
use serde_json::Value;

use crate::json::document::Document;
use crate::kept::collection::Kept;
use crate::kept::handoff::{Handoff, open_to};
use crate::kept::task::{Status, Task};
use crate::log::agent::AgentName;
use crate::log::event::Event;
use crate::log::event_type::{HANDOFF_EXPIRED, HANDOFF_FAILED, MESSAGE, TASK_FAILED};
use crate::log::name::Name;
use crate::text::timestamp::Timestamp;

/// Whether an event is for `agent`, by the document as it is now: a message to it or to everybody, a handoff that it
/// can accept, the end of one that it created, a task that it can claim, the failure of one that it added, or
/// something that was taken away from it. Who made the change is not looked at.
///
/// # Errors
/// As [`Kept::all`].
pub fn is_for(event: &Event, agent: &AgentName, document: &Document, now: Timestamp) -> Result<bool> {
    let kind = event.kind.as_str();
    if kind == MESSAGE {
        return Ok(event.to.as_ref().is_none_or(|to| to == agent.as_str()));
    }
    let ids = ids(event);
    if ids.is_empty() {
        return Ok(false);
    }
    match kind {
        "handoff.requested" | "handoff.released" | "handoff.returned" => {
            Ok(open_to(document, agent, now)?.iter().any(|handoff| ids.contains(handoff.id.to_string().as_str())))
        }
        "handoff.completed" | "handoff.rejected" | HANDOFF_FAILED | HANDOFF_EXPIRED => {
            is_any::<Handoff>(document, &ids, &|handoff| handoff.from == *agent)
        }
        "handoff.stolen" => is_any::<Handoff>(document, &ids, &|handoff| handoff.past_holders.last() == Some(agent)),
        "task.added" | "task.released" | "task.retried" => {
            is_ready(document, now, &|task| ids.contains(task.id.as_str()))
        }
        "task.completed" => {
            is_ready(document, now, &|task| task.after.iter().any(|earlier| ids.contains(earlier.as_str())))
        }
        TASK_FAILED => is_any::<Task>(document, &ids, &|task| task.added_by == *agent),
        "task.stolen" => {
            is_any::<Task>(document, &ids, &|task| task.past_claims.last().is_some_and(|claim| claim.agent == *agent))
        }
        _ => Ok(false),
    }
}

/// The entries that an event is about.
fn ids(event: &Event) -> HashSet<&str> {
    let Some(args) = &event.args else { return HashSet::new() };
    let one = args.get("id").and_then(Value::as_str);
    let several = args.get("ids").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    one.into_iter().chain(several).collect()
}

fn is_any<T: Kept>(document: &Document, ids: &HashSet<&str>, is_it: &dyn Fn(&T) -> bool) -> Result<bool> {
    for id in ids {
        if T::get(document, id)?.is_some_and(|entry| is_it(&entry)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether one of these tasks can be claimed.
fn is_ready(document: &Document, now: Timestamp, is_one: &dyn Fn(&Task) -> bool) -> Result<bool> {
    let all = Task::all_at(document, now)?;
    let completed: HashSet<&Name> = all.iter().filter(|t| t.status == Status::Completed).map(|t| &t.id).collect();
    let is_ready = |task: &Task| {
        task.status == Status::Pending && task.after.iter().all(|earlier| completed.contains(earlier)) && is_one(task)
    };
    Ok(all.iter().any(is_ready))
}
