//! What must hold for every input.

mod binary;
mod in_turn;
mod past;
mod places;
mod steps;
mod text;
mod touched;

use ctxfile::internals::draft::Draft;
use ctxfile::internals::edit::merge::MergeRule;
use ctxfile::internals::json;
use ctxfile::internals::json::difference::patch_between;
use ctxfile::internals::json::document::Document;
use ctxfile::internals::json::key_path::{KeyPath, Segment};
use ctxfile::internals::json::text_value;
use ctxfile::internals::log::entry::Revision;
use ctxfile::internals::log::history::NoHistory;
use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::support::Context;

fn key() -> impl Strategy<Value = String> {
    prop_oneof!["[a-c]", "[a-z0-9:_-]{1,6}", any::<String>().prop_map(|s| s.chars().take(8).collect())]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,20})?".prop_map(|digits| json::parse(digits.as_bytes()).unwrap()),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((key(), inner), 0..5)
                .prop_map(|members| members.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

fn object() -> impl Strategy<Value = Map<String, Value>> {
    prop::collection::vec((key(), value()), 0..5)
        .prop_map(|members| members.into_iter().filter(|(key, _)| key != "_ctx").collect())
}

fn path() -> impl Strategy<Value = KeyPath> {
    let segment = prop_oneof![
        key().prop_map(Segment::Key),
        (0..5_usize).prop_map(Segment::Index),
        (1..4_usize).prop_map(Segment::FromEnd),
    ];
    prop::collection::vec(segment, 1..5).prop_map(KeyPath::new)
}

fn draft(members: Map<String, Value>) -> Draft<'static> {
    let document = Document::try_from(Value::Object(members)).unwrap();
    Draft::new(document, Revision::START, chrono::DateTime::UNIX_EPOCH, &NoHistory)
}

proptest! {
    #[test]
    fn a_path_prints_and_parses_back(path in path()) {
        prop_assert_eq!(path.to_string().parse::<KeyPath>().unwrap(), path);
    }

    #[test]
    fn any_text_is_a_path_or_an_error_but_never_a_panic(text in any::<String>()) {
        if let Ok(path) = text.parse::<KeyPath>() {
            prop_assert_eq!(path.to_string().parse::<KeyPath>().unwrap(), path);
        }
    }

    #[test]
    fn a_change_and_then_its_undo_is_the_identity(
        old in object(), path in path(), new in value(), merged in object(),
    ) {
        let mut draft = draft(old.clone());
        let _ = draft.set(&path, new.clone());
        let _ = draft.append(&path, vec![new], true);
        let _ = draft.merge(&KeyPath::root(), merged, MergeRule::default());
        let _ = draft.unset(&path);
        let (mut document, patch, undo) = draft.finish();
        let text = document.to_text();
        document.apply(&undo).unwrap();
        prop_assert_eq!(document.to_value(), Value::Object(old.clone()));
        // Replay gives the same bytes as the change gave.
        let mut replayed = Document::try_from(Value::Object(old)).unwrap();
        let again = replayed.apply(&patch).unwrap();
        prop_assert_eq!(replayed.to_text(), text);
        prop_assert_eq!(again, undo);
    }

    #[test]
    fn the_difference_of_two_documents_leads_from_one_to_the_other(old in object(), new in object()) {
        let (mut from, to) = (Value::Object(old), Value::Object(new));
        patch_between(&from, &to).apply(&mut from).unwrap();
        prop_assert_eq!(from, to);
    }

    #[test]
    fn merging_twice_is_merging_once(old in object(), new in object()) {
        let mut once = draft(old);
        once.merge(&KeyPath::root(), new.clone(), MergeRule::default()).unwrap();
        let (document, _, _) = once.finish();
        let mut twice = draft(document.to_value().as_object().unwrap().clone());
        twice.merge(&KeyPath::root(), new, MergeRule::default()).unwrap();
        prop_assert!(twice.finish().1.0.is_empty());
    }

    #[test]
    fn a_word_is_never_altered(word in any::<String>()) {
        match text_value::read(&word).value {
            Value::String(text) => prop_assert_eq!(text, word),
            Value::Array(_) | Value::Object(_) => {}
            scalar => prop_assert_eq!(scalar.to_string(), word),
        }
    }

    #[test]
    fn what_is_written_reads_back_the_same(value in value()) {
        let text = value.to_string();
        prop_assert_eq!(json::parse(text.as_bytes()).unwrap(), value);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn what_set_takes_get_returns(word in "[^\0]*", path in key().prop_map(KeyPath::key)) {
        prop_assume!(!path.is_reserved() && !path.to_string().contains('\0'));
        prop_assume!(word != "-");
        let context = Context::empty();
        let path = path.to_string();
        prop_assert_eq!(context.run(&["-q", "set", "--string", &path, "--", &word]).code, 0);
        context.run(&["get", &path]).prints(&format!("{word}\n"));
    }
}
