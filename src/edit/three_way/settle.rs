//! Settles conflicts: decides whose value wins.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::rc::Rc;

use anyhow::Result;
use serde_json::{Value, json};

use crate::draft::Draft;
use crate::edit::three_way::conflict::{Conflict, SideNames, listed};
use crate::edit::three_way::input::{Input, OnConflict};
use crate::error::{Failure, Kind};
use crate::json::key_path::KeyPath;
use crate::kept::authority::Authority;
use crate::kept::redaction::Redacted;
use crate::log::entry::{Entry, Revision};
use crate::log::place_index::PlaceIndex;
use crate::text::shell::shell_word;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Ours,
    Theirs,
}

impl Side {
    fn word(self) -> &'static str {
        match self {
            Self::Ours => SideNames::OF_CHANGE.ours,
            Self::Theirs => SideNames::OF_CHANGE.theirs,
        }
    }
}

/// A conflict, and whose value wins.
pub struct Settled {
    pub conflict: Conflict,
    pub taken: Side,
    /// The agent whose rank decided for ours.
    by: Option<String>,
}

impl Settled {
    pub fn to_json(&self) -> Value {
        let mut settled = json!({"path": self.conflict.path().to_string(), "taken": self.taken.word()});
        if let (Some(by), Some(members)) = (&self.by, settled.as_object_mut()) {
            members.insert("by".to_owned(), by.as_str().into());
        }
        settled
    }
}

/// Settles conflicts as the input asks.
///
/// # Errors
/// Conflict if some are not settled, with their values and who changed ours. Also as
/// [`Authority::of`].
pub fn settle(draft: &Draft<'_>, input: &Input<'_>, conflicts: Vec<Conflict>) -> Result<Vec<Settled>> {
    let all = |taken: Side| conflicts.iter().cloned().map(|conflict| Settled { conflict, taken, by: None }).collect();
    match input.on_conflict {
        _ if conflicts.is_empty() => return Ok(Vec::new()),
        Some(OnConflict::Keep) => return Ok(all(Side::Ours)),
        Some(OnConflict::Replace) => return Ok(all(Side::Theirs)),
        Some(OnConflict::Authority) | None => {}
    }
    let authority = match input.on_conflict {
        Some(OnConflict::Authority) => Authority::of(draft.document())?,
        _ => Authority::default(),
    };
    let changed = changed_since(draft, &conflicts, input.since, &authority)?;
    let (mut settled, mut open) = (Vec::new(), Vec::new());
    for (conflict, changed) in conflicts.into_iter().zip(changed) {
        let (ours, theirs) = (changed.highest.as_str(), input.agent.as_str());
        if authority.ranks_above(ours, theirs) {
            settled.push(Settled { conflict, taken: Side::Ours, by: Some(changed.highest) });
        } else if authority.ranks_above(theirs, ours) {
            settled.push(Settled { conflict, taken: Side::Theirs, by: None });
        } else {
            open.push((conflict, changed));
        }
    }
    if open.is_empty() { Ok(settled) } else { Err(unsettled(input, &open, draft).into()) }
}

/// Who changed a place since the base.
#[derive(Clone, Default)]
struct ChangedBy {
    last: Option<Rc<Entry>>,
    /// The highest-ranking agent of all that changed it: the present value may come from any of
    /// them.
    highest: String,
}

impl ChangedBy {
    fn is_by_the_last(&self) -> bool {
        self.last.as_ref().is_none_or(|entry| entry.change.author.agent == self.highest)
    }
}

/// Finds who changed each place, in one pass over the records.
fn changed_since(
    draft: &Draft<'_>,
    conflicts: &[Conflict],
    since: Revision,
    authority: &Authority,
) -> Result<Vec<ChangedBy>> {
    let mut found = vec![ChangedBy::default(); conflicts.len()];
    let places: PlaceIndex = conflicts.iter().map(|conflict| &conflict.place).collect();
    let mut unknown = conflicts.len();
    draft.history().newest_first(&mut |entry| {
        if entry.link.rev <= since || (authority.agents().is_empty() && unknown == 0) {
            return ControlFlow::Break(());
        }
        let entry = Rc::new(entry);
        let mut touched: BTreeSet<usize> = BTreeSet::new();
        places.touched(&entry, usize::MAX, &mut |index| touched.extend([index]));
        for index in touched {
            let Some(changed) = found.get_mut(index) else { continue };
            let agent = &entry.change.author.agent;
            unknown -= usize::from(changed.last.is_none());
            if changed.last.is_none() || authority.ranks_above(agent, &changed.highest) {
                changed.highest.clone_from(agent);
            }
            changed.last.get_or_insert_with(|| Rc::clone(&entry));
        }
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

fn unsettled(input: &Input<'_>, open: &[(Conflict, ChangedBy)], draft: &Draft<'_>) -> Failure {
    let (now, redacted) = (draft.base(), Redacted::of_any(&[input.base, draft.document()]));
    let lines: Vec<String> = open
        .iter()
        .map(|(conflict, changed)| conflict.line(SideNames::OF_CHANGE, changed.last.as_deref(), &redacted))
        .collect();
    let facts: Vec<Value> = open
        .iter()
        .map(|(conflict, changed)| conflict.to_json(SideNames::OF_CHANGE, changed.last.as_deref(), &redacted))
        .collect();
    let since = input.since;
    let why = listed(&lines, &format!("with what changed since revision {since}"));
    let failure = Failure::new(Kind::Conflict, why)
        .fact("conflicts", facts)
        .fact("base", since.number())
        .fact("rev", now.number());
    let failure = match input.on_conflict {
        Some(OnConflict::Authority) => {
            let before = open.iter().find(|(_, changed)| !changed.is_by_the_last());
            let too =
                before.map(|(conflict, changed)| format!("{} changed {} too, and ", changed.highest, conflict.path()));
            failure.hint(format!("{}neither agent ranks above the other: ctx authority", too.unwrap_or_default()))
        }
        _ => failure.hint("to resolve them: --on-conflict keep (what is there), replace (what you bring) or authority"),
    };
    let first = open.first().map_or_else(KeyPath::root, |(conflict, _)| conflict.path());
    failure.hint(format!("ctx log --since {since} --path {}", shell_word(&first)))
}
