//! What differs between two documents, place by place.

use serde_json::Value;

use crate::json::RESERVED_KEY;
use crate::json::document::Document;
use crate::json::document::reach::Reached;
use crate::json::key_path::{KeyPath, Segment};
use crate::json::patch::{Operation, Patch};
use crate::json::redaction_hash::is_hash;

/// One place that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub path: KeyPath,
    /// What was there, if anything.
    pub old: Option<Value>,
    /// What is there instead, if anything.
    pub new: Option<Value>,
}

impl Difference {
    fn operation(&self) -> Operation {
        let path = self.path.pointer_in(&Value::Null);
        match (&self.old, &self.new) {
            (None, Some(value)) => Operation::Add { path, value: value.clone() },
            (Some(_), Some(value)) => Operation::Replace { path, value: value.clone() },
            (_, None) => Operation::Remove { path },
        }
    }
}

/// The patch (RFC 6902) that makes these differences, which stand in its order.
#[must_use]
pub fn patch(differences: &[Difference]) -> Patch {
    Patch(differences.iter().map(Difference::operation).collect())
}

/// What differs at `path` and below it. Where it is missing on one side, the whole of the
/// first step to it that is missing is the difference. The top leaves out what ctx keeps,
/// unless all is asked for.
#[must_use]
pub fn compare(old: &Document, new: &Document, path: &KeyPath, all: bool) -> Vec<Difference> {
    let mut found = Vec::new();
    let place = reachable(&reachable(&new.path(&new.pointer(path)), old), new);
    // Of whole documents all is compared.
    let value = |document| if place.is_root() { Some(Document::tree(document)) } else { document.get(&place) };
    match (value(old), value(new)) {
        (Some(old), Some(new)) => collect(&place, old, new, all, &mut found),
        (None, None) => {}
        (old, new) => found.push(Difference { path: place, old: old.cloned(), new: new.cloned() }),
    }
    found
}

/// The path up to its first step that leads to nothing; up to what should hold it, if that is
/// an array and an item there would not be its next, or an object and the step is an index.
fn reachable(path: &KeyPath, document: &Document) -> KeyPath {
    let (steps, held) = document.reach(path);
    let Some(missing) = path.segments().get(steps) else { return path.clone() };
    let is_next = match held {
        Reached::Object => !matches!(missing, Segment::Index(_)),
        Reached::Array(len) => missing.index_in(len) == Some(len),
        Reached::Value(_) | Reached::Scalar(_) => false,
    };
    KeyPath::new(path.segments().iter().take(steps + usize::from(is_next)).cloned().collect())
}

fn collect(at: &KeyPath, old: &Value, new: &Value, all: bool, found: &mut Vec<Difference>) {
    match (old, new) {
        // A hash stands for a value, and what stands for it is not a place of its own.
        (Value::Object(old_members), Value::Object(new_members)) if !is_hash(old) && !is_hash(new) => {
            let is_shown = |key: &&String| all || !at.is_root() || *key != RESERVED_KEY;
            let child = |key: &String| at.child(Segment::Key(key.clone()));
            for (key, old) in old_members.iter().filter(|(key, _)| is_shown(key) && !new_members.contains_key(*key)) {
                found.push(Difference { path: child(key), old: Some(old.clone()), new: None });
            }
            for (key, new) in new_members.iter().filter(|(key, _)| is_shown(key)) {
                match old_members.get(key) {
                    Some(old) => collect(&child(key), old, new, all, found),
                    None => found.push(Difference { path: child(key), old: None, new: Some(new.clone()) }),
                }
            }
        }
        (Value::Array(old), Value::Array(new)) => collect_items(at, old, new, found),
        (old, new) if old == new => {}
        (old, new) => {
            found.push(Difference { path: at.clone(), old: Some(old.clone()), new: Some(new.clone()) });
        }
    }
}

