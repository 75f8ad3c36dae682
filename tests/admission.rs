//! What a document brings along in `_ctx` that was changed without ctx: by an editor, by a merge of git.

use serde_json::{Value, json};

use crate::support::Context;

/// Changes what ctx keeps in the document, without ctx; the text that it then has.
fn edit(context: &Context, change: impl FnOnce(&mut Value)) -> String {
    let mut document: Value = serde_json::from_str(&context.document()).unwrap();
    change(&mut document);
    let text = serde_json::to_string_pretty(&document).unwrap() + "\n";
    context.write("context.json", &text);
    text
}

fn saved(text: &str) -> String {
    format!("context.json.replaced-{}", ctxfile::internals::log::digest::Digest::of(text.as_bytes()).short())
}

#[test]
fn an_end_of_the_whole_document_stops_nobody() {
    let context = Context::with(r#"{"a":1}"#);
    let text = edit(&context, |document| document["_ctx"] = json!({"expiries": {".": "2020-01-01T00:00:00.000Z"}}));
    let what = format!(
        "kept out of _ctx what does not hold there: expiries[\".\"]; what was there is saved as {}",
        saved(&text)
    );
    context.run(&["get", "a"]).prints("1\n");
    context.run(&["set", "a", "2"]).prints_and_says("", &format!("ctx: context.json: {what}\n"));
    let edit = &context.records()[1];
    assert_eq!(
        (&edit["op"], &edit["note"], &edit["state"]),
        (&"external".into(), &what.into(), &json!({"a": 1, "_ctx": {}}))
    );
    assert_eq!(context.read(&saved(&text)), text);
    context.run(&["set", "a", "3"]).prints("");
    context.run(&["-q", "verify"]).done();
}

#[test]
fn what_does_not_hold_gives_way_to_what_was_there_and_what_holds_is_named() {
    let context = Context::with(r#"{"a":1,"b":1}"#);
    context.run(&["lease", "acquire", "build", "--ttl", "1h"]).done();
    context.run(&["policy", "merge", "a", "deny"]).done();
    context.run(&["policy", "merge", "b", "deny"]).done();
    let lease = context.run(&["lease", "list", "--json"]).done();
    let text = edit(&context, |document| {
        document["_ctx"]["leases"]["build"] = json!({"name": "build"});
        document["_ctx"]["policies"].as_object_mut().unwrap().remove("a");
        document["_ctx"]["policies"]["b"] = json!({"merge": "sum"});
        document["_ctx"]["tasks"] = json!([]);
    });
    let out = format!(
        "kept out of _ctx what does not hold there: leases.build, tasks; what was there is saved as {}",
        saved(&text)
    );
    context.run(&["-q", "set", "c", "1"]).prints_and_says("", &format!("ctx: context.json: {out}\n"));
    let note = format!("{out}; it changed what ctx keeps: policies.a, policies.b");
    assert_eq!(context.records()[4]["note"], note);
    assert_eq!(context.run(&["lease", "list", "--json"]).done(), lease);
    context.run(&["policy", "list"]).prints("PATH  MERGE\nb     sum\n");
    context.run(&["-q", "verify"]).done();
}

#[test]
fn a_document_that_is_taken_over_says_what_it_came_with() {
    let context = Context::holding(r#"{"a":1,"_ctx":{"policies":{"a":{"merge":"deny"}},"once":7}}"#);
    let text = context.document();
    let out = format!("kept out of _ctx what does not hold there: once; what was there is saved as {}", saved(&text));
    context.run(&["-q", "set", "b", "1"]).prints_and_says("", &format!("ctx: context.json: {out}\n"));
    let note = format!("{out}; it came with what ctx keeps: policies.a");
    assert_eq!(context.records()[0]["note"], note);
    assert_eq!(context.run(&["set", "a", "2"]).code, 3);
}

#[test]
fn no_salt_that_can_be_guessed_comes_in() {
    let context = Context::with(r#"{"a":1}"#);
    context.run_with_input(&["set", "--redact", "k", "-"], "secret").done();
    let text = edit(&context, |document| document["_ctx"]["redacted"]["k"]["salt"] = "".into());
    let out =
        format!("kept out of _ctx what does not hold there: redacted.k; what was there is saved as {}", saved(&text));
    context.run(&["-q", "set", "a", "2"]).prints_and_says("", &format!("ctx: context.json: {out}\n"));
    let document: Value = serde_json::from_str(&context.document()).unwrap();
    assert_eq!(document["_ctx"]["redacted"]["k"]["salt"].as_str().unwrap().len(), 32);
    assert!(!context.log().contains("secret"));
    context.run(&["get", "k"]).prints("secret\n");
    context.run(&["-q", "verify"]).done();
}

#[test]
fn what_an_edit_changed_of_what_ctx_keeps_is_said_too() {
    let context = Context::with(r#"{"a":1}"#);
    let before = context.document();
    context.run(&["task", "add", "deploy"]).done();
    context.write("context.json", before);
    let told = "ctx: context.json was changed without ctx: it changed what ctx keeps: tasks.deploy\n";
    context.run(&["set", "a", "2"]).prints_and_says("", told);
}
