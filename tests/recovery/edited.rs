//! Documents that were changed without ctx.

use serde_json::json;

use super::{DOCUMENT, in_another_boot, is_refused, reads, two_revisions, writes};

#[test]
fn an_edit_in_another_boot_is_recorded_like_any_other() {
    let context = two_revisions();
    in_another_boot(&context, true);
    context.write(DOCUMENT, "{\"a\":7}");
    reads(&context, "7", "");
    writes(&context, "", &["merge", "set", "external", "set"]);
}

#[test]
fn an_older_document_that_a_person_put_back_is_a_change_of_its_own() {
    let context = two_revisions();
    context.write(DOCUMENT, "{\n  \"a\": 1\n}\n");
    reads(&context, "1", "");
    writes(&context, "", &["merge", "set", "external", "set"]);
    let external = &context.records()[2];
    assert_eq!((&external["agent"], &external["recorded_by"]), (&"unknown".into(), &"planner".into()));
    assert_eq!(external["patch"].to_string(), r#"[{"op":"replace","path":"/a","value":1}]"#);
    assert_eq!(external["undo"].to_string(), r#"[{"op":"replace","path":"/a","value":2}]"#);
    assert_eq!(external["state"].to_string(), r#"{"a":1}"#);
    assert!(external["message"].is_null());
}

#[test]
fn an_edit_without_ctx_is_recorded_and_guards_see_it() {
    let context = two_revisions();
    context.write(DOCUMENT, "{\"a\":7,\"mine\":true}");
    reads(&context, "7", "");
    assert_eq!(context.run(&["set", "b", "1", "--if-rev", "2", "--dry-run"]).code, 3);
    context.run(&["set", "b", "1", "--if-rev", "2"]).normalized(&context).fails(
        3,
        "ctx: could not set b in context.json: expected revision 2, found 3; \
         last changed by unknown at TIME in revision 3\nhint: ctx -c context.json log --since 2\n",
    );
    writes(&context, "", &["merge", "set", "external", "set"]);
    context.run(&["get", "a", "mine"]).prints("7\ntrue\n");
    let external = &context.records()[2];
    let found: Vec<_> = ["op", "args", "patch", "undo", "state", "agent", "recorded_by", "rev", "message", "note"]
        .map(|name| external[name].clone())
        .into();
    let wanted = json!([
        "external",
        null,
        [{"op": "replace", "path": "/a", "value": 7}, {"op": "add", "path": "/mine", "value": true}],
        [{"op": "remove", "path": "/mine"}, {"op": "replace", "path": "/a", "value": 2}],
        {"a": 7, "mine": true},
        "unknown",
        "planner",
        3,
        null,
        null
    ]);
    assert_eq!(json!(found), wanted);
}

#[test]
fn the_message_of_a_change_is_not_that_of_the_edit_before_it() {
    let context = two_revisions();
    context.write(DOCUMENT, "{\"a\":7}");
    context.run_as("coder", &["set", "b", "1", "-m", "because"]).done();
    let records = context.records();
    let said = |n: usize| json!([records[n]["agent"], records[n]["recorded_by"], records[n]["message"]]);
    assert_eq!((said(2), said(3)), (json!(["unknown", "coder", null]), json!(["coder", null, "because"])));
}

#[test]
fn another_layout_of_the_same_content_is_no_change() {
    for power_cut in [false, true] {
        let context = two_revisions();
        if power_cut {
            in_another_boot(&context, true);
        }
        context.write(DOCUMENT, "{\"a\":2}");
        reads(&context, "2", "");
        writes(&context, "", &["merge", "set", "set"]);
        assert_eq!(context.document(), "{\n  \"a\": 2,\n  \"b\": 1\n}\n");
    }
}

#[test]
fn a_document_that_somebody_is_editing_is_left_alone() {
    for (text, place) in [
        ("{\n  \"a\": 2,\n}\n", "trailing comma at line 3 column 1"),
        ("{\n  \"a\"", "EOF while parsing an object at line 2 column 5"),
        ("{} {}", "trailing characters at line 1 column 4"),
        ("[]", "an array where the document, an object, should start at line 1 column 1"),
    ] {
        let context = two_revisions();
        context.write(DOCUMENT, text);
        let hint = "hint: correct it, or move it away: `ctx verify` then tells, \
                    and the next write rebuilds revision 2\n";
        is_refused(&context, &format!("could not read context.json: {place}\n{hint}"));
        // It is as the hint says.
        std::fs::rename(context.path(DOCUMENT), context.path("mine.json")).unwrap();
        let says = "ctx: the document was missing: rebuilt revision 2 from context.json.audit.jsonl\n";
        writes(&context, says, &["merge", "set", "set"]);
    }
}
