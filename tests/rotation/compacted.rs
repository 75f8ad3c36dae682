//! What `log compact` does without the lock, and what beside it.

use std::fs::File;

use fs2::FileExt as _;

use super::{revision, rotated};
use crate::support::Context;

/// The lock, held by another process.
fn locked(context: &Context) -> File {
    let lock = File::open(context.path("context.json.lock")).unwrap();
    lock.try_lock_exclusive().unwrap();
    lock
}

#[test]
fn that_there_is_nothing_to_drop_is_found_out_without_the_lock() {
    let context = rotated(3);
    let before = context.files();
    let _held = locked(&context);
    for keep in ["3", "1d"] {
        context
            .run(&["--no-wait", "log", "compact", "--keep", keep])
            .prints_and_says("", "ctx: unchanged: nothing to drop\n");
    }
    context.run(&["--no-wait", "log", "compact", "--keep", "3", "--json"]).prints("null\n");
    assert_eq!(context.files(), before);
    let empty = Context::empty();
    empty.run(&["log", "compact", "--keep", "1"]).prints_and_says("", "ctx: unchanged: nothing to drop\n");
    assert!(empty.files().is_empty());
}

#[test]
fn damage_is_found_before_the_lock_is_taken() {
    let context = rotated(4);
    let segment = "context.json.audit.000000000001.jsonl";
    context.write(segment, context.read(segment).replace("planner", "plamner"));
    let _held = locked(&context);
    let answer = context.run(&["--no-wait", "log", "compact", "--keep", "1"]);
    assert_eq!(answer.code, 5, "{answer:?}");
    assert!(answer.stderr.contains("000000000001.jsonl: the record at byte 0 is damaged"), "{answer:?}");
}

#[test]
fn a_lock_that_is_held_keeps_everything_where_it_is() {
    let context = rotated(3);
    let before = context.files();
    let held = locked(&context);
    let answer = context.run(&["--no-wait", "log", "compact", "--keep", "1"]);
    assert_eq!((answer.code, answer.stdout.as_str()), (4, ""), "{answer:?}");
    assert_eq!(context.files(), before);
    drop(held);
    context.run(&["log", "compact", "--keep", "1"]).prints("dropped revisions 1 to 2, recorded as revision 4\n");
}

#[test]
fn what_a_dead_compaction_left_is_replaced_by_the_next() {
    let context = Context::empty();
    for n in 1..=6 {
        context.run(&["set", "text", &n.to_string().repeat(40_000)]).done();
    }
    context.write(".context.json.audit.old.tmp", "half of it");
    context.run(&["log", "compact", "--keep", "1"]).done();
    assert_eq!(
        context.files(),
        ["context.json", "context.json.audit.000000000006.jsonl", "context.json.audit.jsonl", "context.json.lock"]
    );
    context.run(&["-q", "verify"]).done();
}

#[test]
fn a_log_of_messages_alone_is_cut_too() {
    let context = Context::with(r#"{"a":1}"#);
    let data = format!("\"{}\"", "x".repeat(2000));
    for _ in 0..80 {
        context.run(&["emit", "t", &data]).done();
    }
    let states: Vec<u64> = context.log().lines().filter(|line| line.contains("\"state\":{")).map(revision).collect();
    assert!(states.len() > 2, "{states:?}");
    // The newest of them that five revisions follow; where it stands depends on the length of names.
    let cut = states.iter().rfind(|rev| **rev <= 77).unwrap();
    context
        .run(&["log", "compact", "--keep", "5"])
        .prints(&format!("dropped revisions 1 to {}, recorded as revision 82\n", cut - 1));
    let kept: Vec<u64> = context.run(&["log", "--json"]).done().lines().map(revision).collect();
    assert_eq!(kept, (*cut..=82).collect::<Vec<u64>>());
    context.run(&["-q", "verify"]).done();
    context.run(&["get", "a", "--at", &cut.to_string()]).prints("1\n");
    // A message that holds the whole state changes nothing.
    assert!(context.run(&["blame", "a"]).done().starts_with('^'));
    let told = context.run(&["watch", "--since", &(cut - 1).to_string(), "-n", "1"]).done();
    assert!(told.contains("\"type\":\"message\""), "{told}");
}

#[test]
fn many_write_and_several_compact_at_once() {
    let context = rotated(2);
    std::thread::scope(|scope| {
        for n in 0..4 {
            let context = &context;
            scope.spawn(move || {
                for i in 0..10 {
                    let value = i.to_string().repeat(if n == 0 { 40_000 } else { 1 });
                    context.run(&["-q", "--wait", "60s", "set", &format!("w{n}"), &value]).done();
                }
            });
        }
        for _ in 0..3 {
            scope.spawn(|| {
                for _ in 0..4 {
                    let answer = context.run(&["-q", "--wait", "60s", "log", "compact", "--keep", "3"]);
                    assert_eq!((answer.code, answer.stderr.as_str()), (0, ""), "{answer:?}");
                }
            });
        }
    });
    context.run(&["-q", "verify"]).done();
    let first = context.run(&["log", "compact", "--keep", "1"]).done();
    assert!(first.is_empty() || first.starts_with("dropped revisions 1 to "), "{first}");
    context.run(&["repair"]).prints_and_says("", "ctx: context.json: nothing is damaged\n");
}
