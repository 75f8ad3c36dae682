use std::process::Stdio;

use crate::support::{Answer, Context, answer};

/// `ctx` whose logs are rotated from this length on.
fn with_limit(context: &Context, limit: &str, arguments: &[&str]) -> Answer {
    let mut command = context.command(arguments);
    command.env("CTX_LOG_MAX", limit);
    answer(command)
}

/// A context of this many revisions, each in a log of its own but for the first.
fn rotated(revisions: u64) -> Context {
    let context = Context::empty();
    for n in 1..=revisions {
        with_limit(&context, "1", &["set", "n", &n.to_string()]).done();
    }
    context
}

#[test]
fn a_long_log_becomes_a_segment_beside_a_new_one() {
    let context = rotated(3);
    assert_eq!(
        context.files(),
        [
            "context.json",
            "context.json.audit.000000000001.jsonl",
            "context.json.audit.000000000002.jsonl",
            "context.json.audit.jsonl",
            "context.json.lock",
        ]
    );
    // Each log rebuilds the document by itself.
    for file in context.files().iter().filter(|file| file.contains("audit")) {
        let line = context.read(file);
        assert!(line.ends_with("\n") && line.contains("\"state\":{"), "{line}");
    }
    context.run(&["verify"]).done();
}

#[test]
fn what_reads_the_past_reads_all_segments() {
    let context = rotated(4);
    let log = context.run(&["log", "--json"]).done();
    let revisions: Vec<u64> =
        log.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["rev"].as_u64().unwrap()).collect();
    assert_eq!(revisions, [1, 2, 3, 4]);
    assert_eq!(context.run(&["log", "--json", "--since", "2"]).done().lines().count(), 2);
    assert_eq!(context.run(&["log", "--json", "-n", "3"]).done().lines().count(), 3);
    let watched = context.run(&["watch", "--since", "0", "-n", "4"]).done();
    assert_eq!(watched.lines().count(), 4);
    let guarded = context.run(&["set", "n", "x", "--if-unchanged-since", "1"]);
    assert!(guarded.code == 3 && guarded.stderr.contains("found one in revision 4"), "{guarded:?}");
    context.run(&["verify", "--expect", context.run(&["head"]).done().trim_end()]).done();
}

#[test]
fn messages_rotate_too_and_change_no_document() {
    let context = rotated(1);
    let before = std::fs::metadata(context.path("context.json")).unwrap().modified().unwrap();
    with_limit(&context, "1", &["emit", "hello"]).done();
    with_limit(&context, "1", &["emit", "hello"]).done();
    assert_eq!(std::fs::metadata(context.path("context.json")).unwrap().modified().unwrap(), before);
    assert_eq!(context.files().iter().filter(|file| file.contains("audit")).count(), 3);
    let last = context.run(&["get", "n", "--meta"]).done();
    assert!(last.contains("\"rev\":1"), "{last}");
    context.run(&["verify"]).done();
}

#[test]
fn a_segment_that_is_gone_is_missed() {
    let context = rotated(3);
    context.remove("context.json.audit.000000000001.jsonl");
    context.run(&["verify"]).fails(
        5,
        "ctx: could not trust context.json.audit.jsonl: the records before revision 2 are missing\n\
         hint: put context.json.audit.000000000001.jsonl back\n",
    );
    context.run(&["get", "n"]).prints("3\n");
    assert_eq!(context.run(&["log", "--json"]).done().lines().count(), 2);
}

#[test]
fn an_altered_segment_is_noticed() {
    let context = rotated(3);
    let name = "context.json.audit.000000000002.jsonl";
    context.write(name, context.read(name).replace("planner", "plammer"));
    let answer = context.run(&["verify"]);
    assert_eq!(answer.code, 5);
    assert!(answer.stderr.contains("000000000002.jsonl: the record at byte 0 is damaged"), "{answer:?}");
}

#[test]
fn a_watch_goes_on_through_rotation_while_many_write() {
    let context = rotated(1);
    let mut watch = context.command(&["watch", "--since", "1", "-n", "80"]);
    let watch = watch.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let context = &context;
            scope.spawn(move || {
                for n in 0..10 {
                    with_limit(context, "2000", &["set", &format!("w{writer}"), &n.to_string()]).done();
                }
            });
        }
    });
    let told = Answer::from(watch.wait_with_output().unwrap()).done();
    let revisions: Vec<u64> =
        told.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["rev"].as_u64().unwrap()).collect();
    assert_eq!(revisions, (2..=81).collect::<Vec<u64>>());
    assert!(context.files().iter().filter(|file| file.contains("audit")).count() > 5);
    context.run(&["verify"]).done();
}

#[test]
fn a_limit_that_is_none_is_refused() {
    let context = rotated(1);
    with_limit(&context, "much", &["set", "n", "2"])
        .fails(2, "ctx: CTX_LOG_MAX is \"much\", which is not a number of bytes\n");
}
