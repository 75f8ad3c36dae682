//! What differs between two documents, place by place.

use crate::json::difference::{Arrays, Differ, Difference};
use crate::json::document::Document;
use crate::json::document::reach::Reached;
use crate::json::key_path::{KeyPath, Segment};

/// Finds what differs at `path` and below it. Where the path is missing on one side, its first missing
/// step is the difference. At the root, what ctx keeps is left out unless `all` is asked for.
#[must_use]
pub fn compare<'d>(old: &'d Document, new: &'d Document, path: &KeyPath, all: bool) -> Vec<Difference<'d>> {
    let place = reachable(&reachable(&new.path(&new.pointer(path)), old), new);
    // Of whole documents all is compared.
    let value = |document: &'d Document| if place.is_root() { Some(document.tree()) } else { document.get(&place) };
    match (value(old), value(new)) {
        (Some(old), Some(new)) => {
            // A hash stands for a value, and has no places of its own.
            let differ = Differ { arrays: Arrays::Items, whole_hashes: true, visible_only: !all };
            differ.differences(place, old, new)
        }
        (None, None) => Vec::new(),
        (old, new) => vec![Difference { path: place, old, new }],
    }
}

/// Cuts a path after its first step that leads to nothing, or before it, if no value could be added
/// there: the step is an index into an object, or does not follow the last item of an array.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::difference::patch;
    use serde_json::{Value, json};

    /// The places that differ, after checking that the patch leads from one to the other.
    fn differing(old: Value, new: Value, path: &str) -> Vec<String> {
        let (mut old, new) = (Document::try_from(old).unwrap(), Document::try_from(new).unwrap());
        let path: KeyPath = path.parse().unwrap();
        let found = compare(&old, &new, &path, false);
        let (patch, paths) = (patch(&found), found.iter().map(|d| d.path.to_string()).collect());
        old.apply(&patch).unwrap();
        assert_eq!(old.get(&path), new.get(&path));
        paths
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
