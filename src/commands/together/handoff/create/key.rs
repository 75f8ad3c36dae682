//! Whether a second call with an idempotency key asks for what the first one created.

use std::time::Duration;

use anyhow::Result;
use serde_json::Value;

use crate::draft::Draft;
use crate::edit::guard::shorten;
use crate::error::{Failure, Kind};
use crate::json::RESERVED_KEY;
use crate::json::key_path::KeyPath;
use crate::json::patch::Operation;
use crate::json::pointer::Pointer;
use crate::json::redaction_hash::is_hash;
use crate::json::to_value;
use crate::kept::artifact::Artifact;
use crate::kept::handoff::{Handoff, HandoffId};
use crate::log::checkout::{near, record};
use crate::text::timestamp::{Timestamp, end};

/// The members of a handoff that its sender gives.
const GIVEN: [&str; 10] =
    ["to", "priority", "summary", "intent", "next", "refs", "payload", "entities", "history", "transfers"];

/// What a call asks for.
pub struct Asked<'a> {
    pub template: &'a Handoff,
    pub supersedes: Option<&'a HandoffId>,
    /// After how long it expires, and is due.
    pub times: [Option<Duration>; 2],
    pub pairs: &'a [(KeyPath, Value)],
}

/// Compares what was and what is given for something of this name.
type Compare<'c> = dyn FnMut(&str, Option<&Value>, Option<&Value>) + 'c;

/// Checks that a call asks for what the first call with this key created.
///
/// # Errors
/// Conflict that names what differs, and who was first.
pub(super) fn check_same(first: &Handoff, asked: &Asked<'_>, draft: &Draft<'_>) -> Result<()> {
    let mut differing = Vec::new();
    let mut compare = |what: &str, first: Option<&Value>, now: Option<&Value>| {
        if first != now {
            let [first, now] = [first, now].map(|value| value.map_or_else(|| "nothing".to_owned(), shorten));
            differing.push(format!("{what} was {first} and is {now}"));
        }
    };
    let (was, is) = (to_value(first)?, to_value(asked.template)?);
    for name in GIVEN {
        compare(name, was.get(name), is.get(name));
    }
    let [earlier, given] = [first, asked.template].map(|handoff| artifacts(handoff, first));
    compare("artifacts", earlier.as_ref(), given.as_ref());
    compare("supersedes", was.get("supersedes"), asked.supersedes.map(to_value).transpose()?.as_ref());
    for ((name, time), lasts) in [("expires", &first.expires), ("due", &first.due)].into_iter().zip(asked.times) {
        if !is_after(first, time.as_deref(), lasts) {
            let lasts = lasts.map(|lasts| humantime::format_duration(lasts).to_string().into());
            compare(name, was.get(name), lasts.as_ref());
        }
    }
    compare_values(first, asked.pairs, draft, &mut compare);
    if differing.is_empty() {
        return Ok(());
    }
    let Handoff { id, from, created, key, .. } = first;
    let key = key.as_deref().unwrap_or_default();
    let why = format!("{from} used the key {key} first, at {created}, for {id}; now {}", differing.join(", "));
    Err(Failure::new(Kind::Conflict, why)
        .fact("id", id.to_string())
        .fact("key", key)
        .fact("differing", differing)
        .hint(format!("ctx handoff show {id}"))
        .hint("use another --key for another handoff")
        .into())
}

/// Returns the artifacts of a handoff, as far as the record of the first one tells them: older records have
/// no sizes, and paths that are relative to a directory that nobody knows.
fn artifacts(handoff: &Handoff, first: &Handoff) -> Option<Value> {
    let is_old = first.artifacts.iter().any(|artifact| artifact.size.is_none());
    let told = |artifact: &Artifact| {
        if is_old { Ok(Value::from(artifact.sha256.as_str())) } else { to_value(artifact) }
    };
    let told = handoff.artifacts.iter().map(told).collect::<Result<Vec<Value>, _>>().ok()?;
    (!told.is_empty()).then(|| told.into())
}

/// Whether a time is so long after a handoff was created.
fn is_after(first: &Handoff, after: Option<&str>, lasts: Option<Duration>) -> bool {
    let time = |text: &str| text.parse::<Timestamp>().ok();
    match (after.and_then(time), lasts) {
        (None, None) => true,
        (Some(expires), Some(lasts)) => {
            let expected = time(&first.created).and_then(|created| end(created, lasts).ok());
            // Both times were cut to milliseconds.
            expected.is_some_and(|expected| (expires - expected).num_milliseconds().abs() <= 1)
        }
        _ => false,
    }
}

/// Compares the values that were set with the handoff, as far as the log still says which these are.
fn compare_values(first: &Handoff, pairs: &[(KeyPath, Value)], draft: &Draft<'_>, compare: &mut Compare<'_>) {
    let rev = first.id.revision();
    let (Ok(left), Ok(entry)) = (near(draft.history(), Some(draft.later()), rev), record(draft.history(), rev)) else {
        return;
    };
    for (path, value) in pairs {
        // Of a redacted value nobody can tell.
        let was = left.document.get(path).filter(|was| !is_hash(was));
        if was.is_some() || left.document.get(path).is_none() {
            compare(&path.to_string(), was, Some(value));
        }
    }
    let places: Vec<Pointer> = pairs.iter().map(|(path, _)| left.document.pointer(path)).collect();
    let is_asked = |set: &Pointer| {
        places.iter().any(|place| place.tokens().iter().zip(set.tokens()).all(|(place, set)| place == set))
    };
    for operation in &entry.change.patch.0 {
        let (Operation::Add { path, value } | Operation::Replace { path, value }) = operation else { continue };
        if path.tokens().first().is_some_and(|first| first != RESERVED_KEY) && !is_asked(path) {
            compare(&KeyPath::from(path).to_string(), Some(value), None);
        }
    }
}
