//! Searching the log: what changes set, their messages, and messages between agents.

use std::ops::ControlFlow;

use anyhow::Result;
use serde_json::{Map, Value};

use crate::commands::data::search::seeker::{Match, Searched, Seeker, shortened};
use crate::json::key_path::{KeyPath, Segment};
use crate::json::patch::Operation;
use crate::json::pointer::Pointer;
use crate::json::redaction_hash::HASH;
use crate::json::text::members::each_from;
use crate::json::{RESERVED_KEY, depth};
use crate::kept::redaction::Redacted;
use crate::log::entry::{Entry, Revision};
use crate::log::history::{History, UpTo, takes_over};
use crate::log::message::Message;
use crate::store::Store;

/// What is searched of the log, and what must not be.
type Scope<'s> = (&'s Pointer, &'s Redacted);

/// Searches the records up to `last`, newest first: of changes at or below a place.
///
/// # Errors
/// Fails if the log cannot be read.
pub fn search(store: &dyn Store, last: Revision, scope: Scope<'_>, seeker: &mut Seeker) -> Result<()> {
    let records = UpTo { history: store, last };
    let pass = |seeker: &mut Seeker| {
        records.newest_first(&mut |entry| {
            look(&entry, scope, seeker);
            ControlFlow::Continue(())
        })
    };
    pass(seeker)?;
    if seeker.again() {
        pass(seeker)?;
    }
    Ok(())
}

fn look(entry: &Entry, scope: Scope<'_>, seeker: &mut Seeker) {
    let change = &entry.change;
    if scope.0.tokens().is_empty() {
        if let Some(message) = &change.message {
            let make = || of_record(entry, "message", None);
            seeker.look(&Searched { name: "", text: Some(message), instead: None }, make);
        }
        if change.op == Message::OP {
            look_at_message(entry, seeker);
        }
    }
    if let Some(state) = change.state.as_ref().filter(|_| takes_over(entry)) {
        look_below(entry, &Pointer::default(), state, scope, seeker);
    }
    for operation in &change.patch.0 {
        let place = operation.path();
        match operation {
            Operation::Add { value, .. } | Operation::Replace { value, .. } => {
                look_below(entry, place, value, scope, seeker);
            }
            Operation::Remove { .. } | Operation::Move { .. } | Operation::Copy { .. } if is_in(place, scope) => {
                let name = KeyPath::from(place).to_string();
                seeker.look(&Searched { name: &name, text: None, instead: None }, || {
                    of_record(entry, &name, Some(&name))
                });
            }
            _ => {}
        }
    }
}

/// Looks at the topic and the data of a message.
fn look_at_message(entry: &Entry, seeker: &mut Seeker) {
    let Some(members) = entry.change.args.as_object() else { return };
    let word = |name: &str| members.get(name).and_then(Value::as_str).unwrap_or_default();
    let text = match members.get("data") {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let topic = word("topic");
    seeker.look(&Searched { name: topic, text: Some(&text), instead: None }, || of_record(entry, topic, None));
}

fn look_below(entry: &Entry, place: &Pointer, value: &Value, scope: Scope<'_>, seeker: &mut Seeker) {
    let mut steps: Vec<Segment> = KeyPath::from(place).segments().to_vec();
    steps.reserve(depth(value));
    each_from(&mut steps, value, &mut |member| {
        let is_hash = matches!(member.steps.last(), Some(Segment::Key(key)) if key == HASH);
        let Some(text) = member.scalar.as_deref().filter(|_| !is_hash) else { return true };
        let path = KeyPath::new(member.steps.to_vec());
        if is_in(&path.pointer_in(&Value::Null), scope) {
            let name = path.to_string();
            let make = || of_record(entry, &name, Some(&name));
            seeker.look(&Searched { name: &name, text: Some(text), instead: None }, make);
        }
        true
    });
}

/// Whether a change there is searched.
fn is_in(place: &Pointer, (scope, redacted): Scope<'_>) -> bool {
    let is_kept = |tokens: &[String]| tokens.first().is_some_and(|key| key == RESERVED_KEY);
    let is_below = place.tokens().starts_with(scope.tokens());
    is_below && (is_kept(scope.tokens()) || !is_kept(place.tokens())) && !redacted.covers(place)
}

fn of_record(entry: &Entry, name: &str, path: Option<&str>) -> Match {
    let (rev, author) = (entry.link.rev.number(), &entry.change.author);
    let members = [
        ("rev", Some(Value::from(rev))),
        ("agent", Some(author.agent.as_str().into())),
        ("at", Some(author.at.as_str().into())),
        ("op", Some(entry.change.op.as_str().into())),
        ("path", path.map(Value::from)),
    ];
    let members = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    let label = format!("{rev} {} {}", author.agent, shortened(name));
    Match { label, line: None, members: members.collect::<Map<_, _>>() }
}
