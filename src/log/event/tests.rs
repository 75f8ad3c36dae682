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
