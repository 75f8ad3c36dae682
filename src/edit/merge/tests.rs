use super::*;
use crate::json::document::Document;
use crate::log::entry::Revision;
use crate::log::history::NoHistory;
use serde_json::json;

fn merged(old: &Value, new: Value, rule: MergeRule) -> Result<Value> {
    let document = Document::try_from(json!({"at": old})).unwrap();
    let mut draft = Draft::new(document, Revision::START, chrono::DateTime::UNIX_EPOCH, &NoHistory);
    let Value::Object(new) = new else { unreachable!("only objects are merged") };
    draft.merge(&KeyPath::key("at"), new, rule)?;
    let (mut document, _, undo) = draft.finish();
    let result = document.to_value()["at"].clone();
    document.apply(&undo).unwrap();
    assert_eq!(document.to_value()["at"], *old, "undone");
    Ok(result)
}

/// The rows whose target and patch are objects; `ctx merge` takes no other
/// patch, and the document is never anything but an object.
#[test]
fn every_row_of_rfc_7396_appendix_a_that_merges_objects_gives_its_result() {
    for (original, patch, result) in [
        (json!({"a": "b"}), json!({"a": "c"}), json!({"a": "c"})),
        (json!({"a": "b"}), json!({"b": "c"}), json!({"a": "b", "b": "c"})),
        (json!({"a": "b"}), json!({"a": null}), json!({})),
        (json!({"a": "b", "b": "c"}), json!({"a": null}), json!({"b": "c"})),
        (json!({"a": ["b"]}), json!({"a": "c"}), json!({"a": "c"})),
        (json!({"a": "c"}), json!({"a": ["b"]}), json!({"a": ["b"]})),
        (json!({"a": {"b": "c"}}), json!({"a": {"b": "d", "c": null}}), json!({"a": {"b": "d"}})),
        (json!({"a": [{"b": "c"}]}), json!({"a": [1]}), json!({"a": [1]})),
        (json!({"e": null}), json!({"a": 1}), json!({"e": null, "a": 1})),
        (json!({}), json!({"a": {"bb": {"ccc": null}}}), json!({"a": {"bb": {}}})),
    ] {
        assert_eq!(merged(&original, patch, MergeRule::default()).unwrap(), result);
    }
}

/// The rows whose target or patch is an array or a scalar, one level down.
#[test]
fn every_other_row_of_rfc_7396_appendix_a_gives_its_result_as_a_member() {
    for (original, patch, result) in [
        (json!(["a", "b"]), json!(["c", "d"]), json!(["c", "d"])),
        (json!({"a": "b"}), json!(["c"]), json!(["c"])),
        (json!({"a": "foo"}), json!("bar"), json!("bar")),
        (json!([1, 2]), json!({"a": "b", "c": null}), json!({"a": "b"})),
    ] {
        let result = json!({"m": result});
        assert_eq!(merged(&json!({"m": original}), json!({"m": patch}), MergeRule::default()).unwrap(), result);
    }
    let gone = merged(&json!({"m": {"a": "foo"}}), json!({"m": null}), MergeRule::default()).unwrap();
    assert_eq!(gone, json!({}));
}

#[test]
fn keep_only_fills_what_is_missing() {
    let rule = MergeRule { strategy: Strategy::Keep, ..MergeRule::default() };
    let result = merged(&json!({"a": 1, "o": {"x": 1}}), json!({"a": 2, "o": {"x": null, "y": 2}, "b": 3}), rule);
    assert_eq!(result.unwrap(), json!({"a": 1, "o": {"x": 1, "y": 2}, "b": 3}));
}

#[test]
fn fail_names_every_path_that_would_change() {
    let rule = MergeRule { strategy: Strategy::Fail, ..MergeRule::default() };
    let error = merged(&json!({"a": 1, "b": 2, "c": {"d": 3}}), json!({"a": 9, "b": 2, "c": {"d": null}}), rule);
    assert_eq!(error.unwrap_err().to_string(), "these values would change: at.a, at.c.d");
    assert_eq!(merged(&json!({"a": 1}), json!({"a": 1, "b": 2}), rule).unwrap(), json!({"a": 1, "b": 2}));
}

#[test]
fn arrays_are_appended_or_united_on_request() {
    let rule = |arrays| MergeRule { arrays, ..MergeRule::default() };
    let (old, new) = (json!({"a": [1, 2]}), json!({"a": [2, 3, 3]}));
    assert_eq!(merged(&old, new.clone(), rule(Arrays::Append)).unwrap(), json!({"a": [1, 2, 2, 3, 3]}));
    assert_eq!(merged(&old, new, rule(Arrays::Union)).unwrap(), json!({"a": [1, 2, 3]}));
}
