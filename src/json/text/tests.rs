use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::cursor::Cursor;
use super::held::Text;
use super::indexed::{Indexed, in_memory};
use super::lines;
use super::pieces::Pieces;
use super::source::{Doubt, Source};
use crate::json::key_path::{KeyPath, Segment};
use crate::json::parse;
use crate::json::patch::Operation;
use crate::json::pointer::Pointer;
use crate::json::pretty::pretty;

/// A text that is read like a file, in pieces.
struct Slow(Vec<u8>);

impl Source for Slow {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn read_at(&self, into: &mut [u8], offset: usize) -> Result<usize, Doubt> {
        self.0.read_at(into, offset)
    }
}

fn streamed(text: &[u8]) -> Indexed {
    Indexed::new(Text::Stream(Arc::new(Slow(text.to_vec()))))
}

fn in_pieces(text: &[u8]) -> Indexed {
    Indexed::new(Text::Pieces(Pieces::of(Arc::new(Slow(text.to_vec())))))
}

fn text_of(document: &Indexed) -> String {
    let mut text = Vec::new();
    let sink = &mut |piece: &[u8]| {
        text.extend_from_slice(piece);
        Ok(())
    };
    document.pass_on(sink).unwrap();
    String::from_utf8(text).unwrap()
}

fn key() -> impl Strategy<Value = String> {
    let odd = [
        "",
        "a",
        "b",
        "_ctx",
        "a\": ",
        "\"a\": 1",
        "\n  \"a\": 1",
        "\\",
        "\\\"",
        "\"",
        "{",
        "}",
        "[]",
        "{}",
        "ü",
        "\u{1}",
        "\u{7f}",
        "\u{2028}",
        "0",
        "1",
        "-",
        "00",
        " ",
        "  \"a",
        "\t",
        "expiries",
        "💥",
    ];
    prop_oneof![prop::sample::select(odd.to_vec()).prop_map(str::to_owned), "[a-c]{1,2}", any::<String>()]
}

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        key().prop_map(Value::from),
        Just(json!({})),
        Just(json!([])),
        "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,9})?([eE][+-]?[0-9]{1,3})?".prop_map(|n| parse(n.as_bytes()).unwrap()),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key(), inner), 0..6).prop_map(|m| m.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

fn document() -> impl Strategy<Value = Value> {
    prop::collection::vec((key(), value()), 0..7).prop_map(|m| m.into_iter().collect::<Map<_, _>>().into())
}

/// All places in a value, and some that are not there.
fn places(at: &Pointer, value: &Value, found: &mut Vec<Pointer>) {
    found.push(at.clone());
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| places(&at.child(key), value, found)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, value)| places(&at.child(i.to_string()), value, found));
            found.extend([at.child(items.len().to_string()), at.child("-"), at.child("9")]);
        }
        _ => {}
    }
    found.extend(["a", "", "0", "\"a\": 1", "_ctx"].map(|key| at.child(key)));
}

fn all_places(value: &Value) -> Vec<Pointer> {
    let mut found = Vec::new();
    places(&Pointer::default(), value, &mut found);
    found
}

fn holds(document: &Indexed, root: &Value) {
    for place in all_places(root) {
        let path = KeyPath::from(&place);
        let (found, wanted) = (document.get(path.segments()), place.get(root));
        assert_eq!(found.map(pretty), wanted.map(pretty), "{place}");
    }
}

fn paths_of(place: &Pointer, root: &Value) -> Vec<KeyPath> {
    let exact = KeyPath::of(place, root);
    let mut from_end = exact.segments().to_vec();
    let mut value = Some(root);
    for segment in &mut from_end {
        let next = value.and_then(|value| segment.of(value));
        if let (Some(Value::Array(items)), Segment::Index(i)) = (value, &*segment) {
            *segment = Segment::FromEnd(items.len().saturating_sub(*i).max(1));
        }
        value = next;
    }
    vec![exact, KeyPath::new(from_end)]
}

