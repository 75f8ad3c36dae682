//! Checks that a change writes only what its author may write.

use std::collections::HashSet;

use anyhow::Result;
use serde_json::{Value, json};

use crate::draft::Draft;
use crate::error::{Failure, Kind};
use crate::json::document::Document;
use crate::json::glob::Glob;
use crate::json::key_path::KeyPath;
use crate::json::patch::Operation;
use crate::json::pointer::{Pointer, array_index};
use crate::json::projection::Projection;
use crate::kept::access::allowed::{Access, Side};
use crate::kept::access::compared::{Search, is_free};
use crate::kept::access::rule::Rule;
use crate::kept::collection::Kept as _;
use crate::kept::expiry;
use crate::log::agent::{Addressee, AgentName};
use crate::text::shell::shell_quoted;

/// How many places a record of a forced change names.
const RECORDED: usize = 20;

/// How many patterns a message names.
const NAMED: usize = 5;

/// Checks the operations of a draft after the first `before`, by the rules as they were before the change. With
/// `force`, returns what was not allowed, for the record.
///
/// # Errors
/// Refused if `agent` may not write something that the change touches.
pub fn check(draft: &mut Draft<'_>, before: usize, agent: &AgentName, force: bool) -> Result<Vec<Value>> {
    if draft.operations().nth(before).is_none() {
        return Ok(Vec::new());
    }
    let access = match access_before(draft, before, agent) {
        Err(why) if force => return Ok(vec![unjudged(&why)]),
        access => access?,
    };
    let Side::Only(globs, of) = access.write else { return Ok(Vec::new()) };
    draft.settle();
    let side = Side::Only(globs, of.clone());
    let found = not_allowed(draft, before, &side)?;
    let Some(first) = found.first() else { return Ok(Vec::new()) };
    if !force {
        return Err(refusal(first, found.len(), agent, &side).into());
    }
    Ok(found.iter().take(RECORDED).map(|path| json!({"path": path.to_string(), "access": of.to_string()})).collect())
}

/// What the agent could do before the change: a change does not lift the rule that forbids it.
fn access_before(draft: &Draft<'_>, before: usize, agent: &AgentName) -> Result<Access> {
    let rules = Rule::collection().pointer_in(&Value::Null);
    let meets =
        |place: &Pointer| place.tokens().starts_with(rules.tokens()) || rules.tokens().starts_with(place.tokens());
    if !draft.operations().skip(before).any(|(operation, _)| meets(operation.path())) {
        return Access::of(draft.document(), agent);
    }
    let mut projection = Projection::default();
    projection.add(&rules);
    let (old, _) = draft.touched(before, projection)?;
    Access::of(&old, agent)
}

/// What was forced without a judgement: a newer ctx made the rule, say.
fn unjudged(why: &anyhow::Error) -> Value {
    json!({"path": Rule::collection().to_string(), "access": Value::Null, "unjudged": why.root_cause().to_string()})
}

/// The paths of what a change touches and `side` does not allow.
fn not_allowed(draft: &Draft<'_>, before: usize, side: &Side) -> Result<Vec<KeyPath>> {
    let mut search = Search::new(side);
    let document = draft.document();
    if !draft.operations().skip(before).all(|(operation, _)| is_within(operation, document, side)) {
        let (old, new) = draft.touched(before, Projection::default())?;
        // Both are what the change touches.
        search.compare(Some(old.tree()), Some(new.tree()));
    }
    for end in expiry::changed_ends(draft, before) {
        search.look_at(document.path(&end));
    }
    let mut known = HashSet::new();
    search.found.retain(|path| known.insert(path.clone()));
    Ok(search.found)
}

/// Whether an operation plainly changes nothing but what is allowed. An item of an array moves others.
fn is_within(operation: &Operation, document: &Document, side: &Side) -> bool {
    let place = operation.path();
    let Some((parents, last)) = place.split_last() else { return false };
    if is_free(place.tokens()) {
        return true;
    }
    let above = document.path(&Pointer::new(parents.to_vec()));
    let is_item = array_index(last).is_some();
    (!above.is_root() && side.allows(&above)) || (!is_item && side.allows(&document.path(place)))
}

fn refusal(path: &KeyPath, count: usize, agent: &AgentName, side: &Side) -> Failure {
    let Side::Only(globs, of) = side else { return Failure::new(Kind::Refused, String::new()) };
    let more = if count > 1 { format!(" (and {} more)", count - 1) } else { String::new() };
    let allowed = listed(globs);
    let whose = match of {
        Addressee::Anyone => "by the rule for all agents without one".to_owned(),
        Addressee::Agent(name) => format!("by the rule for {name}"),
    };
    Failure::new(Kind::Refused, format!("{path}{more}: {agent} may write {allowed}, {whose}"))
        .fact("path", path.to_string())
        .fact("agent", agent.as_str())
        .fact("rule", of.to_string())
        .fact("allowed", globs.iter().map(Glob::to_string).collect::<Vec<_>>())
        .hint(format!("ctx policy access {}", shell_quoted(agent.as_str())))
        .hint("--force writes it anyway, and the record says so")
}

/// Patterns in a sentence.
fn listed(globs: &[Glob]) -> String {
    let named: Vec<String> = globs.iter().take(NAMED).map(Glob::to_string).collect();
    match globs.len().saturating_sub(NAMED) {
        _ if globs.is_empty() => "nothing".to_owned(),
        0 => format!("only {}", named.join(", ")),
        more => format!("only {} and {more} more", named.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::entry::Revision;
    use crate::log::history::NoHistory;

    #[test]
    fn a_rule_that_cannot_be_read_stops_whom_it_is_for_unless_they_force_it() {
        let later = json!({"a": 1, "_ctx": {"access": {"*": {"write": ["a"], "later": 1}, "lead": {"write": ["."]}}}});
        let document = Document::try_from(later).unwrap();
        let mut draft = Draft::new(document, Revision::START, chrono::DateTime::UNIX_EPOCH, &NoHistory);
        draft.set(&KeyPath::key("a"), json!(2)).unwrap();
        let mut check = |agent: &str, force| check(&mut draft, 0, &agent.parse().unwrap(), force);
        assert!(check("coder", false).unwrap_err().to_string().starts_with("_ctx.access.* is not a rule of access"));
        assert_eq!(check("coder", true).unwrap()[0]["path"], "_ctx.access");
    }
}
