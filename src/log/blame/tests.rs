use super::*;
use crate::log::digest::Digest;
use crate::log::entry::{Author, Change, Link};
use serde_json::json;

/// Records, oldest first, and the document that they give.
struct Records(Vec<Entry>, Document);

impl History for Records {
    fn newest_first(&self, visit: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        for entry in self.0.iter().rev() {
            if visit(entry.clone()).is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// The first of them takes a document over.
fn records(first: Value, patches: &[Value]) -> Records {
    let mut document = Document::try_from(first.clone()).unwrap();
    let seal = |rev, patch, state| {
        let author = Author { agent: format!("agent-{rev}"), ..Author::default() };
        let change = Change { op: "set".into(), patch, state, author, ..Change::default() };
        let link = Link { rev: Revision::new(rev), prev: Digest::NONE, post: Digest::NONE };
        Entry::seal(change, link).unwrap()
    };
    let mut entries = vec![seal(1, Patch::default(), Some(first))];
    for (patch, rev) in patches.iter().zip(2..) {
        let patch = Patch::from_json(patch.clone()).unwrap();
        document.apply(&patch).unwrap();
        entries.push(seal(rev, patch, None));
    }
    Records(entries, document)
}

/// Each leaf at a path, and its revision.
fn blamed(records: &Records, path: &str) -> Vec<(String, u64)> {
    let leaves = blame(&records.1, &path.parse().unwrap(), &Patch::default(), records).unwrap();
    leaves.into_iter().map(|leaf| (leaf.path, leaf.attribution.rev.unwrap().number())).collect()
}

fn is(leaves: &[(&str, u64)]) -> Vec<(String, u64)> {
    leaves.iter().map(|(path, rev)| ((*path).to_owned(), *rev)).collect()
}

#[test]
fn each_leaf_is_of_the_last_change_that_wrote_it() {
    let records = records(
        json!({"a": 1, "b": {"c": 1, "d": 1}}),
        &[
            json!([{"op": "replace", "path": "/b/c", "value": 2}]),
            json!([{"op": "add", "path": "/e", "value": {"f": 1, "g": []}}]),
            json!([{"op": "replace", "path": "/a", "value": 2}, {"op": "replace", "path": "/a", "value": 3}]),
        ],
    );
    assert_eq!(blamed(&records, "."), is(&[("a", 4), ("b.c", 2), ("b.d", 1), ("e.f", 3), ("e.g", 3)]));
    assert_eq!(blamed(&records, "b"), is(&[("b.c", 2), ("b.d", 1)]));
    assert_eq!(blamed(&records, "e.g"), is(&[("e.g", 3)]));
}

#[test]
fn items_are_followed_where_others_are_put_in_or_taken_out_before_them() {
    let insert = |index: &str, value: &str| json!([{"op": "add", "path": format!("/l/{index}"), "value": value}]);
    let remove = |index: &str| json!([{"op": "remove", "path": format!("/l/{index}")}]);
    let records = records(
        json!({"l": ["a", "b", "c"]}),
        &[
            insert("0", "before"),
            insert("4", "appended"),
            remove("1"),
            json!([{"op": "replace", "path": "/l/2", "value": "C"}]),
            insert("1", "between"),
            remove("0"),
        ],
    );
    assert_eq!(records.1.to_value()["l"], json!(["between", "b", "C", "appended"]));
    assert_eq!(blamed(&records, "l"), is(&[("l[0]", 6), ("l[1]", 1), ("l[2]", 5), ("l[3]", 3)]));
    assert_eq!(blamed(&records, "l[-2]"), is(&[("l[2]", 5)]));
}

#[test]
fn items_of_items_move_with_them() {
    let records = records(
        json!({"l": [{"x": [1]}, {"x": [2]}]}),
        &[
            json!([{"op": "add", "path": "/l/1/x/1", "value": 3}]),
            json!([{"op": "remove", "path": "/l/0"}]),
            json!([{"op": "add", "path": "/l/0/x/0", "value": 0}]),
        ],
    );
    assert_eq!(blamed(&records, "."), is(&[("l[0].x[0]", 4), ("l[0].x[1]", 1), ("l[0].x[2]", 2)]));
}

#[test]
fn what_is_empty_now_is_of_the_change_that_emptied_it() {
    let records = records(
        json!({"a": {"b": 1}, "l": [1]}),
        &[json!([{"op": "remove", "path": "/a/b"}]), json!([{"op": "remove", "path": "/l/0"}])],
    );
    assert_eq!(blamed(&records, "."), is(&[("a", 2), ("l", 3)]));
}

#[test]
fn what_is_older_than_the_oldest_record_is_said_to_be() {
    let mut records = records(json!({"a": 1, "b": 1}), &[json!([{"op": "replace", "path": "/a", "value": 2}])]);
    records.0.remove(0);
    let leaves = blame(&records.1, &KeyPath::root(), &Patch::default(), &records).unwrap();
    let told: Vec<_> = leaves.iter().map(|l| (l.path.as_str(), l.attribution.rev, l.attribution.boundary)).collect();
    assert_eq!(told, [("a", Some(Revision::new(2)), false), ("b", Some(Revision::new(2)), true)]);
}

#[test]
fn what_was_changed_since_the_last_record_has_no_revision() {
    let mut records = records(json!({"a": 1, "b": 1}), &[]);
    let pending = Patch::from_json(json!([{"op": "replace", "path": "/b", "value": 2}])).unwrap();
    records.1.apply(&pending).unwrap();
    let leaves = blame(&records.1, &KeyPath::root(), &pending, &records).unwrap();
    assert_eq!(leaves.iter().map(|l| l.attribution.rev.is_some()).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn what_ctx_keeps_is_left_out_unless_it_is_asked_for() {
    let records = records(json!({"a": 1, "_ctx": {"tags": {}}}), &[]);
    assert_eq!(blamed(&records, "."), is(&[("a", 1)]));
    assert_eq!(blamed(&records, "_ctx"), is(&[("_ctx.tags", 1)]));
}