#[test]
fn a_piece_that_would_begin_among_backslashes_begins_before_them() {
    for backslashes in 0..24 {
        let key = format!("{}u{}", "\\".repeat(backslashes), "\\".repeat(backslashes));
        let root = json!({"": {"": null}, key: {"": {"": null, "a": null}}});
        let text = pretty(&root);
        let source = Slow(text.clone());
        for (from, byte) in text.iter().enumerate() {
            let mut cursor = Cursor::of(&source);
            assert_eq!(cursor.byte(from).unwrap(), Some(*byte), "{from} of {root}");
        }
        holds(&in_pieces(&text), &root);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn what_is_found_in_the_text_is_what_a_tree_has(root in document()) {
        let text = pretty(&root);
        lines::check(&mut Cursor::of(&Slow(text.clone()))).unwrap();
        for place in all_places(&root) {
            for path in paths_of(&place, &root) {
                for document in [in_memory(text.clone()), streamed(&text), in_pieces(&text)] {
                    prop_assert_eq!(document.get(path.segments()).map(pretty), path.get(&root).map(pretty), "{}", path);
                    let is_parsed = document.tree.get().is_some();
                    prop_assert!(!is_parsed || path.is_root(), "{} needed a tree in {}", path, root);
                    if let Some(members) = path.get(&root).and_then(Value::as_object) {
                        let keys: Vec<String> = members.keys().cloned().collect();
                        let fresh = if document.text.source().is_trusted() { in_memory(text.clone()) } else { streamed(&text) };
                        prop_assert_eq!(fresh.keys(path.segments()), Some(keys.clone()), "{}", path);
                        let first: Vec<String> = keys.iter().take(2).cloned().collect();
                        prop_assert_eq!(fresh.keys_suggested(path.segments(), "", 2), Some(first), "{}", path);
                        let begun: Vec<String> = keys.into_iter().filter(|key| key.starts_with('a')).collect();
                        prop_assert_eq!(fresh.keys_suggested(path.segments(), "a", usize::MAX), Some(begun), "{}", path);
                        prop_assert!(fresh.tree.get().is_none());
                    }
                }
            }
        }
        holds(&in_memory(text.clone()), &root);
        holds(&streamed(&text), &root);
        holds(&in_pieces(&text), &root);
    }

    #[test]
    fn an_operation_on_the_text_does_what_it_does_to_a_tree(
        root in document(),
        steps in prop::collection::vec((any::<prop::sample::Index>(), value(), 0..3_u8), 1..12),
    ) {
        let (mut tree, text) = (root.clone(), pretty(&root));
        let mut documents = [in_memory(text.clone()), in_pieces(&text)];
        for (place, value, kind) in steps {
            let path = all_places(&tree).get(place.index(all_places(&tree).len())).unwrap().clone();
            let operation = match kind {
                0 => Operation::Add { path, value },
                1 => Operation::Replace { path, value },
                _ => Operation::Remove { path },
            };
            let is_root = operation.path().tokens().is_empty();
            let before = tree.clone();
            for document in &mut documents {
                // Half of what is there is known before.
                let known = KeyPath::from(operation.path());
                if kind != 1 && !is_root {
                    let _ = document.get(known.segments());
                }
                tree = before.clone();
                match document.perform(&operation) {
                    Some(undo) => prop_assert_eq!(operation.apply(&mut tree).unwrap(), vec![undo]),
                    None => prop_assert!(is_root || operation.apply(&mut before.clone()).is_err(), "{:?} of {}", operation, tree),
                }
                let wanted = String::from_utf8(pretty(&tree)).unwrap();
                prop_assert_eq!(text_of(document), wanted, "{:?}", operation);
                holds(&document.clone(), &tree);
                for place in all_places(&tree) {
                    let path = KeyPath::from(&place);
                    if !path.is_root() {
                        prop_assert_eq!(document.get(path.segments()), place.get(&tree), "{}", path);
                    }
                }
            }
        }
    }
}
