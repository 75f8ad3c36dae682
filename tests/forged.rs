//! Records that nobody wrote with ctx: sealed as ctx seals them, since the seal is no secret.

use ctxfile::model::digest::Digest;

use crate::support::Context;

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
        (format!("[{}]", [copy; 40].join(",")), r#"its patch has a "copy", which ctx never writes"#),
        (r#"[{"op":"move","from":"/a","path":"/b"}]"#.to_owned(), r#"its patch has a "move", which ctx never writes"#),
        (r#"[{"op":"test","path":"/a","value":[]}]"#.to_owned(), r#"its patch has a "test", which ctx never writes"#),
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
