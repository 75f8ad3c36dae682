//! What differs between two values, as a patch.

use serde_json::Value;

use crate::json::patch::{Operation, Patch};
use crate::json::pointer::Pointer;

/// The operations that turn `old` into `new`, objects member by member.
#[must_use]
pub fn difference(old: &Value, new: &Value) -> Patch {
    let mut operations = Vec::new();
    collect_difference(&Pointer::default(), old, new, &mut operations);
    Patch(operations)
}

fn collect_difference(at: &Pointer, old: &Value, new: &Value, into: &mut Vec<Operation>) {
    let (Value::Object(old_members), Value::Object(new_members)) = (old, new) else {
        if old != new {
            into.push(Operation::Replace { path: at.clone(), value: new.clone() });
        }
        return;
    };
    for key in old_members.keys().filter(|key| !new_members.contains_key(*key)) {
        into.push(Operation::Remove { path: at.child(key) });
    }
    for (key, value) in new_members {
        match old_members.get(key) {
            Some(old) => collect_difference(&at.child(key), old, value, into),
            None => into.push(Operation::Add { path: at.child(key), value: value.clone() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_difference_of_two_values_leads_from_one_to_the_other() {
        let (old, new) = (json!({"a": 1, "b": {"c": 1, "d": [1]}}), json!({"b": {"c": 2, "d": [1]}, "e": {}}));
        let patch = difference(&old, &new);
        assert_eq!(patch.0.len(), 3);
        let mut value = old;
        patch.apply(&mut value).unwrap();
        assert_eq!(value, new);
    }
}
