//! Checks that a change does not write to places that its author handed over.

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::draft::Draft;
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::patch::Operation;
use crate::json::pointer::Pointer;
use crate::kept::expiry;
use crate::kept::ownership::owners::{Owners, Ownership};
use crate::log::agent::AgentName;
use crate::log::history::shifts;

/// Checks the operations of a draft after the first `before`. With `force`, returns the ownerships
/// that they override, for the record.
///
/// # Errors
/// Conflict if `agent` handed the place over.
pub fn check(draft: &Draft<'_>, before: usize, agent: &AgentName, force: bool) -> Result<Vec<Value>> {
    let owners = Owners::of(draft.document())?;
    if owners.0.is_empty() {
        return Ok(Vec::new());
    }
    let mut passed_over: Vec<&Ownership> = Vec::new();
    for (operation, inverse) in draft.operations().skip(before) {
        let is_mere_order = matches!(operation, Operation::Arrange { .. });
        if is_mere_order || operation.path().tokens().first().is_some_and(|key| key == RESERVED_KEY) {
            continue;
        }
        for ownership in owners.touched(operation, inverse, draft.document()) {
            if ownership.former.contains(agent) && !passed_over.contains(&ownership) {
                passed_over.push(ownership);
            }
        }
    }
    for place in expiry::changed_ends(draft, before) {
        let below = owners.0.iter().filter(|(owned, _)| *owned != place && owned.tokens().starts_with(place.tokens()));
        for ownership in owners.over(&place).into_iter().chain(below.map(|(_, ownership)| ownership)) {
            if ownership.former.contains(agent) && !passed_over.contains(&ownership) {
                passed_over.push(ownership);
            }
        }
    }
    match passed_over.first() {
        Some(ownership) if !force => {
            Err(ownership.conflict("").hint("--force writes it anyway, and the record says so").into())
        }
        _ => Ok(passed_over.iter().map(|o| json!({"path": o.path, "owner": o.owner})).collect()),
    }
}

/// Adds what was forced to the `args` of a record. It replaces the `true` of a handoff that may
/// return, which the handoff itself says too.
pub fn note_forced(args: &mut Value, forced: Vec<Value>) {
    if forced.is_empty() {
        return;
    }
    if !args.is_object() {
        let held = args.take();
        let members = if held.is_null() { Map::new() } else { Map::from_iter([("args".to_owned(), held)]) };
        *args = members.into();
    }
    if let Value::Object(members) = args {
        members.insert("forced".to_owned(), forced.into());
    }
}

impl Owners {
    /// The ownerships that an operation touches: those of its place, of what it changes below, and
    /// of items that it moves.
    fn touched<'o>(
        &'o self,
        operation: &'o Operation,
        inverse: &'o Operation,
        document: &'o Document,
    ) -> impl Iterator<Item = &'o Ownership> {
        let changed = operation.path();
        let moves_items = changed
            .split_last()
            .is_some_and(|(parents, _)| document.at(&Pointer::new(parents.to_vec())).is_some_and(Value::is_array));
        let others = self.0.iter().filter(move |(owned, _)| match owned.tokens().strip_prefix(changed.tokens()) {
            Some([]) => false,
            Some(below) => value_below(operation, below) != value_below(inverse, below),
            None => moves_items && shifts(operation, owned),
        });
        self.over(changed).into_iter().chain(others.map(|(_, ownership)| ownership))
    }
}

/// The value that an operation leaves below its place.
fn value_below<'o>(operation: &'o Operation, below: &[String]) -> Option<&'o Value> {
    match operation {
        Operation::Add { value, .. } | Operation::Replace { value, .. } => Pointer::new(below.to_vec()).get(value),
        _ => None,
    }
}
