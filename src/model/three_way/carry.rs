//! Carrying what somebody made of an older document over the present one.

use std::ops::ControlFlow;

use anyhow::Result;
use serde_json::{Value, json};

use super::conflict::listed;
use super::{Conflict, Merged, Sides, merge};
use crate::error::{Failure, Kind};
use crate::model::RESERVED_KEY;
use crate::model::agent::AgentName;
use crate::model::authority::Authority;
use crate::model::document::Document;
use crate::model::draft::Draft;
use crate::model::entry::{Entry, Revision};
use crate::model::history::{NoHistory, touches};
use crate::model::key_path::KeyPath;
use crate::model::pointer::Pointer;
use crate::model::policy::Policies;
use crate::model::redaction::Redacted;
use crate::model::reserved;
use crate::model::shell::shell_word;

/// Whose value stands where both changed the same to different values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnConflict {
    /// What is there now.
    Ours,
    /// What the input says.
    Theirs,
    /// That of whom the document ranks higher.
    Authority,
}

impl OnConflict {
    pub const ALL: [(&'static str, Self); 3] =
        [("ours", Self::Ours), ("theirs", Self::Theirs), ("authority", Self::Authority)];
}

/// What somebody made of the document that they read.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    pub base: &'a Document,
    /// The revision of `base`.
    pub since: Revision,
    pub path: &'a KeyPath,
    /// The whole value for the path.
    pub value: &'a Value,
    pub agent: &'a AgentName,
    pub on_conflict: Option<OnConflict>,
}

/// Carries an input over what the draft holds; the conflicts that were settled, for the record.
///
/// # Errors
/// Conflicts that are not settled, each with its values and who made ours; what ctx keeps
/// for itself; and those of [`Draft::set`].
pub fn carry(draft: &mut Draft<'_>, input: &Input<'_>) -> Result<Vec<Value>> {
    if input.path.is_reserved() {
        return Err(reserved::refusal().into());
    }
    let path = outside_arrays(input, draft.document());
    let theirs = if path == *input.path { input.value.clone() } else { put_into_base(input, &path)? };
    let theirs = if path.is_root() { without_reserved(theirs, input.base)? } else { theirs };
    let visible = |document: &Document| document.view(&path).map(|view| view.to_value());
    let (base, ours) = (visible(input.base), visible(draft.document()));
    let sides = Sides { base: base.as_ref(), ours: ours.as_ref(), theirs: Some(&theirs) };
    let place = path.pointer_in(draft.document().root());
    let Merged { mut value, conflicts } = merge(&place, sides, &Policies::of(draft.document())?);
    let mut settled = Vec::new();
    for (conflict, taken) in settle(draft, input, conflicts)? {
        settled.push(json!({"path": conflict.path().to_string(), "taken": taken.word()}));
        if taken == Side::Theirs {
            let below = conflict.place.tokens().get(place.tokens().len()..).unwrap_or_default();
            put(&mut value, below, conflict.theirs);
        }
    }
    match value {
        Some(value) => draft.turn_into(&path, &value)?,
        None => drop(draft.unset(&path)?),
    }
    Ok(settled)
}

/// Puts into the `args` of a record what was carried from where, and what was settled how.
pub fn note_carried(args: &mut Value, since: Revision, settled: Vec<Value>) {
    if let Value::Object(members) = args {
        members.insert("base".to_owned(), since.number().into());
        if !settled.is_empty() {
            members.insert("settled".to_owned(), settled.into());
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Ours,
    Theirs,
}

impl Side {
    fn word(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Theirs => "theirs",
        }
    }
}

/// The path up to the first array that it leads into: an item may be another one by now,
/// so the array is merged as a whole.
fn outside_arrays(input: &Input<'_>, now: &Document) -> KeyPath {
    let segments = input.path.segments();
    let leads_to_array = |path: &KeyPath| [input.base, now].iter().any(|d| d.get(path).is_some_and(Value::is_array));
    let above = (0..segments.len()).map(|len| KeyPath::new(segments.get(..len).unwrap_or_default().to_vec()));
    above.into_iter().find(leads_to_array).unwrap_or_else(|| input.path.clone())
}

/// What is at `path` in the base, with the input further down.
fn put_into_base(input: &Input<'_>, path: &KeyPath) -> Result<Value> {
    let mut scratch = Draft::new(input.base.clone(), input.since, chrono::DateTime::UNIX_EPOCH, &NoHistory);
    scratch.set(input.path, input.value.clone())?;
    Ok(scratch.document().get(path).cloned().unwrap_or_default())
}

/// Who read the file has what ctx keeps in it too, and may leave it as it was.
fn without_reserved(mut value: Value, base: &Document) -> Result<Value> {
    let Value::Object(members) = &mut value else {
        return Err(Failure::new(Kind::BadData, "the whole document is an object").into());
    };
    match members.shift_remove(RESERVED_KEY) {
        Some(kept) if base.root().get(RESERVED_KEY) != Some(&kept) => Err(reserved::refusal().into()),
        _ => Ok(value),
    }
}

fn settle(draft: &Draft<'_>, input: &Input<'_>, conflicts: Vec<Conflict>) -> Result<Vec<(Conflict, Side)>> {
    let all = |side: Side| conflicts.iter().cloned().map(|conflict| (conflict, side)).collect();
    match input.on_conflict {
        _ if conflicts.is_empty() => return Ok(Vec::new()),
        Some(OnConflict::Ours) => return Ok(all(Side::Ours)),
        Some(OnConflict::Theirs) => return Ok(all(Side::Theirs)),
        Some(OnConflict::Authority) | None => {}
    }
    let authority = match input.on_conflict {
        Some(OnConflict::Authority) => Authority::of(draft.document())?,
        _ => Authority::default(),
    };
    let changes = last_changes(draft, &conflicts, input.since)?;
    let (mut settled, mut open) = (Vec::new(), Vec::new());
    for (conflict, change) in conflicts.into_iter().zip(changes) {
        let (ours, theirs) = (change.as_ref().map_or("", |c| c.change.author.agent.as_str()), input.agent.as_str());
        if authority.ranks_above(ours, theirs) {
            settled.push((conflict, Side::Ours));
        } else if authority.ranks_above(theirs, ours) {
            settled.push((conflict, Side::Theirs));
        } else {
            open.push((conflict, change));
        }
    }
    if open.is_empty() { Ok(settled) } else { Err(unsettled(input, &open, draft).into()) }
}

/// Who changed each place last: one pass over the records.
fn last_changes(draft: &Draft<'_>, conflicts: &[Conflict], since: Revision) -> Result<Vec<Option<Entry>>> {
    let mut found: Vec<Option<Entry>> = vec![None; conflicts.len()];
    draft.history().newest_first(&mut |entry| {
        if entry.link.rev <= since || found.iter().all(Option::is_some) {
            return ControlFlow::Break(());
        }
        for (conflict, found) in conflicts.iter().zip(&mut found) {
            if found.is_none() && touches(&entry, &conflict.place) {
                *found = Some(entry.clone());
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

fn unsettled(input: &Input<'_>, open: &[(Conflict, Option<Entry>)], draft: &Draft<'_>) -> Failure {
    let (now, redacted) = (draft.base(), Redacted::of_any(&[input.base, draft.document()]));
    let lines: Vec<String> = open.iter().map(|(conflict, change)| conflict.line(change.as_ref(), &redacted)).collect();
    let facts: Vec<Value> =
        open.iter().map(|(conflict, change)| conflict.to_json(change.as_ref(), &redacted)).collect();
    let since = input.since;
    let why = listed(&lines, &format!("with what changed since revision {since}"));
    let failure = Failure::new(Kind::Conflict, why)
        .fact("conflicts", facts)
        .fact("base", since.number())
        .fact("rev", now.number());
    let failure = match input.on_conflict {
        Some(OnConflict::Authority) => failure.hint("neither agent ranks above the other: ctx authority"),
        _ => failure.hint("--on-conflict ours, theirs or authority settles them"),
    };
    let first = open.first().map_or_else(KeyPath::root, |(conflict, _)| conflict.path());
    failure.hint(format!("ctx log --since {since} --path {}", shell_word(&first)))
}

/// Puts a value below another one, or takes it away.
fn put(value: &mut Option<Value>, below: &[String], new: Option<Value>) {
    let Some((key, parents)) = below.split_last() else {
        *value = new;
        return;
    };
    let parent = value.as_mut().and_then(|value| Pointer::get_mut(parents, value));
    if let Some(Value::Object(members)) = parent {
        match new {
            Some(new) => drop(members.insert(key.clone(), new)),
            None => drop(members.shift_remove(key)),
        }
    }
}