/// What both begin with and end with is the same; between that, item is held against item,
/// and the longer side has the rest.
fn collect_items(at: &KeyPath, old: &[Value], new: &[Value], found: &mut Vec<Difference>) {
    let same = |pairs: &mut dyn Iterator<Item = (&Value, &Value)>| pairs.take_while(|(a, b)| a == b).count();
    let before = same(&mut old.iter().zip(new));
    let shorter = old.len().min(new.len());
    let behind = same(&mut old.iter().rev().zip(new.iter().rev())).min(shorter - before);
    let item = |index: usize| at.child(Segment::Index(index));
    for (index, (old, new)) in old.iter().zip(new).enumerate().take(shorter - behind).skip(before) {
        collect(&item(index), old, new, true, found);
    }
    // From the end, so that no item moves before its turn.
    for (index, old) in old.iter().enumerate().take(old.len() - behind).skip(shorter - behind).rev() {
        found.push(Difference { path: item(index), old: Some(old.clone()), new: None });
    }
    for (index, new) in new.iter().enumerate().take(new.len() - behind).skip(shorter - behind) {
        found.push(Difference { path: item(index), old: None, new: Some(new.clone()) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The places that differ, after checking that the patch leads from one to the other.
    fn differing(old: Value, new: Value, path: &str) -> Vec<String> {
        let (mut old, new) = (Document::try_from(old).unwrap(), Document::try_from(new).unwrap());
        let path: KeyPath = path.parse().unwrap();
        let found = compare(&old, &new, &path, false);
        old.apply(&patch(&found)).unwrap();
        assert_eq!(old.get(&path), new.get(&path));
        found.iter().map(|d| d.path.to_string()).collect()
    }

    #[test]
    fn items_of_arrays_that_moved_are_not_taken_for_changed() {
        let list = |items: Value| json!({ "list": items });
        for (old, new, places) in [
            (json!([1, 2, 3]), json!([1, 2, 3, 4, 5]), &["list[3]", "list[4]"][..]),
            (json!([1, 2, 3, 4]), json!([1, 4]), &["list[2]", "list[1]"]),
            (json!([1, 2]), json!([0, 1, 2]), &["list[0]"]),
            (json!([1, {"a": 1, "b": 2}, 3]), json!([1, {"a": 9, "b": 2}, 3]), &["list[1].a"]),
            (json!([1, 1]), json!([1]), &["list[1]"]),
            (json!([1, 2, 3]), json!([]), &["list[2]", "list[1]", "list[0]"]),
            (json!([]), json!([]), &[]),
        ] {
            assert_eq!(differing(list(old), list(new), "."), places);
        }
    }

    #[test]
    fn a_path_that_is_missing_on_one_side_differs_from_its_first_missing_step_on() {
        assert_eq!(differing(json!({}), json!({"a": {"b": {"c": 1}}}), "a.b.c"), ["a"]);
        assert_eq!(differing(json!({"a": {"b": 1, "x": 1}}), json!({"a": {"x": 2}}), "a.b"), ["a.b"]);
        assert_eq!(differing(json!({"l": [1]}), json!({"l": [1, 2, 3]}), "l[2]"), ["l[1]", "l[2]"]);
        assert_eq!(differing(json!({"a": 1}), json!({"a": {"b": 1}}), "a.b"), ["a"]);
        for (object, array) in [(json!({}), json!([1])), (json!({"0": 1}), json!([1])), (json!({"0": 1}), json!([]))] {
            let [object, array] = [object, array].map(|value| json!({ "l": value }));
            for path in ["l[0]", "/l/0", "l"] {
                assert_eq!(differing(object.clone(), array.clone(), path), ["l"], "{object} to {array} at {path}");
                assert_eq!(differing(array.clone(), object.clone(), path), ["l"], "{array} to {object} at {path}");
            }
        }
        assert!(differing(json!({"a": 1, "_ctx": {}}), json!({"a": 1}), "nowhere.x").is_empty());
    }
}
