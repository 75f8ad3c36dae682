//! Records that nobody wrote with ctx: sealed as ctx seals them, since the seal is no secret.

use std::os::unix::fs::MetadataExt as _;

use ctxfile::internals::log::digest::Digest;

use crate::support::{Context, answer};

const LOG: &str = "context.json.audit.jsonl";

/// Adds a record whose patch is this, with everything else as ctx would write it.
fn add_record(context: &Context, patch: &str) {
    let last = context.records().pop().unwrap();
    let (rev, h) = (last["rev"].as_u64().unwrap() + 1, last["h"].as_str().unwrap().to_owned());
    let body = format!(
        r#"{{"op":"set","args":null,"patch":{patch},"undo":[],"agent":"mallory","at":"2026-11-20T00:00:00.000Z","pid":1,"uid":0,"host":"h","boot":"b","durability":"full","v":1,"rev":{rev},"prev":"{h}","post":"{h}""#
    );
    let line = format!("{body},\"h\":\"{}\"}}\n", Digest::of(body.as_bytes()));
    context.write(LOG, context.log() + &line);
}

#[test]
fn a_record_that_does_what_ctx_never_writes_is_refused_before_it_is_applied() {
    let copy = r#"{"op":"copy","from":"/a","path":"/a/-"}"#;
    for (patch, why) in [
        (format!("[{}]", [copy; 40].join(",")), r#""patch": it has a "copy", which ctx never writes"#),
        (
            r#"[{"op":"move","from":"/a","path":"/b"}]"#.to_owned(),
            r#""patch": it has a "move", which ctx never writes"#,
        ),
        (r#"[{"op":"test","path":"/a","value":[]}]"#.to_owned(), r#""patch": it has a "test", which ctx never writes"#),
        (
            format!(r#"[{{"op":"add","path":"{}","value":1}}]"#, "/a".repeat(101)),
            r#""patch": an operation's "path" is deeper than 100 levels"#,
        ),
    ] {
        let context = Context::with(r#"{"a":[1]}"#);
        let (before, document) = (context.log().len(), context.document());
        add_record(&context, &patch);
        for arguments in [&["verify"][..], &["get", "a"], &["set", "b", "1"]] {
            let answer = context.run(arguments);
            let says = format!("could not trust {LOG}: the record at byte {before} is damaged: {why}\n");
            assert!(answer.code == 5 && answer.stderr.contains(&says), "{arguments:?}: {answer:?}");
        }
        assert_eq!(context.document(), document);
    }
}

/// Edits the document, and lets the lock file say that it is what ctx published.
pub fn edited_and_anchored(context: &Context, text: &str) {
    context.write("context.json", text);
    let file = std::fs::metadata(context.path("context.json")).unwrap();
    let nanoseconds = |seconds: i64, rest: i64| seconds * 1_000_000_000 + rest;
    let mut anchor: serde_json::Value = serde_json::from_str(&context.lock_line(0)).unwrap();
    anchor["document"] = serde_json::json!({
        "dev": file.dev(), "ino": file.ino(), "size": file.size(),
        "mtime": nanoseconds(file.mtime(), file.mtime_nsec()), "ctime": nanoseconds(file.ctime(), file.ctime_nsec()),
    });
    anchor["exact"] = true.into();
    context.write_lock_line(0, &anchor.to_string());
}

#[test]
fn a_compaction_does_not_sign_for_such_an_edit_either() {
    let context = Context::with(r#"{"a":1}"#);
    let mut rotating = context.command(&["set", "b", "1"]);
    rotating.env("CTX_LOG_MAX", "1");
    answer(rotating).done();
    edited_and_anchored(&context, "{\n  \"a\": 7\n}\n");
    context.run(&["log", "compact", "--keep", "1"]).prints("dropped revisions 1 to 1, recorded as revision 4\n");
    let edit = context.run(&["log", "--json", "--op", "external"]).done();
    let edit: serde_json::Value = serde_json::from_str(&edit).unwrap();
    assert_eq!((&edit["rev"], &edit["agent"], &edit["state"]["a"]), (&3.into(), &"unknown".into(), &7.into()));
    context.run(&["-q", "verify"]).done();
}

#[test]
fn no_writer_signs_for_an_edit_that_the_lock_file_says_is_none() {
    for arguments in [&["set", "b", "1"][..], &["emit", "t"]] {
        let context = Context::with(r#"{"a":1}"#);
        edited_and_anchored(&context, "{\n  \"a\": 7\n}\n");
        let mut command = context.command(arguments);
        command.env("CTX_AUDIT_KEY", "0123456789abcdef");
        assert_eq!(answer(command).code, 0);
        assert_eq!(context.ops().get(1).map(String::as_str), Some("external"), "{arguments:?}: {:?}", context.ops());
        let edit = &context.records()[1];
        assert_eq!((&edit["agent"], &edit["state"]["a"]), (&"unknown".into(), &7.into()));
        context.run(&["-q", "verify"]).done();
    }
}
