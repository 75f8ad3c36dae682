//! Segments that are compressed when the log is rotated.

use std::io::Read as _;

use flate2::read::MultiGzDecoder;

use crate::support::{Answer, Context, answer};

/// `ctx` that rotates the log with every change, and compresses whatever is closed.
fn packing(context: &Context, arguments: &[&str]) -> Answer {
    let mut command = context.command(arguments);
    command.env("CTX_LOG_MAX", "1").env("CTX_LOG_COMPRESS", "0");
    answer(command)
}

/// A context of this many revisions, each but the last in a compressed segment.
fn packed(revisions: u64) -> Context {
    let context = Context::empty();
    for n in 1..=revisions {
        packing(&context, &["set", "n", &n.to_string()]).prints("");
    }
    context
}

fn segment(last: u64) -> String {
    format!("context.json.audit.{last:012}.gz")
}

fn held(context: &Context, name: &str) -> String {
    let mut text = String::new();
    let bytes = std::fs::read(context.path(name)).unwrap();
    MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_closed_segment_is_compressed_and_holds_the_lines_as_they_were_written() {
    let context = Context::empty();
    let lines: Vec<String> = (1..=3)
        .map(|n| {
            packing(&context, &["set", "n", &n.to_string()]).prints("");
            context.log()
        })
        .collect();
    assert_eq!(
        context.files(),
        ["context.json", &segment(1), &segment(2), "context.json.audit.jsonl", "context.json.lock"]
    );
    assert_eq!([held(&context, &segment(1)), held(&context, &segment(2))], lines[..2]);
    assert_eq!(context.run(&["log", "--json"]).done(), lines.concat());
}

#[test]
fn what_reads_the_past_reads_it_too() {
    let context = packed(6);
    context.run(&["verify"]).normalized(&context).prints("context.json: revisions 1 to 6 are sound, 6:DIGEST\n");
    context.run(&["get", "n", "--at", "2"]).prints("2\n");
    context.run(&["diff", "2", "4"]).prints("~ n: 2 -> 4\n");
    assert!(context.run(&["show", "3"]).done().contains("n: 2 -> 3"));
    assert!(context.run(&["blame", "n"]).done().starts_with("6  planner"));
    assert_eq!(context.run(&["log", "-n", "4"]).done().lines().filter(|line| line.contains(" -> ")).count(), 4);
    assert_eq!(context.run(&["watch", "--since", "0", "-n", "6"]).done().lines().count(), 6);
    context.run(&["set", "m", "1", "--if-unchanged-since", "1"]).done();
    context.run(&["-q", "undo", "6"]).done();
    context.run(&["get", "n"]).prints("5\n");
    context.run(&["restore", "2"]).done();
    context.run(&["get", "n"]).prints("2\n");
    context.run(&["-q", "doctor"]).done();
    context.run(&["repair"]).prints_and_says("", "ctx: context.json: nothing is damaged\n");
}

#[test]
fn long_ones_are_read_piece_by_piece() {
    let context = Context::empty();
    for n in 0..12 {
        context.run_with_input(&["set", &format!("k{n}"), "-"], n.to_string().repeat(300_000)).done();
    }
    let written = context.log();
    packing(&context, &["emit", "x"]).done();
    assert!(written.len() > 3 << 20 && held(&context, &segment(12)) == written);
    assert!(std::fs::metadata(context.path(&segment(12))).unwrap().len() < 200_000);
    context.run(&["get", "k3", "--at", "4"]).prints(&format!("{}\n", "3".repeat(300_000)));
    context.run(&["-q", "verify"]).done();
    assert_eq!(context.run(&["log", "--json", "-n", "13"]).done().lines().count(), 13);
}

#[test]
fn one_that_is_short_or_unwanted_stays_as_it_is() {
    for (name, value) in [("CTX_LOG_MAX", "1"), ("CTX_LOG_COMPRESS", "off")] {
        let context = packed(1);
        let mut command = context.command(&["set", "n", "2"]);
        answer({
            command.env("CTX_LOG_MAX", "1").env(name, value);
            command
        })
        .prints("");
        assert!(context.path("context.json.audit.000000000001.jsonl").exists(), "{:?}", context.files());
        // The next one that wants it does it.
        packing(&context, &["set", "n", "3"]).prints("");
        assert!(context.path(&segment(1)).exists() && context.path(&segment(2)).exists(), "{:?}", context.files());
        context.run(&["-q", "verify"]).done();
    }
    let context = Context::empty();
    let mut command = context.command(&["set", "n", "2"]);
    command.env("CTX_LOG_COMPRESS", "much");
    answer(command).fails(2, "ctx: CTX_LOG_COMPRESS is \"much\", which is not a size such as 20M, or off\n");
}

#[test]
fn after_a_crash_both_may_be_there_and_hold_the_same() {
    let context = packed(3);
    context.write("context.json.audit.000000000001.jsonl", held(&context, &segment(1)));
    context.write(".context.json.audit.old.tmp", "half of it");
    context.run(&["-q", "verify"]).done();
    packing(&context, &["set", "n", "4"]).prints("");
    let audit: Vec<String> = context.files().into_iter().filter(|name| name.contains("audit")).collect();
    assert_eq!(audit, [&segment(1), &segment(2), &segment(3), "context.json.audit.jsonl"]);
    context.write("context.json.audit.000000000001.jsonl", held(&context, &segment(1)));
    context.run(&["log", "compact", "--keep", "1"]).prints("dropped revisions 1 to 3, recorded as revision 5\n");
    let audit: Vec<String> = context.files().into_iter().filter(|name| name.contains("audit")).collect();
    assert_eq!(audit, ["context.json.audit.000000000004.jsonl", "context.json.audit.jsonl"]);
}

#[test]
fn one_that_is_kept_in_part_is_written_anew() {
    let context = Context::empty();
    for n in 1..=8 {
        context.run(&["set", "text", &n.to_string().repeat(40_000)]).done();
    }
    let written = context.log();
    packing(&context, &["emit", "x"]).done();
    let dropped = context.run(&["log", "compact", "--keep", "4"]).done();
    let first: u64 = dropped.split(' ').nth(4).unwrap().trim_end_matches(',').parse::<u64>().unwrap() + 1;
    assert!(first > 2, "{dropped}");
    assert!(!context.path(&segment(8)).exists());
    let kept = context.read("context.json.audit.000000000008.jsonl");
    assert!(written.ends_with(&kept) && kept.len() < written.len());
    context.run(&["-q", "verify"]).done();
    context.run(&["get", "text", "--at", "8"]).prints(&format!("{}\n", "8".repeat(40_000)));
}

type Damage = fn(&mut Vec<u8>);

#[test]
fn damage_is_noticed_and_repaired_as_in_any_segment() {
    let cases: [(&str, Damage); 3] = [
        ("compressed data in it is damaged", |bytes| bytes[40] ^= 0x41),
        ("a header in it is damaged", |bytes| bytes[0] = 0),
        ("its end is missing", |bytes| bytes.truncate(bytes.len() - 5)),
    ];
    for (why, damage) in cases {
        let context = packed(4);
        let mut bytes = std::fs::read(context.path(&segment(2))).unwrap();
        damage(&mut bytes);
        context.write(&segment(2), &bytes);
        for arguments in [&["verify"][..], &["log"], &["get", "n", "--at", "2"], &["log", "compact", "--keep", "1"]] {
            let answer = context.run(arguments);
            let says = format!("could not trust {}: {why}\n", segment(2));
            assert!(answer.code == 5 && answer.stderr.contains(&says), "{arguments:?}: {answer:?}");
        }
        context.run(&["get", "n", "--at", "3"]).prints("3\n");
        let found = context.run(&["repair"]);
        assert!(found.code == 1 && found.stdout.contains(&segment(2)), "{found:?}");
        context.run(&["repair", "--yes"]).done();
        assert!(context.files().iter().any(|name| name.starts_with(&format!("{}.corrupt-", segment(2)))));
        context.run(&["-q", "verify"]).done();
        assert_eq!(context.run(&["log", "--json"]).done().lines().count(), 3);
    }
}

#[test]
fn one_that_is_gone_is_missed() {
    let context = packed(3);
    context.remove(&segment(1));
    let missed = context.run(&["verify"]);
    assert!(missed.code == 5 && missed.stderr.contains("the records before revision 2 are missing"), "{missed:?}");
}
