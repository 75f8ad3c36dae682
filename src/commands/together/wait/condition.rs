//! The conditions that `ctx wait` waits for.

use std::slice;

use anyhow::Result;
use serde_json::{Value, json};

use crate::commands::together::wait::test_args::Test;
use crate::draft::expiries;
use crate::json::RESERVED_KEY;
use crate::json::key_path::KeyPath;
use crate::json::pointer::Pointer;
use crate::json::visible::Visible;
use crate::json::{to_value, with};
use crate::kept::collection::Kept;
use crate::kept::handoff::{Handoff, next_expiry, next_for};
use crate::kept::task::{Task, next_end};
use crate::kept::tidied::index::revision_of;
use crate::log::agent::AgentName;
use crate::log::history::{Changed, UpTo, changed_since};
use crate::log::name::Name;
use crate::options::hashes::Hashes;
use crate::options::value_test::ValueTest;
use crate::session::waiting::{Checked, places_of};
use crate::session::{Context, Session};
use crate::store::Snapshot;

/// A condition on the document.
pub enum Condition {
    /// All of these paths pass the test, or one of them.
    Values {
        paths: Vec<KeyPath>,
        test: Test,
        is_one_enough: bool,
    },
    HandoffFor(AgentName),
    Ended(Name),
}

impl Condition {
    #[must_use]
    pub fn described(&self) -> String {
        match self {
            Self::Values { paths, test, is_one_enough } => {
                let names: Vec<String> = paths.iter().map(ToString::to_string).collect();
                test.of(&names.join(if *is_one_enough { " or " } else { " and " }))
            }
            Self::HandoffFor(agent) => format!("a handoff to {agent}"),
            Self::Ended(task) => format!("the end of the task {task}"),
        }
    }

    /// Returns the places on which it depends.
    #[must_use]
    pub fn places(&self) -> Vec<Pointer> {
        match self {
            Self::Values { paths, .. } => places_of(paths),
            Self::HandoffFor(_) => places_of(&[KeyPath::key(RESERVED_KEY)]),
            Self::Ended(_) => places_of(&[Task::collection()]),
        }
    }

    /// Returns the output, an object for each value, if the condition holds, or else when time alone may change
    /// that.
    ///
    /// # Errors
    /// Fails if the document cannot be read.
    pub fn check(&self, snapshot: &Snapshot, context: &Context<'_>) -> Result<Checked<Vec<Value>>> {
        let (document, now) = (&snapshot.document, context.session.now());
        let next = || match self {
            Self::HandoffFor(_) => next_expiry(document, now),
            Self::Ended(_) => Ok(next_end(Task::all(document)?.iter(), now)),
            Self::Values { .. } => Ok(expiries::next(document, now)),
        };
        Ok(match self.met(snapshot, context)? {
            Some(met) => Checked::Met(met),
            None => Checked::NotYet(next()?),
        })
    }

    fn met(&self, snapshot: &Snapshot, context: &Context<'_>) -> Result<Option<Vec<Value>>> {
        let (paths, test, is_one_enough) = match self {
            Self::Values { paths, test, is_one_enough } => (paths, test, *is_one_enough),
            Self::HandoffFor(agent) => return one(handoff_for(agent, snapshot, context.session)),
            Self::Ended(task) => return one(ended(task, snapshot, context)),
        };
        let mut met = Vec::with_capacity(paths.len());
        for path in paths {
            if passes(path, test, snapshot, context)? {
                met.push(path);
            } else if !is_one_enough {
                return Ok(None);
            }
        }
        if met.is_empty() {
            return Ok(None);
        }
        met.into_iter().map(|path| shown(path, snapshot, context)).collect::<Result<_>>().map(Some)
    }
}

fn one(found: Result<Option<Value>>) -> Result<Option<Vec<Value>>> {
    Ok(found?.map(|value| vec![value]))
}

fn passes(path: &KeyPath, test: &Test, snapshot: &Snapshot, context: &Context<'_>) -> Result<bool> {
    match test {
        Test::Value(ValueTest::Exists) => Ok(snapshot.document.visible(path).is_some()),
        Test::Value(ValueTest::Absent) => Ok(snapshot.document.visible(path).is_none()),
        Test::Value(test) => test.admits(snapshot.document.get(path)),
        Test::ChangedSince(since) => {
            let place = snapshot.document.pointer(path);
            let history = UpTo { history: context.store.as_ref(), last: snapshot.revision };
            // If the log no longer says, the value must be looked at.
            let changed = !matches!(changed_since(&history, &place, *since)?, Changed::Not);
            Ok(snapshot.edited_since || changed)
        }
        Test::Filter(filter) => {
            let view = snapshot.document.visible(path);
            let filter = filter.clone().on(path, "");
            filter.holds(view.map_or_else(|| Ok("null".to_owned()), |view| serde_json::to_string(&view))?)
        }
    }
}

/// What is printed of a path.
fn shown(path: &KeyPath, snapshot: &Snapshot, context: &Context<'_>) -> Result<Value> {
    let value = snapshot.document.visible(path);
    if value.is_some() {
        let hashes = Hashes::of(&snapshot.document, context, false);
        hashes.refuse(path)?;
        hashes.note(context, slice::from_ref(path));
    }
    let (path, rev) = (path.to_string(), snapshot.revision.number());
    Ok(match value {
        Some(value) => with(with(json!({"path": path}), "value", Visible::to_value(&value)), "rev", rev.into()),
        None => json!({"path": path, "rev": rev}),
    })
}

fn handoff_for(agent: &AgentName, snapshot: &Snapshot, session: &Session) -> Result<Option<Value>> {
    let handoff: Option<Handoff> = next_for(&snapshot.document, agent, session.now())?;
    let rev = snapshot.revision.number();
    Ok(handoff
        .map(|handoff| to_value(&handoff).map(|it| with(with(json!({}), "handoff", it), "rev", rev.into())))
        .transpose()?)
}

/// The task as of now; `None` if it is not there yet.
pub(super) fn task_at(id: &Name, snapshot: &Snapshot, context: &Context<'_>) -> Result<Option<Task>> {
    let document = &snapshot.document;
    if document.get(&Task::path(id)).is_none() && revision_of(document, Task::MEMBER, id.as_str()).is_none() {
        return Ok(None);
    }
    Task::find_at(document, context.store.as_ref(), id, context.session.now()).map(Some)
}

fn ended(id: &Name, snapshot: &Snapshot, context: &Context<'_>) -> Result<Option<Value>> {
    let task = task_at(id, snapshot, context)?.filter(|task| task.status.is_end());
    let rev = snapshot.revision.number();
    Ok(task.map(|task| to_value(&task).map(|it| with(with(json!({}), "task", it), "rev", rev.into()))).transpose()?)
}
