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
    let topic = args.get("topic").and_then(Value::as_str).map(str::to_owned);
    Event { topic, data: args.get("data").cloned(), args: None, ..event }
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
mod tests {
    use super::*;
    use crate::json::patch::Patch;
    use crate::log::digest::Digest;
    use crate::log::entry::{Author, Change, Link};

    fn record(op: &str, args: Value, patch: Value) -> Entry {
        let author = Author { agent: "planner".into(), at: "now".into(), ..Author::default() };
        let patch = Patch::from_json(patch).unwrap();
        let change = Change { op: op.into(), args, patch, author, ..Change::default() };
        Entry::seal(change, Link { rev: Revision::new(7), prev: Digest::NONE, post: Digest::NONE }).unwrap()
    }

    fn lines(entry: &Entry) -> Vec<String> {
        events_of(entry).iter().map(|event| serde_json::to_string(event).unwrap()).collect()
    }

    #[test]
    fn a_change_has_a_line_that_names_what_was_changed() {
        let patch = json!([
            {"op": "add", "path": "/a", "value": 1}, {"op": "replace", "path": "/a", "value": 2},
            {"op": "remove", "path": "/b"}, {"op": "add", "path": "/x y", "value": 1}]);
        let mut entry = record("batch", json!({"count": 3}), patch);
        entry.change.message = Some("why".into());
        assert_eq!(
            lines(&entry),
            [
                r#"{"type":"context.updated","rev":7,"at":"now","agent":"planner","op":"batch","paths":["a","b","[\"x y\"]"],"args":{"count":3},"message":"why"}"#
            ]
        );
    }

    #[test]
    fn the_op_decides_about_the_type() {
        for (op, kind) in [
            ("set", "context.updated"),
            ("external", "context.updated"),
            ("handoff.created", "handoff.requested"),
            ("handoff.accepted", "handoff.accepted"),
            ("task.renewed", "task.renewed"),
            ("lease.stolen", "lease.stolen"),
            ("once.done", "once.done"),
            ("vote.opened", "vote.opened"),
            ("handoffs", "context.updated"),
        ] {
            let events = events_of(&record(op, Value::Null, json!([])));
            assert_eq!((events.len(), events[0].kind.as_str(), &events[0].args), (1, kind, &None));
        }
    }

    #[test]
    fn a_message_has_topic_and_data_instead_of_args() {
        let head = r#"{"type":"message","rev":7,"at":"now","agent":"planner","op":"message","paths":[],"#;
        let mut entry = record("message", json!({"topic": "t", "data": null}), json!([]));
        assert_eq!(lines(&entry), [format!(r#"{head}"topic":"t","data":null}}"#)]);
        entry.change.args = json!({"topic": "t"});
        // The first record of all has the whole document, and still changed nothing.
        entry.change.state = Some(json!({}));
        assert_eq!(lines(&entry), [format!(r#"{head}"topic":"t"}}"#)]);
    }

    #[test]
    fn events_are_chosen_by_type_by_topic_or_by_how_these_begin() {
        let accepted = &events_of(&record("handoff.accepted", Value::Null, json!([])))[0];
        let message = &events_of(&record("message", json!({"topic": "build.done"}), json!([])))[0];
        for (wanted, of) in [
            ("handoff.accepted", [true, false]),
            ("handoff.*", [true, false]),
            ("handoff", [false, false]),
            ("build.done", [false, true]),
            ("build.*", [false, true]),
            ("message", [false, true]),
            ("*", [true, true]),
        ] {
            assert_eq!([accepted.is_of(wanted), message.is_of(wanted)], of, "{wanted}");
        }
    }

    #[test]
    fn taking_over_a_document_changed_all_of_it() {
        let mut entry = record("import", Value::Null, json!([]));
        entry.change.state = Some(json!({"a": 1}));
        assert_eq!(events_of(&entry)[0].paths, ["."]);
    }

    #[test]
    fn what_expired_at_a_step_is_told_before_it() {
        let patch = json!([
            {"op": "replace", "path": "/_ctx/handoffs/h2/status", "value": "expired"},
            {"op": "replace", "path": "/_ctx/handoffs/h21/status", "value": "accepted"}]);
        let args = json!({"id": "h21", "expired": ["h2"]});
        let events = events_of(&record("handoff.accepted", args.clone(), patch.clone()));
        let told: Vec<_> = events.iter().map(|e| (e.kind.as_str(), e.paths.len(), e.args.clone().unwrap())).collect();
        assert_eq!(told, [("handoff.expired", 1, json!({"id": "h2"})), ("handoff.accepted", 2, args.clone())]);
        assert_eq!(events[0].paths, ["_ctx.handoffs.h2.status"]);
        let told = |op: &str, args: Value| {
            let events = events_of(&record(op, args, patch.clone()));
            events.into_iter().map(|e| (e.kind, e.args.unwrap())).collect::<Vec<_>>()
        };
        let expired = |id: &str| ("handoff.expired".to_owned(), json!({"id": id}));
        assert_eq!(told("handoff.expired", json!({"expired": ["h2", "h3"]})), [expired("h2"), expired("h3")]);
        assert_eq!(told("handoff.expired", json!({"id": "h2"})), [expired("h2")]);
        assert_eq!(told("set", args.clone()), [("context.updated".to_owned(), args)]);
    }
}
