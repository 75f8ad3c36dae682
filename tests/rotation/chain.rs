//! Records that are sound one by one, and do not follow from each other.

use super::{rotated, with_limit};
use crate::support::{Context, answer};

const SEGMENT: &str = "context.json.audit.000000000002.jsonl";

/// Revisions 1 to 5, each in a log of its own, and the second one that of another context.
fn mixed() -> Context {
    let context = rotated(5);
    let other = Context::empty();
    for n in 1..=3 {
        with_limit(&other, "1", &["set", "n", &format!("\"foreign {n}\"")]).done();
    }
    context.write(SEGMENT, other.read(SEGMENT));
    context
}

#[test]
fn a_segment_of_another_context_is_told_by_whoever_reads_as_far() {
    let context = mixed();
    for arguments in [
        &["get", "--at", "2"][..],
        &["get", "--at", "1"],
        &["show", "2"],
        &["diff", "2"],
        &["restore", "2"],
        &["undo", "2"],
        &["log"],
        &["log", "-n", "4"],
        &["log", "--since", "0"],
        &["verify"],
        &["log", "compact", "--keep", "1"],
    ] {
        let answer = context.run(arguments);
        // What comes before it in the output is sound.
        let is_listed = arguments[0] == "log";
        assert!(answer.code == 5 && (is_listed || answer.stdout.is_empty()), "{arguments:?}: {answer:?}");
        // Backwards it is the newer one that does not follow, forwards the foreign one itself.
        let is_told = [2, 3].iter().any(|rev| {
            let why = format!("jsonl: revision {rev}: it does not follow the record before it");
            answer.stderr.contains(&why)
        });
        assert!(is_told, "{arguments:?}: {}", answer.stderr);
        assert!(answer.stderr.ends_with("to see what can be done: ctx -c context.json repair\n"), "{}", answer.stderr);
    }
    context.run(&["get", "--at", "3", "n"]).prints("3\n");
    context.run(&["log", "-n", "3"]).done();
}

#[test]
fn a_record_that_was_taken_out_is_told_even_by_a_compaction() {
    let context = Context::empty();
    for n in 1..=6 {
        context.run(&["set", "n", &n.to_string()]).done();
    }
    let log = context.log();
    context.write(
        "context.json.audit.jsonl",
        log.split_inclusive('\n').filter(|line| !line.contains("\"rev\":3,")).collect::<String>(),
    );
    let before = context.files();
    for arguments in [&["log"][..], &["blame"], &["log", "compact", "--keep", "2"]] {
        let answer = context.run(arguments);
        assert!(answer.code == 5 || arguments == ["blame"], "{arguments:?}: {answer:?}");
    }
    assert_eq!(context.files(), before);
}

#[test]
fn a_name_that_a_dead_writer_gave_the_log_does_not_outlive_its_repair() {
    let context = rotated(3);
    let segment = context.path("context.json.audit.000000000003.jsonl");
    std::fs::hard_link(context.path("context.json.audit.jsonl"), &segment).unwrap();
    let damaged = context.log().replacen("planner", "plamner", 1);
    std::fs::write(context.path("context.json.audit.jsonl"), damaged).unwrap();
    context.run(&["repair", "--yes"]).done();
    assert!(!segment.exists());
    context.run(&["repair"]).prints_and_says("", "ctx: context.json: nothing is damaged\n");
    for arguments in [&["verify"][..], &["log"], &["set", "n", "4"]] {
        assert_eq!(answer(context.command(arguments)).code, 0, "{arguments:?}");
    }
}
