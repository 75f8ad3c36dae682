//! RFC 6902, appendix A: every row, forwards and back.

use serde_json::{Value, json};

use super::*;

fn patch(value: Value) -> Patch {
    Patch::from_json(value).unwrap()
}

#[test]
fn every_example_of_rfc_6902_appendix_a_that_succeeds_gives_its_result_and_can_be_undone() {
    for (name, document, operations, result) in [
        (
            "A.1",
            json!({"foo": "bar"}),
            json!([{"op": "add", "path": "/baz", "value": "qux"}]),
            json!({"baz": "qux", "foo": "bar"}),
        ),
        (
            "A.2",
            json!({"foo": ["bar", "baz"]}),
            json!([{"op": "add", "path": "/foo/1", "value": "qux"}]),
            json!({"foo": ["bar", "qux", "baz"]}),
        ),
        ("A.3", json!({"baz": "qux", "foo": "bar"}), json!([{"op": "remove", "path": "/baz"}]), json!({"foo": "bar"})),
        (
            "A.4",
            json!({"foo": ["bar", "qux", "baz"]}),
            json!([{"op": "remove", "path": "/foo/1"}]),
            json!({"foo": ["bar", "baz"]}),
        ),
        (
            "A.5",
            json!({"baz": "qux", "foo": "bar"}),
            json!([{"op": "replace", "path": "/baz", "value": "boo"}]),
            json!({"baz": "boo", "foo": "bar"}),
        ),
        (
            "A.6",
            json!({"foo": {"bar": "baz", "waldo": "fred"}, "qux": {"corge": "grault"}}),
            json!([{"op": "move", "from": "/foo/waldo", "path": "/qux/thud"}]),
            json!({"foo": {"bar": "baz"}, "qux": {"corge": "grault", "thud": "fred"}}),
        ),
        (
            "A.7",
            json!({"foo": ["all", "grass", "cows", "eat"]}),
            json!([{"op": "move", "from": "/foo/1", "path": "/foo/3"}]),
            json!({"foo": ["all", "cows", "eat", "grass"]}),
        ),
        (
            "A.8",
            json!({"baz": "qux", "foo": ["a", 2, "c"]}),
            json!([{"op": "test", "path": "/baz", "value": "qux"}, {"op": "test", "path": "/foo/1", "value": 2}]),
            json!({"baz": "qux", "foo": ["a", 2, "c"]}),
        ),
        (
            "A.10",
            json!({"foo": "bar"}),
            json!([{"op": "add", "path": "/child", "value": {"grandchild": {}}}]),
            json!({"foo": "bar", "child": {"grandchild": {}}}),
        ),
        (
            "A.11",
            json!({"foo": "bar"}),
            json!([{"op": "add", "path": "/baz", "value": "qux", "xyz": 123}]),
            json!({"foo": "bar", "baz": "qux"}),
        ),
        (
            "A.14",
            json!({"/": 9, "~1": 10}),
            json!([{"op": "test", "path": "/~01", "value": 10}]),
            json!({"/": 9, "~1": 10}),
        ),
        (
            "A.16",
            json!({"foo": ["bar"]}),
            json!([{"op": "add", "path": "/foo/-", "value": ["abc", "def"]}]),
            json!({"foo": ["bar", ["abc", "def"]]}),
        ),
    ] {
        let mut value = document.clone();
        let undo = patch(operations).apply(&mut value).unwrap();
        assert_eq!(value, result, "{name}");
        undo.apply(&mut value).unwrap();
        assert_eq!(value, document, "{name} undone");
    }
}

#[test]
fn every_example_of_rfc_6902_appendix_a_that_fails_leaves_the_document_alone() {
    for (name, document, operations, reason) in [
        (
            "A.9",
            json!({"baz": "qux"}),
            json!([{"op": "test", "path": "/baz", "value": "bar"}]),
            "the test of \"/baz\" failed",
        ),
        (
            "A.12",
            json!({"foo": "bar"}),
            json!([{"op": "add", "path": "/baz/bat", "value": "qux"}]),
            "nothing holds \"/baz/bat\"",
        ),
        (
            "A.15",
            json!({"/": 9, "~1": 10}),
            json!([{"op": "test", "path": "/~01", "value": "10"}]),
            "the test of \"/~01\" failed",
        ),
    ] {
        let mut value = document.clone();
        let error = patch(operations).apply(&mut value).unwrap_err();
        assert_eq!((value, error.to_string().as_str()), (document, reason), "{name}");
    }
    // A.13 has the member "op" twice: the strict parser refuses it.
    let twice = br#"[{"op": "add", "path": "/baz", "value": "qux", "op": "remove"}]"#;
    let error = crate::json::parse(twice).unwrap_err();
    assert_eq!(error.to_string(), "the key \"op\" a second time at line 1 column 51");
}

#[test]
fn a_patch_that_fails_half_way_is_rolled_back() {
    let mut value = json!({"a": [1, 2], "b": {"c": 1}});
    let failing = patch(json!([
        {"op": "remove", "path": "/a/0"},
        {"op": "move", "from": "/b/c", "path": "/d"},
        {"op": "copy", "from": "/a", "path": "/e"},
        {"op": "remove", "path": "/nothing"}
    ]));
    assert_eq!(failing.apply(&mut value), Err(PatchError("nothing at \"/nothing\" to remove".into())));
    assert_eq!(value, json!({"a": [1, 2], "b": {"c": 1}}));
}

#[test]
fn removing_keeps_the_order_of_the_other_keys() {
    let mut value = json!({"a": 1, "b": 2, "c": 3});
    patch(json!([{"op": "remove", "path": "/a"}])).apply(&mut value).unwrap();
    assert_eq!(value.to_string(), r#"{"b":2,"c":3}"#);
}

#[test]
fn a_patch_is_written_as_its_json_form() {
    let all = patch(json!([
        {"op": "add", "path": "/a~1b", "value": {"x": [1]}},
        {"op": "remove", "path": "/c"},
        {"op": "replace", "path": "", "value": null},
        {"op": "move", "from": "/a", "path": "/b"},
        {"op": "copy", "from": "/a", "path": "/b"},
        {"op": "test", "path": "/a", "value": "t"},
        {"op": "move", "from": "/k", "path": "/k", "before": "j"},
        {"op": "move", "from": "/k", "path": "/k", "before": null}
    ]));
    assert_eq!(serde_json::to_string(&all).unwrap(), all.to_json().to_string());
}
