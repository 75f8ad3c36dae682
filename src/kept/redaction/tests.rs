use std::borrow::Cow;

use anyhow::Result;
use serde_json::{Value, json};

use super::*;
use crate::draft::Draft;
use crate::json::difference::patch_between;
use crate::json::document::Document;
use crate::json::key_path::KeyPath;
use crate::json::patch::Operation;
use crate::json::pointer::Pointer;
use crate::json::redaction_hash::HASH;
use crate::log::agent::AgentName;
use crate::log::entry::Revision;
use crate::log::history::NoHistory;

fn document(value: Value) -> Document {
    Document::try_from(value).unwrap()
}

/// A document in which `a.k` is redacted and holds this.
fn holding(value: &Value) -> Document {
    document(json!({"a": {"k": value, "x": 1}, "_ctx": {"redacted": {"a.k": {"by": "planner", "salt": "00ff"}}}}))
}

fn edit(document: &Document, edit: impl FnOnce(&mut Draft<'_>) -> Result<()>) -> Result<Document> {
    let mut draft = Draft::new(document.clone(), Revision::START, chrono::DateTime::UNIX_EPOCH, &NoHistory);
    edit(&mut draft)?;
    resalt(&mut draft, &|| Ok("new salt".to_owned()))?;
    Ok(draft.finish().0)
}

fn path(text: &str) -> KeyPath {
    text.parse().unwrap()
}

fn by() -> AgentName {
    "planner".parse().unwrap()
}

#[test]
fn the_log_holds_neither_value_nor_salt_and_its_copy_is_redacted_already() {
    let whole = holding(&json!({"deep": "secret"}));
    let redacted = redacted_copy(&whole).unwrap();
    let text = String::from_utf8(redacted.to_text()).unwrap();
    assert!(!text.contains("secret") && !text.contains("00ff") && text.contains(HASH), "{text}");
    assert_eq!(redacted_copy(&redacted), Some(redacted.clone()));
    assert_eq!(lost(&redacted), [path("a.k")]);
    assert!(lost(&whole).is_empty() && redacted_copy(&document(json!({"a": 1}))).is_none());
}

#[test]
fn a_change_leads_from_one_redacted_copy_to_the_other_and_back() {
    let plain = document(json!({"a": {"k": "was plain"}}));
    let none = document(json!({}));
    let documents = [holding(&json!("one")), holding(&json!({"deep": 2})), plain, none];
    for before in &documents {
        for after in &documents {
            let made = patch_between(&before.to_value(), &after.to_value());
            let change = redact_change(before, after, &made).unwrap();
            let redacted = redacted_copy(after).unwrap_or_else(|| after.clone());
            let mut walked = redacted_copy(before).unwrap_or_else(|| before.clone());
            walked.apply(&change.patch).unwrap();
            assert_eq!(walked, redacted);
            assert_eq!(walked.to_text() == redacted.to_text(), change.exact);
            walked.apply(&change.undo).unwrap();
            assert_eq!(walked, redacted_copy(before).unwrap_or_else(|| before.clone()));
        }
    }
}

#[test]
fn what_is_redacted_stays_so_whoever_sets_it() {
    let first = edit(&document(json!({})), |d| set_redacted(d, &path("a.k"), "one".into(), &by(), "s1")).unwrap();
    let second = edit(&first, |d| d.set(&path("a"), json!({"k": "two", "x": 1}))).unwrap();
    let third = edit(&second, |d| d.unset(&path("a")).map(drop)).unwrap();
    let fourth = edit(&third, |d| d.set(&path("a.k"), "three".into())).unwrap();
    for after in [first, second, third, fourth] {
        let text = String::from_utf8(redacted_copy(&after).unwrap().to_text()).unwrap();
        assert!(!["one", "two", "three", "s1"].iter().any(|word| text.contains(word)), "{text}");
    }
}

#[test]
fn what_was_lost_and_is_set_anew_gets_a_salt() {
    let rebuilt = redacted_copy(&holding(&json!("secret"))).unwrap();
    let set = edit(&rebuilt, |d| d.set(&path("a.k"), "other".into())).unwrap();
    assert_eq!(set.to_value()["_ctx"]["redacted"]["a.k"]["salt"], "new salt");
    let hash = rebuilt.to_value()["a"]["k"].clone();
    let refused = edit(&holding(&json!("secret")), |d| d.set(&path("a.k"), hash)).unwrap_err();
    assert_eq!(refused.to_string(), "the value of a.k was redacted: the log has only its hash");
    edit(&rebuilt, |d| d.set(&path("a.x"), 2.into())).unwrap();
}

#[test]
fn a_document_from_the_log_is_filled_with_the_very_values_that_another_has() {
    let whole = holding(&json!("secret"));
    let mut rebuilt = redacted_copy(&whole).unwrap();
    fill(&mut rebuilt, &holding(&json!("another")));
    assert_eq!(lost(&rebuilt), [path("a.k")]);
    fill(&mut rebuilt, &whole);
    assert_eq!(rebuilt.to_text(), whole.to_text());
}

#[test]
fn what_was_redacted_stays_so_in_a_document_that_was_edited() {
    let before = redacted_copy(&holding(&json!("secret"))).unwrap();
    for edited in [json!({}), json!({"a": {"k": "secret"}}), json!({"_ctx": {"redacted": {}}, "a": {"k": "secret"}})] {
        let mut edited = document(edited);
        keep_marks(&mut edited, &before, &|| Ok("fresh".to_owned())).unwrap();
        assert_eq!(edited.to_value()["_ctx"]["redacted"]["a.k"]["salt"], "fresh");
        let text = String::from_utf8(redacted_copy(&edited).unwrap().to_text()).unwrap();
        assert!(!text.contains("secret") && !text.contains("fresh"), "{text}");
    }
    let mut whole = holding(&json!("secret"));
    keep_marks(&mut whole, &before, &|| Ok("fresh".to_owned())).unwrap();
    assert_eq!(whole, holding(&json!("secret")));
}

#[test]
fn items_of_arrays_are_refused_and_places_below_one_another_are_redacted_once() {
    let refuses = |at: &str| {
        let list = document(json!({"l": [{"k": 1}]}));
        edit(&list, |d| set_redacted(d, &path(at), 2.into(), &by(), "s")).unwrap_err().to_string()
    };
    assert_eq!(refuses("l[0].k"), "l[0].k is an item of an array, and items move");
    assert_eq!(refuses("_ctx.x"), "_ctx is kept by ctx itself");
    let mut both = holding(&json!({"deep": "secret"}));
    let mark = json!({"by": "planner", "salt": "11"});
    both.perform(&Operation::Add { path: "/_ctx/redacted/a".parse().unwrap(), value: mark }).unwrap();
    let text = String::from_utf8(redacted_copy(&both).unwrap().to_text()).unwrap();
    assert!(!text.contains("secret") && !text.contains("00ff"), "{text}");
    let mut rebuilt = redacted_copy(&both).unwrap();
    fill(&mut rebuilt, &both);
    assert_eq!(rebuilt.to_text(), both.to_text());
}

#[test]
fn what_is_shown_of_a_value_leaves_out_what_is_redacted() {
    let whole = holding(&json!("secret"));
    let of = |place: &str| {
        let place: Pointer = place.parse().unwrap();
        let value = whole.at(&place).unwrap_or(&Value::Null);
        Redacted::of(&whole).shown(&place, value).map(Cow::into_owned)
    };
    assert_eq!(of("/a"), Some(json!({"k": null, "x": 1})));
    assert_eq!((of("/a/k"), of("/a/k/below"), of("/a/x")), (None, None, Some(json!(1))));
}
