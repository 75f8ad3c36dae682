//! The first record of a context.

use ctxfile::internals::log::digest::Digest;
use serde_json::json;

use super::{DOCUMENT, LOCK, LOG, TEMPORARY, bytes, reads, writes};
use crate::support::Context;

#[test]
fn a_document_that_was_there_before_its_log_is_imported() {
    for empty_log in [false, true] {
        let context = Context::holding("{\"a\":1e5,\"z\":[1,  2]}");
        if empty_log {
            context.write(LOG, "");
        }
        reads(&context, "1e5", "");
        writes(&context, "", &["import", "set"]);
        let import = &context.records()[0];
        let found: Vec<_> =
            ["rev", "prev", "note", "patch", "undo", "agent", "recorded_by"].map(|name| import[name].clone()).into();
        let prev = Digest::NONE.to_string();
        assert_eq!(json!(found), json!([1, prev, null, [], [], "unknown", "planner"]));
        assert!(context.log().contains(r#"{"a":1e5,"z":[1,2]}"#));
        assert_eq!(context.records()[1]["rev"], 2);
    }
}

#[test]
fn an_import_that_died_before_its_rename_is_finished() {
    let context = Context::holding("{\"a\":1}");
    context.run(&["set", "b", "0"]).done();
    let import = context.log().lines().next().unwrap().to_owned() + "\n";
    context.write(LOG, import);
    context.write(DOCUMENT, "{\"a\":1}");
    context.write(TEMPORARY, "{\n  \"a\": 1\n}\n");
    context.remove(LOCK);
    reads(&context, "1", "");
    writes(&context, "", &["import", "set"]);
}

#[test]
fn an_empty_file_without_a_log_is_a_new_document() {
    let context = Context::holding("");
    context.run(&["get"]).prints("{}\n");
    context.run(&["get", "a"]).fails(
        1,
        "ctx: could not get a: nothing has been written to context.json yet\n\
         hint: to print VALUE instead: --default VALUE\n",
    );
    assert_eq!(context.files(), [DOCUMENT]);
    writes(&context, "", &["set"]);
    assert_eq!(context.document(), "{\n  \"b\": 1\n}\n");
}

#[test]
fn a_first_commit_that_died_before_its_rename_is_finished() {
    for temporary in [true, false] {
        for lock in [true, false] {
            let context = Context::with(r#"{"a":1}"#);
            std::fs::rename(context.path(DOCUMENT), context.path(TEMPORARY)).unwrap();
            if !temporary {
                context.remove(TEMPORARY);
            }
            if lock {
                // It holds no anchor yet, only who took it.
                context.write(LOCK, [&[0; 1024][..], &context.read(LOCK).as_bytes()[1024..]].concat());
            } else {
                context.remove(LOCK);
            }
            reads(&context, "1", "ctx: the document was missing: read revision 1 from the log\n");
            let says = "ctx: the document was missing: rebuilt revision 1 from context.json.audit.jsonl\n";
            writes(&context, says, &["merge", "set"]);
        }
    }
}

#[test]
fn a_first_commit_that_died_while_appending_left_nothing() {
    for torn in ["", "{\"op\":\"set\",\"arg", "\0\0\0\0"] {
        let context = Context::empty();
        context.write(LOG, torn);
        context.write(TEMPORARY, "{\n  \"a\": 1\n}\n");
        let before = bytes(&context);
        context.run(&["get"]).prints("{}\n");
        assert_eq!(bytes(&context), before);
        let saved = format!("{LOG}.torn-{}", Digest::of(torn.as_bytes()).short());
        let what = format!("cut a torn record of {} bytes, saved as {saved}", torn.len());
        let says = if torn.is_empty() { String::new() } else { format!("ctx: {LOG}: {what}\n") };
        writes(&context, &says, &["set"]);
        let note = if torn.is_empty() { json!(null) } else { json!(what) };
        assert_eq!((&context.records()[0]["note"], context.records()[0]["rev"].clone()), (&note, 1.into()));
    }
}
