//! Which change to undo.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use anyhow::Result;
use serde_json::Value;

use crate::edit::undo::kept::step_back;
use crate::edit::undo::reversal::changes_content;
use crate::error::{Failure, Kind};
use crate::json::pointer::Pointer;
use crate::log::agent::AgentName;
use crate::log::checkout::record;
use crate::log::entry::{Entry, Revision};
use crate::log::history::{History, touches};
use crate::text::shell::shell_quoted;

/// The `op` of its record.
pub(crate) const OP: &str = "undo";

/// The `op` of the record of an undo of an undo.
pub(crate) const REDO: &str = "redo";

/// Which change is undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Revision(Revision),
    /// The last change of this agent, in this session, that is not undone.
    LastOf(AgentName, Option<String>),
    /// The last change of any agent that is not undone.
    Last,
    /// The last undo of this agent, in this session, that is not itself undone.
    LastUndoOf(AgentName, Option<String>),
}

/// Where a change is sought, and what is left out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sought {
    pub passed_over: BTreeSet<Revision>,
    /// The place that it touched, and its path.
    pub at: Option<(Pointer, String)>,
}

impl Sought {
    /// Whether an undo passes over the change: one of another part does not. A change of which a part was taken back
    /// is not undone as a whole, since that part is as it was.
    fn is_undone_by(&self, undo: &Entry) -> bool {
        let part = undo.change.args.get("path").and_then(Value::as_str);
        part.is_none_or(|part| self.at.as_ref().is_none_or(|(_, path)| path == part))
    }

    fn admits(&self, entry: &Entry) -> bool {
        self.at.as_ref().is_none_or(|(place, _)| touches(entry, place))
    }
}

/// Finds the change to undo.
pub(crate) fn choose(history: &dyn History, target: &Target, sought: &Sought) -> Result<Entry> {
    let of = match target {
        Target::Revision(rev) => return record(history, *rev),
        Target::LastOf(agent, session) | Target::LastUndoOf(agent, session) => {
            Some((agent.as_str(), session.as_deref()))
        }
        Target::Last => None,
    };
    let is_redo = matches!(target, Target::LastUndoOf(..));
    let mut elsewhere = None;
    let (mut undone, mut found) = (sought.passed_over.clone(), None);
    history.newest_first(&mut |entry| {
        if undone.contains(&entry.link.rev) {
            return ControlFlow::Continue(());
        }
        let is_undo = entry.change.op == OP;
        if (is_undo && !is_redo) || entry.change.op == REDO {
            let rev = entry.change.args.get("rev").and_then(Value::as_u64).map(Revision::new);
            undone.extend(rev.filter(|_| sought.is_undone_by(&entry)));
            return ControlFlow::Continue(());
        }
        let author = &entry.change.author;
        let is_candidate = is_undo == is_redo && sought.admits(&entry) && changes_content(&entry);
        if of.is_some_and(|(agent, _)| author.agent != agent) || !is_candidate {
            return ControlFlow::Continue(());
        }
        if of.is_some_and(|(_, session)| author.session.as_deref() != session) {
            elsewhere.get_or_insert(entry.link.rev);
            return ControlFlow::Continue(());
        }
        found = Some(entry);
        ControlFlow::Break(())
    })?;
    found.ok_or_else(|| {
        let failure = none_left(history, target, sought);
        match (of, elsewhere) {
            _ if is_redo => failure.hint("ctx log --op undo"),
            (Some((agent, _)), Some(rev)) => {
                let hint = format!("to undo the last change of {agent} in another session: ctx undo {rev}");
                failure.hint(hint).fact("elsewhere", rev.number())
            }
            (Some(_), None) => {
                let at = sought.at.as_ref().map(|(_, path)| format!(" --path {}", shell_quoted(path)));
                let command = format!("ctx undo --any{}", at.unwrap_or_default());
                failure.hint(format!("to undo the last change by any agent: {command}"))
            }
            (None, _) => failure.hint("ctx log"),
        }
        .into()
    })
}

fn none_left(history: &dyn History, target: &Target, sought: &Sought) -> Failure {
    let is_redo = matches!(target, Target::LastUndoOf(..));
    let why = nothing_left(is_redo, sought);
    // A log that cannot be read failed before.
    let passed = passed_over(history, target, Revision::START, Revision::new(u64::MAX)).ok().flatten();
    match passed.filter(|_| sought.at.is_none()) {
        Some(entry) => {
            let (told, hint) = told(&entry);
            Failure::new(Kind::No, format!("{why}; {told}")).hint(hint)
        }
        None => Failure::new(Kind::No, why),
    }
}

/// Finds the newest declaration, a schema or a policy, after `last` and before `from` that an undo passes over. One that came before another undo or redo was
/// told then.
///
/// # Errors
/// Fails if the log cannot be read.
pub fn passed_over(history: &dyn History, target: &Target, last: Revision, from: Revision) -> Result<Option<Entry>> {
    let of = match target {
        Target::LastOf(agent, session) => Some((agent.as_str(), session.as_deref())),
        Target::Last => None,
        Target::Revision(_) | Target::LastUndoOf(..) => return Ok(None),
    };
    let mut found = None;
    history.newest_first(&mut |entry| {
        let (op, author) = (entry.change.op.as_str(), &entry.change.author);
        if entry.link.rev <= last {
            return ControlFlow::Break(());
        }
        if entry.link.rev >= from || of.is_some_and(|of| of != (author.agent.as_str(), author.session.as_deref())) {
            return ControlFlow::Continue(());
        }
        if op == OP || op == REDO {
            return ControlFlow::Break(());
        }
        if op.starts_with("schema.") || op.starts_with("policy.") {
            found = Some(entry);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// That a declaration is not taken back, and what takes it back.
#[must_use]
pub fn told(entry: &Entry) -> (String, String) {
    (format!("revision {} ({}) is not undone by undo", entry.link.rev, entry.change.op), step_back(entry))
}

fn nothing_left(is_redo: bool, sought: &Sought) -> String {
    match &sought.at {
        _ if is_redo => "there is no undo left to take back".to_owned(),
        Some((_, path)) => format!("there is no change of {path} left to undo"),
        None => "there is no change left to undo".to_owned(),
    }
}
