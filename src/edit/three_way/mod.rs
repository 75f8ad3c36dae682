//! Merging three ways: what changed between a base and theirs is carried over what
//! changed between the base and ours.
//!
//! Objects are merged member by member. Everything else is a value: arrays too, unless a
//! policy says otherwise. Missing and null are two different things.

mod carry;
mod conflict;
mod input;
mod kept;
mod settle;

pub use crate::edit::three_way::carry::{carry, note_carried};
pub use crate::edit::three_way::conflict::{Conflict, listed};
pub use crate::edit::three_way::input::{Input, OnConflict};

use crate::edit::three_way::kept::merge_kept;
use serde_json::{Map, Value};

use crate::json::JsonError;
use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::pointer::Pointer;
use crate::kept::policy::{MergePolicy, Policies};

/// One place in three states; `None` where nothing is.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'v> {
    pub base: Option<&'v Value>,
    pub ours: Option<&'v Value>,
    pub theirs: Option<&'v Value>,
}

/// What three states come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// What is at the place now; at each conflict, ours.
    pub value: Option<Value>,
    pub conflicts: Vec<Conflict>,
}

/// Merges what is at `place`, which tells what policies stand for.
#[must_use]
pub fn merge(place: &Pointer, sides: Sides<'_>, policies: &Policies) -> Merged {
    let mut walk = Walk { policies, place: place.tokens().to_vec(), conflicts: Vec::new() };
    let value = walk.merge(sides);
    Merged { value, conflicts: walk.conflicts }
}

/// Merges whole documents, by the policies of ours, and what ctx keeps in them.
///
/// # Errors
/// Those of [`Policies::of`].
pub fn merge_documents(
    base: &Document,
    ours: &Document,
    theirs: &Document,
) -> anyhow::Result<(Document, Vec<Conflict>)> {
    let [of_base, of_ours, of_theirs] = [base, ours, theirs].map(Document::reserved);
    let Merged { value: stands, conflicts: mut all } =
        merge_kept(Sides { base: of_base, ours: of_ours, theirs: of_theirs });
    // All three have what stands, so that it merges to itself, in its place.
    let with_it = |document: &Document| {
        let mut root = document.to_value();
        if let Value::Object(members) = &mut root {
            match &stands {
                Some(value) => drop(members.insert(RESERVED_KEY.to_owned(), value.clone())),
                None => drop(members.shift_remove(RESERVED_KEY)),
            }
        }
        root
    };
    let (base, our_root, theirs) = (with_it(base), with_it(ours), with_it(theirs));
    let sides = Sides { base: Some(&base), ours: Some(&our_root), theirs: Some(&theirs) };
    let Merged { value, conflicts } = merge(&Pointer::default(), sides, &Policies::of(ours)?);
    // Three objects merge into one.
    let document = Document::try_from(value.unwrap_or_default()).map_err(|e: JsonError| anyhow::anyhow!(e))?;
    all.extend(conflicts);
    Ok((document, all))
}

struct Walk<'p> {
    policies: &'p Policies,
    place: Vec<String>,
    conflicts: Vec<Conflict>,
}

