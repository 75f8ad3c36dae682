//! `ctx log retain`: how much of the log is kept, and what a rotation drops by itself.

use crate::support::{Answer, Context, answer};

/// `ctx` whose log is rotated by every change.
fn rotating(context: &Context, arguments: &[&str]) -> Answer {
    let mut command = context.command(arguments);
    command.env("CTX_LOG_MAX", "1");
    answer(command)
}

/// A context of this many revisions, each in a log of its own, that keeps so much; that is the last revision.
fn keeping(keep: &str, revisions: u64) -> Context {
    let context = Context::empty();
    for n in 1..revisions {
        rotating(&context, &["set", "n", &n.to_string()]).done();
    }
    context.run(&["log", "retain", keep]).prints("");
    context
}

fn revisions(context: &Context) -> Vec<u64> {
    let log = context.run(&["log", "--json"]).done();
    let rev = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["rev"].as_u64().unwrap();
    log.lines().map(rev).collect()
}

#[test]
fn a_retention_is_set_shown_and_removed() {
    let context = Context::with(r#"{"a":1}"#);
    let none = "the document sets no retention: the whole log is kept\nhint: ctx -c context.json log retain 30d\n";
    context.run(&["log", "retain"]).fails(1, &format!("ctx: {none}"));
    for (given, shown) in [("30d", "30days"), ("1GiB", "1GiB"), ("20MB", "20000000B"), ("1000", "1000")] {
        context.run(&["log", "retain", given]).prints("");
        context.run(&["log", "retain"]).prints(&format!("{shown}\n"));
    }
    context.run(&["log", "retain", "1000"]).prints_and_says("", "ctx: unchanged: revision 5\n");
    assert!(context.document().contains("\"log\": {\n      \"retain\": \"1000\"\n    }"), "{}", context.document());
    context.run(&["get"]).prints("{\n  \"a\": 1\n}\n");
    assert_eq!(context.ops().last().unwrap(), "log.retention");
    let undone = context.run(&["undo", "5"]);
    assert!(undone.code == 3 && undone.stderr.contains("ctx -c context.json log retain --help"), "{undone:?}");
    context.run(&["log", "retain", "--unset"]).prints("");
    assert!(!context.document().contains("retain"), "{}", context.document());
    let unset = context.run(&["log", "retain", "--unset"]);
    assert!(unset.code == 1 && unset.stderr.ends_with(none), "{unset:?}");
    let wrong = context.run(&["log", "retain", "0"]);
    let why = "expected a number of revisions (1000), a duration (30d) or a size (1GiB)";
    assert!(wrong.code == 2 && wrong.stderr.contains(why), "{wrong:?}");
}

#[test]
fn a_rotation_drops_what_is_not_kept_and_a_record_says_so() {
    let context = keeping("3", 6);
    // Revision 6 is in the log of 5, which is closed now, and so is what the retention counts.
    rotating(&context, &["set", "n", "7", "-m", "mine"])
        .prints_and_says("", "ctx: dropped revisions 1 to 4 of the log, recorded as revision 8: it keeps 3\n");
    assert_eq!(revisions(&context), [5, 6, 7, 8]);
    let said = context.run(&["log", "-n", "1", "--json"]).done();
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!((&said["op"], &said["agent"]), (&"log.compacted".into(), &"planner".into()));
    assert_eq!((&said["args"]["dropped"]["last"], &said["args"]["retain"]), (&4.into(), &"3".into()));
    assert!(said.get("message").is_none(), "{said}");
    context.run(&["verify"]).normalized(&context).prints_and_says(
        "context.json: revisions 5 to 8 are sound, 8:DIGEST\n",
        "ctx: revisions 1 to 4 were dropped by revision 8\n",
    );
    context.run(&["get", "n", "--at", "5"]).prints("5\n");
    context.run(&["repair"]).prints_and_says("", "ctx: context.json: nothing is damaged\n");
    // Without a rotation nothing is dropped, and the next one says all that was.
    context.run(&["set", "n", "8"]).prints("");
    rotating(&context, &["-q", "emit", "x"]).prints("");
    let verified = context.run(&["verify"]);
    assert_eq!((verified.code, verified.stderr.as_str()), (0, "ctx: revisions 1 to 7 were dropped by revision 11\n"));
}

#[test]
fn sizes_and_times_are_kept_too() {
    let context = keeping("1GiB", 4);
    rotating(&context, &["set", "n", "5"]).prints("");
    context.run(&["log", "retain", "1h"]).prints("");
    rotating(&context, &["set", "n", "6"]).prints("");
    assert_eq!(revisions(&context), [1, 2, 3, 4, 5, 6, 7]);
    context.run(&["-q", "log", "retain", "1ns"]).prints("");
    rotating(&context, &["set", "n", "7"])
        .prints_and_says("", "ctx: dropped revisions 1 to 8 of the log, recorded as revision 10: it keeps 1ns\n");
    context.run(&["-q", "log", "retain", "2kB"]).prints("");
    rotating(&context, &["-q", "set", "n", "8"]).prints("");
    let kept = revisions(&context);
    assert!(kept.first().is_some_and(|first| *first >= 9) && kept.last() == Some(&13), "{kept:?}");
    context.run(&["-q", "verify"]).done();
}

#[test]
fn damage_is_not_dropped_and_the_change_stands() {
    let context = keeping("1", 4);
    let segment = "context.json.audit.000000000002.jsonl";
    context.write(segment, context.read(segment).replace("planner", "plamner"));
    let answer = rotating(&context, &["set", "n", "5"]);
    assert_eq!((answer.code, answer.stdout.as_str()), (0, ""));
    assert!(answer.stderr.starts_with("ctx: the log is longer than `ctx log retain` asks for: "), "{answer:?}");
    assert!(answer.stderr.contains("000000000002.jsonl: the record at byte 0 is damaged"), "{answer:?}");
    context.run(&["get", "n"]).prints("5\n");
    assert!(context.path(segment).exists() && context.path("context.json.audit.000000000001.jsonl").exists());
}

#[test]
fn without_the_key_nothing_is_dropped_that_was_written_with_it() {
    let context = Context::empty();
    for n in ["1", "2", "3"] {
        let mut command = context.command(&["set", "n", n]);
        answer({
            command.env("CTX_LOG_MAX", "1").env("CTX_AUDIT_KEY", "0123456789abcdef");
            command
        })
        .done();
    }
    context.run(&["-q", "log", "retain", "1"]).done();
    let answer = rotating(&context, &["set", "n", "4"]);
    assert_eq!(answer.code, 0);
    assert!(answer.stderr.contains("revision 1 has an HMAC, and CTX_AUDIT_KEY is not set"), "{answer:?}");
    assert_eq!(revisions(&context), [1, 2, 3, 4, 5]);
}

#[test]
fn a_retention_that_is_none_is_told_and_keeps_everything() {
    let context = keeping("1", 3);
    context.write("context.json", context.document().replace("\"retain\": \"1\"", "\"retain\": \"often\""));
    let answer = rotating(&context, &["set", "n", "5"]);
    assert_eq!(answer.code, 0);
    let why = "_ctx.log.retain is \"often\", which is not a retention\n";
    assert!(answer.stderr.contains(why), "{answer:?}");
    let shown = context.run(&["log", "retain"]);
    assert!(shown.code == 5 && shown.stderr.contains(why), "{shown:?}");
    context.run(&["-q", "log", "retain", "1000"]).done();
    assert_eq!(revisions(&context).first(), Some(&1));
}

#[test]
fn a_compaction_keeps_what_the_document_asks_for() {
    let context = keeping("2", 4);
    context.run(&["log", "compact"]).prints("dropped revisions 1 to 2, recorded as revision 5\n");
    Context::with(r#"{"a":1}"#).run(&["log", "compact"]).fails(
        2,
        "ctx: how much to keep is not given, and the document sets no retention\n\
         hint: ctx -c context.json log compact --keep 30d\n",
    );
    context.run(&["log", "compact", "--keep", "1GiB"]).prints_and_says("", "ctx: unchanged: nothing to drop\n");
    let all = context.run(&["log", "compact", "--keep", "1B"]).done();
    assert_eq!(all, "dropped revisions 1 to 4, recorded as revision 6\n");
}
