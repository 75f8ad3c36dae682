//! Checks that a change does not write to places that its author handed over.

use std::collections::{BTreeSet, HashSet};

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::draft::Draft;
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::patch::Operation;
use crate::json::pointer::{Pointer, array_index};
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
    if owners.all().is_empty() {
        return Ok(Vec::new());
    }
    let mut near: Vec<&Ownership> = Vec::new();
    let of = |indices: BTreeSet<usize>| {
        indices.into_iter().filter_map(|index| owners.all().get(index)).map(|(_, ownership)| ownership)
    };
    for (operation, inverse) in draft.operations().skip(before) {
        let is_mere_order = matches!(operation, Operation::Arrange { .. });
        if is_mere_order || operation.path().tokens().first().is_some_and(|key| key == RESERVED_KEY) {
            continue;
        }
        near.extend(owners.over(operation.path()));
        near.extend(of(owners.others_touched(operation, inverse, draft.document())));
    }
    for place in expiry::changed_ends(draft, before) {
        let mut below = BTreeSet::new();
        owners.places.below(&place, &mut |index| below.extend([index]));
        near.extend(owners.over(&place));
        near.extend(of(below));
    }
    let mut known = HashSet::new();
    near.retain(|ownership| known.insert(ownership.path.as_str()));
    let mut passed_over = Vec::new();
    for ownership in near {
        passed_over.extend(ownership.against(agent, draft.document(), draft.now())?);
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
    /// The ownerships that an operation touches besides that of its place: those of what it changes below,
    /// and of items that it moves.
    fn others_touched(&self, operation: &Operation, inverse: &Operation, document: &Document) -> BTreeSet<usize> {
        let (changed, mut near) = (operation.path(), BTreeSet::new());
        self.places.below(changed, &mut |index| near.extend([index]));
        let item = changed.split_last().and_then(|(array, token)| Some((array, array_index(token)?)));
        if let Some((array, index)) = item
            && document.at(&Pointer::new(array.to_vec())).is_some_and(Value::is_array)
        {
            self.places.behind(array, index, usize::MAX, &mut |index| near.extend([index]));
        }
        near.retain(|index| {
            let Some((owned, _)) = self.all().get(*index) else { return false };
            match owned.tokens().strip_prefix(changed.tokens()) {
                Some([]) => false,
                Some(below) => value_below(operation, below) != value_below(inverse, below),
                None => shifts(operation, owned),
            }
        });
        near
    }
}

/// The value that an operation leaves below its place.
fn value_below<'o>(operation: &'o Operation, below: &[String]) -> Option<&'o Value> {
    match operation {
        Operation::Add { value, .. } | Operation::Replace { value, .. } => Pointer::new(below.to_vec()).get(value),
        _ => None,
    }
}
