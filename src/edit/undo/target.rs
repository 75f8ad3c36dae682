//! Which change to undo.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use anyhow::Result;
use serde_json::Value;

use crate::edit::undo::reversal::changes_content;
use crate::error::{Failure, Kind};
use crate::log::agent::AgentName;
use crate::log::checkout::record;
use crate::log::entry::{Entry, Revision};
use crate::log::history::History;

/// The `op` of its record.
pub(crate) const OP: &str = "undo";

/// Which change is undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Revision(Revision),
    /// The last change of this agent, in this session, that is not undone.
    LastOf(AgentName, Option<String>),
    /// The last change of any agent that is not undone.
    Last,
}

/// Finds the change to undo, without those that are `passed_over`.
pub(crate) fn choose(history: &dyn History, target: &Target, passed_over: &BTreeSet<Revision>) -> Result<Entry> {
    let of = match target {
        Target::Revision(rev) => return record(history, *rev),
        Target::LastOf(agent, session) => Some((agent.as_str(), session.as_deref())),
        Target::Last => None,
    };
    let mut elsewhere = None;
    let (mut undone, mut found) = (passed_over.clone(), None);
    history.newest_first(&mut |entry| {
        if undone.contains(&entry.link.rev) {
            return ControlFlow::Continue(());
        }
        if entry.change.op == OP {
            undone.extend(entry.change.args.get("rev").and_then(Value::as_u64).map(Revision::new));
            return ControlFlow::Continue(());
        }
        let author = &entry.change.author;
        if of.is_some_and(|(agent, _)| author.agent != agent) || !changes_content(&entry) {
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
        let failure = Failure::new(Kind::No, "there is no change left to undo");
        match (of, elsewhere) {
            (Some((agent, _)), Some(rev)) => {
                let hint = format!("to undo the last change of {agent} in another session: ctx undo {rev}");
                failure.hint(hint).fact("elsewhere", rev.number())
            }
            (Some(_), None) => failure.hint("to undo the last change by any agent: ctx undo --any"),
            (None, _) => failure.hint("ctx log"),
        }
        .into()
    })
}
