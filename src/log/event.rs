//! Events: the records of the log as `ctx watch` prints them.

use std::collections::HashSet;

use serde::Serialize;
use serde_json::{Value, json};

use crate::json::RESERVED_KEY;
use crate::json::key_path::KeyPath;
use crate::json::patch::Operation;
use crate::json::pointer::Pointer;
use crate::log::entry::{Entry, Revision};
use crate::log::event_type::{
    HANDOFF_EXPIRED, HANDOFF_FAILED, HANDOFF_RETURNED, TASK_FAILED, VOTE_CAST, VOTE_CLOSED, type_of,
};
use crate::log::history::takes_over;
use crate::log::message::Message;
use crate::log::tidied::is_beside;
use crate::log::turned::Turned;

/// An event, printed as one line of JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Event {
    #[serde(rename = "type")]
    pub kind: String,
    pub rev: Revision,
    pub at: String,
    pub agent: String,
    pub op: String,
    /// The paths that changed, in canonical form.
    pub paths: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub args: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Messages have topic and data instead of `args`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// The agent that a message is for, if it is not for everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Value>,
    /// The value that is watched, before and after.
    #[serde(flatten)]
    pub turned: Option<Turned>,
}

impl Event {
    /// Whether the event has this type or topic, or one with this prefix (`handoff.*`).
    #[must_use]
    pub fn is_of(&self, wanted: &str) -> bool {
        let fits = |name: &str| name == wanted || wanted.strip_suffix('*').is_some_and(|start| name.starts_with(start));
        fits(&self.kind) || self.topic.as_deref().is_some_and(fits)
    }
}

/// Returns the events of a record: first one for each handoff that it found expired, then its own, and the
/// closing of a vote that it decided.
#[must_use]
pub fn events_of(entry: &Entry) -> Vec<Event> {
    let changed = changed_places(entry);
    let of = |(kind, id)| found(entry, kind, id, &changed);
    let mut events: Vec<Event> = found_ids(entry).map(of).collect();
    let is_about_others = entry.change.op == HANDOFF_EXPIRED || entry.change.args.get("id").is_none();
    if !events.is_empty() && [HANDOFF_EXPIRED, TASK_FAILED].contains(&entry.change.op.as_str()) && is_about_others {
        return events;
    }
    let own = own_event(entry, &changed);
    let closed = (own.kind == VOTE_CAST && entry.change.args.get("result").is_some())
        .then(|| Event { kind: VOTE_CLOSED.to_owned(), ..own.clone() });
    events.push(own);
    events.extend(closed);
    events
}

fn own_event(entry: &Entry, changed: &[Pointer]) -> Event {
    let args = Some(entry.change.args.clone()).filter(|args| !args.is_null());
    let event = Event { args, paths: changed.iter().map(shown).collect(), ..bare(entry, type_of(&entry.change.op)) };
    if entry.change.op != Message::OP {
        return event;
    }
    let args = &entry.change.args;
    let text = |name: &str| args.get(name).and_then(Value::as_str).map(str::to_owned);
    Event { topic: text("topic"), to: text("to"), data: args.get("data").cloned(), args: None, ..event }
}

/// What a step of one handoff or task may find of others: the ops, the member of `args` that lists their
/// ids, and the type of the events.
const FOUND: [(&str, &str, &str); 4] = [
    ("handoff.", "expired", HANDOFF_EXPIRED),
    ("handoff.", "overdue", HANDOFF_FAILED),
    ("handoff.", "returned", HANDOFF_RETURNED),
    ("task.", "exhausted", TASK_FAILED),
];

/// What a record found of other handoffs or tasks: the type of each event, and the id.
fn found_ids(entry: &Entry) -> impl Iterator<Item = (&'static str, &str)> {
    FOUND.into_iter().filter(|(op, ..)| entry.change.op.starts_with(op)).flat_map(|(_, listed, kind)| {
        let listed = entry.change.args.get(listed).and_then(Value::as_array);
        listed.into_iter().flatten().filter_map(Value::as_str).map(move |id| (kind, id))
    })
}

fn found(entry: &Entry, kind: &'static str, id: &str, changed: &[Pointer]) -> Event {
    let its = if kind == TASK_FAILED { "tasks" } else { "handoffs" };
    let is_its = |place: &&Pointer| matches!(place.tokens(), [top, member, name, ..] if top == RESERVED_KEY && member == its && name == id);
    let paths = changed.iter().filter(is_its).map(shown).collect();
    Event { args: Some(json!({"id": id})), paths, ..bare(entry, kind) }
}

fn bare(entry: &Entry, kind: &str) -> Event {
    let (change, author) = (&entry.change, &entry.change.author);
    Event {
        kind: kind.to_owned(),
        rev: entry.link.rev,
        at: author.at.clone(),
        agent: author.agent.clone(),
        op: change.op.clone(),
        paths: Vec::new(),
        args: None,
        message: change.message.clone(),
        topic: None,
        to: None,
        data: None,
        turned: None,
    }
}

fn shown(place: &Pointer) -> String {
    KeyPath::from(place).to_string()
}

/// Each place that a record changed, once. A record that takes over a whole document changes its
/// root.
fn changed_places(entry: &Entry) -> Vec<Pointer> {
    if takes_over(entry) {
        return vec![Pointer::default()];
    }
    let mut seen = HashSet::new();
    let op = entry.change.op.as_str();
    let is_told = |operation: &&Operation| !matches!(operation, Operation::Arrange { .. }) && !is_beside(op, operation);
    let changes = entry.change.patch.0.iter().filter(is_told);
    let places = changes.flat_map(|operation| {
        let from = if let Operation::Move { from, .. } = operation { Some(from) } else { None };
        from.into_iter().chain([operation.path()])
    });
    places.filter(|place| seen.insert(*place)).cloned().collect()
}

#[cfg(test)]
mod tests;
