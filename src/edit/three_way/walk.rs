//! Three-way merge of values.

use serde_json::{Map, Value};

use crate::edit::three_way::conflict::Conflict;
use crate::json::pointer::Pointer;
use crate::kept::policy::{MergePolicy, Policies};

/// A place in three states. `None` means no value.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'v> {
    pub base: Option<&'v Value>,
    pub ours: Option<&'v Value>,
    pub theirs: Option<&'v Value>,
}

/// The result of a merge.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The merged value. At each conflict it is ours.
    pub value: Option<Value>,
    pub conflicts: Vec<Conflict>,
}

/// Merges three states of `place`, by the policies for it.
#[must_use]
pub fn merge(place: &Pointer, sides: Sides<'_>, policies: &Policies) -> Merged {
    let mut walk = Walk { policies, place: place.tokens().to_vec(), conflicts: Vec::new() };
    let value = walk.merge(sides);
    Merged { value, conflicts: walk.conflicts }
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

    /// Our members in their order, followed by their new ones.
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
}
