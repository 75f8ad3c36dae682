//! The conditions that `ctx wait` waits for.

use std::slice;

use anyhow::Result;
use serde_json::{Value, json};

use crate::draft::expiries;
use crate::edit::guard::shorten;
use crate::json::RESERVED_KEY;
use crate::json::key_path::KeyPath;
use crate::json::pointer::Pointer;
use crate::json::visible::Visible;
use crate::json::{to_value, with};
use crate::kept::collection::Kept;
use crate::kept::handoff::{Handoff, next_expiry, next_for};
use crate::kept::task::{Task, next_end};
use crate::log::agent::AgentName;
use crate::log::entry::Revision;
use crate::log::history::{Changed, UpTo, changed_since};
use crate::log::name::Name;
use crate::options::hashes::Hashes;
use crate::session::waiting::{Checked, places_of};
use crate::session::{Context, Session};
use crate::store::Snapshot;

/// A condition on the document.
pub(super) enum Condition {
    Exists(KeyPath),
    Absent(KeyPath),
    Equal(KeyPath, Value),
    NotEqual(KeyPath, Value),
    ChangedSince(KeyPath, Revision),
    HandoffFor(AgentName),
    Ended(Name),
}

impl Condition {
    pub(super) fn described(&self) -> String {
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

    /// Returns the places on which it depends.
    pub(super) fn places(&self) -> Vec<Pointer> {
        match self {
            Self::Exists(path)
            | Self::Absent(path)
            | Self::Equal(path, _)
            | Self::NotEqual(path, _)
            | Self::ChangedSince(path, _) => places_of(slice::from_ref(path)),
            Self::HandoffFor(_) => places_of(&[KeyPath::key(RESERVED_KEY)]),
            Self::Ended(_) => places_of(&[Task::collection()]),
        }
    }

    /// Returns the output if the condition holds, or else when time alone may change that.
    pub(super) fn check(&self, snapshot: &Snapshot, context: &Context<'_>) -> Result<Checked<Value>> {
        let (document, now) = (&snapshot.document, context.session.now());
        let next = || match self {
            Self::HandoffFor(_) => next_expiry(document, now),
            Self::Ended(_) => Ok(next_end(Task::all(document)?.iter(), now)),
            _ => Ok(expiries::next(document, now)),
        };
        Ok(match self.met(snapshot, context)? {
            Some(met) => Checked::Met(met),
            None => Checked::NotYet(next()?),
        })
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
            Self::Ended(task) => return ended(task, snapshot, context.session),
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

fn ended(id: &Name, snapshot: &Snapshot, session: &Session) -> Result<Option<Value>> {
    // A missing task is not there yet.
    if snapshot.document.get(&Task::path(id)).is_none() {
        return Ok(None);
    }
    let task = Task::find_at(&snapshot.document, id, session.now())?;
    let rev = snapshot.revision.number().into();
    Ok(task
        .status
        .is_end()
        .then(|| to_value(&task).map(|it| with(with(json!({}), "task", it), "rev", rev)))
        .transpose()?)
}