impl Walk<'_> {
    fn merge(&mut self, sides: Sides<'_>) -> Option<Value> {
        let Sides { base, ours, theirs } = sides;
        if ours == base {
            return theirs.cloned();
        }
        if theirs == base {
            return ours.cloned();
        }
        if let (Some(Value::Object(ours)), Some(Value::Object(theirs))) = (ours, theirs) {
            let none = Map::new();
            let base = base.and_then(Value::as_object).unwrap_or(&none);
            return Some(self.merge_members(base, ours, theirs).into());
        }
        let policy = self.policies.over(&self.place).map(|declared| declared.merge);
        if ours == theirs && !policy.is_some_and(MergePolicy::counts_both) {
            return ours.cloned();
        }
        let combined = match (policy, ours, theirs) {
            (Some(MergePolicy::Replace), _, _) => return theirs.cloned(),
            (Some(policy), Some(ours), Some(theirs)) => policy.combine(base, ours, theirs),
            _ => None,
        };
        if combined.is_none() && ours != theirs {
            let [base, ours, theirs] = [base, ours, theirs].map(Option::<&Value>::cloned);
            self.conflicts.push(Conflict { place: Pointer::new(self.place.clone()), base, ours, theirs });
        }
        combined.or_else(|| ours.cloned())
    }

    /// Ours in their order, and then what is new of theirs in its order.
    fn merge_members(
        &mut self,
        base: &Map<String, Value>,
        ours: &Map<String, Value>,
        theirs: &Map<String, Value>,
    ) -> Map<String, Value> {
        let new = theirs.keys().filter(|key| !ours.contains_key(*key));
        let mut merged = Map::new();
        for key in ours.keys().chain(new) {
            self.place.push(key.clone());
            let value = self.merge(Sides { base: base.get(key), ours: ours.get(key), theirs: theirs.get(key) });
            self.place.pop();
            if let Some(value) = value {
                merged.insert(key.clone(), value);
            }
        }
        merged
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of_objects(base: &Value, ours: &Value, theirs: &Value) -> (Value, Vec<String>) {
        let sides = Sides { base: Some(base), ours: Some(ours), theirs: Some(theirs) };
        let Merged { value, conflicts } = merge(&Pointer::default(), sides, &Policies::default());
        (value.unwrap(), conflicts.iter().map(|conflict| conflict.place.to_string()).collect())
    }

    #[test]
    fn what_either_side_changed_is_in_the_result() {
        for (base, ours, theirs, merged) in [
            (json!({"a": 1, "b": 1}), json!({"a": 2, "b": 1}), json!({"a": 1, "b": 2}), json!({"a": 2, "b": 2})),
            (json!({"a": 1}), json!({}), json!({"a": 1, "b": 1}), json!({"b": 1})),
            (json!({"a": 1, "b": 1}), json!({"b": 1}), json!({"a": 1}), json!({})),
            (json!({}), json!({"o": {"x": 1}}), json!({"o": {"y": 1}}), json!({"o": {"x": 1, "y": 1}})),
            (json!({"a": 1}), json!({"a": 2}), json!({"a": 2}), json!({"a": 2})),
            (json!({"a": 1}), json!({}), json!({}), json!({})),
            (json!({"a": null}), json!({"a": null, "b": 1}), json!({}), json!({"b": 1})),
            (json!({"l": [1]}), json!({"l": [1]}), json!({"l": [2]}), json!({"l": [2]})),
        ] {
            assert_eq!(of_objects(&base, &ours, &theirs), (merged, Vec::new()));
        }
    }

    #[test]
    fn where_both_changed_something_differently_ours_is_kept_and_the_place_named() {
        for (base, ours, theirs, place) in [
            (json!({"a": 1}), json!({"a": 2}), json!({"a": 3}), "/a"),
            (json!({"a": 1}), json!({"a": 2}), json!({}), "/a"),
            (json!({"a": 1}), json!({}), json!({"a": 2}), "/a"),
            (json!({}), json!({"a": null}), json!({"a": 1}), "/a"),
            (json!({"a": 1}), json!({"a": null}), json!({}), "/a"),
            (json!({"l": [1]}), json!({"l": [1, 2]}), json!({"l": [1, 3]}), "/l"),
            (json!({"o": {"x": 1, "y": 1}}), json!({"o": {"x": 2, "y": 1}}), json!({"o": {"x": 3, "y": 1}}), "/o/x"),
            (json!({"o": {"x": 1}}), json!({"o": {"x": 2}}), json!({"o": 1}), "/o"),
            (json!({"n": 1.0}), json!({"n": 2.0}), json!({"n": 2}), "/n"),
        ] {
            assert_eq!(of_objects(&base, &ours, &theirs), (ours, vec![place.to_owned()]));
        }
    }

    #[test]
    fn what_ctx_keeps_is_ours_unless_only_they_changed_it() {
        let document = |kept: u64, a: u64| Document::try_from(json!({"_ctx": {"n": kept}, "a": a})).unwrap();
        let merged = |base, ours, theirs| merge_documents(&base, &ours, &theirs).unwrap();
        let (document_of_both, conflicts) = merged(document(1, 1), document(2, 1), document(3, 2));
        assert_eq!((document_of_both, conflicts.len()), (document(2, 2), 1));
        assert_eq!(conflicts[0].place.to_string(), "/_ctx/n");
        assert_eq!(merged(document(1, 1), document(1, 2), document(3, 1)), (document(3, 2), Vec::new()));
        let none = Document::default();
        assert_eq!(merged(none.clone(), none, document(1, 1)), (document(1, 1), Vec::new()));
    }

    #[test]
    fn what_is_kept_about_values_goes_with_them() {
        let document = |kept: Value| Document::try_from(json!({"_ctx": kept})).unwrap();
        let ours = document(json!({"expiries": {"a": "1"}, "tags": {"v1": {"rev": 1}}}));
        let theirs = document(json!({"expiries": {"b": "2"}, "policies": {"n": {"merge": "sum"}}}));
        let merged = merge_documents(&Document::default(), &ours, &theirs).unwrap();
        let both =
            json!({"expiries": {"a": "1", "b": "2"}, "tags": {"v1": {"rev": 1}}, "policies": {"n": {"merge": "sum"}}});
        assert_eq!(merged, (document(both), Vec::new()));
    }
}
