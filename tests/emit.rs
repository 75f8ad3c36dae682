use std::os::unix::fs::MetadataExt as _;

use crate::support::{Answer, Context};

/// The document's file, and when it was written.
fn file(context: &Context) -> (u64, i64, i64) {
    let found = std::fs::metadata(context.path("context.json")).unwrap();
    (found.ino(), found.mtime(), found.mtime_nsec())
}

fn revisions(context: &Context) -> Vec<u64> {
    context.records().iter().map(|record| record["rev"].as_u64().unwrap()).collect()
}

#[test]
fn a_message_is_a_revision_that_leaves_the_document_as_it_is() {
    let context = Context::with(r#"{"a":1}"#);
    let (before, document) = (file(&context), context.document());
    context.run(&["emit", "build.done", r#"{"ok":1.10}"#, "-m", "why"]).prints("");
    context.run(&["emit", "ping", "--print-rev"]).prints("3\n");
    assert_eq!((file(&context), context.document()), (before, document));
    let records = context.records();
    let told = |n: usize| (records[n]["op"].clone(), records[n]["args"].to_string(), records[n]["patch"].to_string());
    let message = |args: &str| ("message".into(), args.to_owned(), "[]".to_owned());
    assert_eq!(told(1), message(r#"{"topic":"build.done","data":{"ok":1.10}}"#));
    assert_eq!(told(2), message(r#"{"topic":"ping"}"#));
    assert_eq!((&records[1]["message"], &records[2]["post"]), (&"why".into(), &records[0]["post"]));
    assert!(records[1].get("state").is_none());
    assert_eq!(context.files(), ["context.json", "context.json.audit.jsonl", "context.json.lock"]);
    context.run(&["verify"]).done();
    context
        .run(&["get", "--meta", "a"])
        .normalized(&context)
        .prints("{\"path\":\"a\",\"value\":1,\"rev\":1,\"agent\":\"planner\",\"at\":\"TIME\",\"op\":\"merge\",\"document_rev\":3}\n");
}

#[test]
fn readers_are_as_fast_behind_a_message_as_before_it() {
    let context = Context::with(r#"{"a":1}"#);
    let before: serde_json::Value = serde_json::from_str(&context.lock_line(0)).unwrap();
    context.run(&["emit", "ping"]).done();
    let after: serde_json::Value = serde_json::from_str(&context.lock_line(0)).unwrap();
    assert_eq!((&after["rev"], &after["exact"], &after["post"]), (&2.into(), &before["exact"], &before["post"]));
    assert_eq!((&after["document"], &after["log"]), (&before["document"], &context.log().len().into()));
}

#[test]
fn the_first_message_of_all_makes_the_document() {
    let context = Context::empty();
    context.run(&["emit", "hello", "--print-rev"]).prints("1\n");
    assert_eq!((context.document().as_str(), context.ops()), ("{}\n", vec!["message".to_owned()]));
    context.run(&["verify"]).done();
    // Nothing was changed by it.
    context.run(&["set", "a", "1", "--if-unchanged-since", "0"]).prints("");
    context.run(&["log", "--path", "a"]).normalized(&context).prints("2  TIME  planner  set\n    a: 1\n");
    context
        .run(&["log", "-n", "2"])
        .normalized(&context)
        .prints("1  TIME  planner  message\n    hello\n2  TIME  planner  set\n    a: 1\n");
}

#[test]
fn data_is_read_like_a_value_of_set_from_an_argument_or_standard_input() {
    let context = Context::with(r#"{"a":1}"#);
    let event = |rev: u64, rest: &str| {
        format!(
            "{{\"type\":\"message\",\"rev\":{rev},\"at\":\"TIME\",\"agent\":\"planner\",\"op\":\"message\",\
             \"paths\":[],{rest}}}\n"
        )
    };
    let emit = |data: &[&str], input: &str| {
        let arguments = [&["emit", "t", "--json"], data].concat();
        context.run_with_input(&arguments, input).normalized(&context)
    };
    emit(&[], "").prints(&event(2, r#""topic":"t""#));
    emit(&["null"], "").prints(&event(3, r#""topic":"t","data":null"#));
    emit(&["-1.50"], "").prints(&event(4, r#""topic":"t","data":-1.50"#));
    emit(&["-"], "[1,\n \"x\"]\n").prints(&event(5, r#""topic":"t","data":[1,"x"]"#));
    emit(&["--print-rev"], "").prints(&format!("{}6\n", event(6, r#""topic":"t""#)));
    emit(&["some text"], "").prints(&event(7, r#""topic":"t","data":"some text""#));
    emit(&["- a list"], "").prints(&event(8, r#""topic":"t","data":"- a list""#));
    emit(&["-"], "").prints_and_says(
        &event(9, r#""topic":"t","data":"""#),
        "ctx: the data is empty text: standard input is empty\n",
    );
    let mut command = context.command(&["emit", "t", "-"]);
    command.env("CTX_MAX_SIZE", "10");
    // As long as the document is, input is no surprise.
    let limit = context.document().len();
    crate::support::answer_to_input(command, format!("\"{}\"", "x".repeat(1000)).as_bytes()).fails(
        5,
        &format!(
            "ctx: standard input is longer than {limit} bytes\n\
             hint: CTX_MAX_SIZE, or `ctx policy limit` for all, sets the limit; keep large values in separate files\n"
        ),
    );
    assert_eq!(revisions(&context), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

#[test]
fn what_is_no_topic_is_refused() {
    let context = Context::with(r#"{"a":1}"#);
    let refused = |topic: &str, why: &str| {
        let Answer { code, stdout, stderr } = context.run(&["emit", topic]);
        assert_eq!((code, stdout.as_str()), (2, ""), "{topic:?}");
        assert!(stderr.contains(why), "{stderr}");
    };
    for topic in ["", "a b", "a\nb", "a\u{1b}", &"x".repeat(129)] {
        refused(topic, "a topic has 1 to 128 bytes, no white space and no control characters");
    }
    for topic in
        ["message", "context.updated", "handoff.requested", "task.added", "lease.acquired", "once.done", "vote.cast"]
    {
        refused(topic, "only ctx itself writes events of this type");
    }
    context.run(&["emit"]).fails(
        2,
        "ctx: the following required arguments were not provided:\n  <TOPIC>\nhint: usage: ctx emit <TOPIC> [VALUE]\n",
    );
    assert_eq!(context.ops(), ["merge"]);
}

#[test]
fn a_guard_that_fails_keeps_a_message_back() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["emit", "t", "--if-rev", "7"]).normalized(&context).fails(
        3,
        "ctx: could not emit t in context.json: expected revision 7, found 1; last changed by planner at TIME in \
         revision 1\nhint: ctx -c context.json log --since 7\n",
    );
    context.run(&["emit", "t", "--if-unchanged-since", "1"]).prints("");
    context.run(&["set", "a", "2"]).done();
    assert_eq!(context.run(&["emit", "t", "--if-unchanged-since", "1"]).code, 3);
    assert_eq!(context.run(&["-N", "b", "emit", "t", "--if-exists"]).code, 3);
    context.run(&["-N", "b", "emit", "t", "--if-unchanged-since", "1"]).prints("");
    context.run(&["emit", "t", "--dry-run"]).prints("[]\n");
    assert_eq!(context.run(&["emit", "t", "--dry-run", "--if-rev", "1"]).code, 3);
    assert_eq!(context.ops(), ["merge", "message", "set", "message"]);
}

#[test]
fn an_edit_by_hand_is_recorded_before_a_message_and_kept() {
    let context = Context::with(r#"{"a":1}"#);
    context.write("context.json", "{\"a\": 2}");
    context.run(&["emit", "t"]).prints("");
    assert_eq!(context.ops(), ["merge", "external", "message"]);
    context.run(&["get", "a"]).prints("2\n");
    context.run(&["verify"]).done();
}

#[test]
fn a_document_in_another_layout_keeps_it() {
    let context = Context::with(r#"{"a":1}"#);
    context.write("context.json", "{\"a\":1}");
    context.run(&["emit", "t"]).prints("");
    assert_eq!((context.document().as_str(), context.ops().len()), ("{\"a\":1}", 2));
    context.run(&["set", "a", "2"]).prints("");
    assert_eq!(context.ops(), ["merge", "message", "set"]);
    context.run(&["verify"]).done();
}

#[test]
fn a_torn_record_is_cut_off_before_a_message_follows() {
    let context = Context::with(r#"{"a":1}"#);
    let log = context.log();
    context.write("context.json.audit.jsonl", format!("{log}{{\"op\":\"se"));
    let Answer { code, stderr, .. } = context.run(&["emit", "t"]);
    assert!(code == 0 && stderr.contains("cut a torn record of 9 bytes"), "{stderr}");
    assert!(context.records()[1]["note"].as_str().unwrap().starts_with("cut a torn record of 9 bytes"));
    context.run(&["verify"]).done();
}

#[test]
fn a_death_between_record_and_anchor_is_no_trouble() {
    let context = Context::with(r#"{"a":1}"#);
    let anchor = context.lock_line(0);
    context.run(&["emit", "t"]).done();
    context.write_lock_line(0, &anchor);
    context.run(&["get", "a"]).prints("1\n");
    context.run(&["verify"]).done();
    context.run(&["emit", "t"]).prints("");
    context.write_lock_line(0, &anchor);
    context.run(&["set", "a", "2"]).prints("");
    assert_eq!(context.ops(), ["merge", "message", "message", "set"]);
    context.run(&["verify"]).done();
}

#[test]
fn many_messages_and_changes_at_once_are_all_there() {
    let context = Context::with(r#"{"n":0}"#);
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let context = &context;
            scope.spawn(move || {
                for _ in 0..10 {
                    let arguments: &[&str] = if writer % 2 == 0 { &["emit", "t"] } else { &["incr", "n"] };
                    context.run(&[&["-q", "--wait", "60s"], arguments].concat()).done();
                }
            });
        }
    });
    assert_eq!(revisions(&context), (1..=41).collect::<Vec<u64>>());
    context.run(&["get", "n"]).prints("20\n");
    context.run(&["verify"]).done();
}
