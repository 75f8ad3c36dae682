//! A document that is held as its text is the one that is held as a tree.

use chrono::DateTime;
use ctxfile::internals::draft::Draft;
use ctxfile::internals::json;
use ctxfile::internals::json::document::Document;
use ctxfile::internals::json::key_path::{KeyPath, Segment};
use ctxfile::internals::json::pointer::Pointer;
use ctxfile::internals::log::entry::Revision;
use ctxfile::internals::log::history::NoHistory;
use proptest::prelude::*;
use serde_json::{Map, Value};

use super::steps::{Step, near_path, near_value};
use crate::support::{Need, missing, needs};

/// Documents that are shorter are never held as text.
const PAD: usize = 17 * 1024;

fn step() -> impl Strategy<Value = Step> {
    let members = prop::collection::vec((super::key(), super::value()), 0..4);
    prop_oneof![
        (near_path(), near_value()).prop_map(|(path, value)| Step::Set(path, value)),
        (super::path(), super::value()).prop_map(|(path, value)| Step::Set(path, value)),
        (near_path(), near_value()).prop_map(|(path, value)| Step::SetForAnHour(path, value)),
        (near_path(), prop::collection::vec(near_value(), 1..3)).prop_map(|(path, items)| Step::Append(path, items)),
        members.prop_map(|members| Step::Merge(members.into_iter().filter(|(key, _)| key != "_ctx").collect())),
        near_path().prop_map(Step::Unset),
    ]
}

fn padded(mut members: Map<String, Value>, first: bool) -> Document {
    let pad = Value::String("x".repeat(PAD));
    if first {
        members.shift_insert(0, "pad".to_owned(), pad);
    } else {
        members.insert("pad".to_owned(), pad);
    }
    Document::try_from(Value::Object(members)).unwrap()
}

fn as_text(document: &Document) -> Document {
    Document::of_published(document.to_text()).unwrap_or_else(|text| Document::parse(&text).unwrap())
}

fn draft(document: Document) -> Draft<'static> {
    Draft::new(document, Revision::START, DateTime::UNIX_EPOCH, &NoHistory)
}

/// Both give the same at every path that may be asked for.
fn agree(tree: &Document, text: &Document, path: &KeyPath) {
    assert_eq!(tree.get(path), text.get(path), "{path}");
    assert_eq!(tree.pointer(path), text.pointer(path), "{path}");
    assert_eq!(tree.array_above(path), text.array_above(path), "{path}");
    let place = tree.pointer(path);
    assert_eq!((tree.at(&place), tree.path(&place)), (text.at(&place), text.path(&place)), "{place}");
    assert_eq!(tree.at_keys(place.tokens()), text.at_keys(place.tokens()), "{place}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_verbs_do_to_a_text_is_what_they_do_to_a_tree(
        members in super::object(), near in prop::collection::vec(("[ab]", near_value()), 0..3), first in any::<bool>(),
        steps in prop::collection::vec(step(), 1..8), paths in prop::collection::vec(near_path(), 1..4),
    ) {
        let document = padded(members.into_iter().chain(near).collect(), first);
        let (mut tree, mut text) = (draft(document.clone()), draft(as_text(&document)));
        for step in steps {
            for path in &paths {
                agree(tree.document(), text.document(), path);
            }
            step.clone().make(&mut tree);
            step.make(&mut text);
        }
        for path in &paths {
            agree(tree.document(), text.document(), path);
        }
        prop_assert_eq!(tree.before(), text.before());
        let ((tree, patch, undo), (text, text_patch, text_undo)) = (tree.finish(), text.finish());
        prop_assert_eq!(String::from_utf8(tree.to_text()).unwrap(), String::from_utf8(text.to_text()).unwrap());
        prop_assert_eq!((patch.to_json().to_string(), undo.to_json().to_string()), (text_patch.to_json().to_string(), text_undo.to_json().to_string()));
        prop_assert!(tree == text && text.fault().is_none());
    }
}

#[test]
fn every_place_of_a_real_document_is_found_in_its_text() {
    if missing(&[Need::Documents]) {
        return;
    }
    for entry in std::fs::read_dir(needs::documents().unwrap()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let Ok(tree) = Document::parse(&std::fs::read(&path).unwrap()) else { continue };
        let mut all = Vec::new();
        places(&Pointer::default(), &tree.to_value(), &mut all);
        let each = all.len().div_ceil(60);
        for place in all.iter().step_by(each) {
            let (text, path) = (as_text(&tree), tree.path(place));
            agree(&tree, &text, &path);
            // And changed, it is the tree that was changed.
            let (mut tree, mut text) = (draft(tree.clone()), draft(text));
            for step in [Step::Set(path.clone(), json::parse(b"[1e5,{\"a\":{}}]").unwrap()), Step::Unset(path)] {
                step.clone().make(&mut tree);
                step.make(&mut text);
                assert!(tree.document().to_text() == text.document().to_text(), "{place}");
            }
        }
    }
}

fn places(at: &Pointer, value: &Value, all: &mut Vec<Pointer>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| places(&at.child(key), value, all)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, value)| places(&at.child(i.to_string()), value, all));
        }
        _ => {}
    }
    if !at.tokens().is_empty() {
        all.push(at.clone());
    }
}

#[test]
fn a_hundred_levels_are_found_and_changed_in_a_text() {
    let deep = (0..98).fold(Value::from(1), |inner, _| Value::Object(Map::from_iter([("a".to_owned(), inner)])));
    let tree = padded(Map::from_iter([("a".to_owned(), deep)]), true);
    let path = KeyPath::new(vec![Segment::Key("a".to_owned()); 99]);
    let text = as_text(&tree);
    agree(&tree, &text, &path);
    let (mut tree, mut text) = (draft(tree), draft(text));
    for value in ["{}", "[]", "{\"a\":1}", "2"] {
        for draft in [&mut tree, &mut text] {
            let _ = draft.set(&path, json::parse(value.as_bytes()).unwrap());
        }
        assert_eq!(tree.document().to_text(), text.document().to_text());
    }
    assert_eq!(tree.finish().1, text.finish().1);
}
