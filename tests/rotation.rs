mod chain;
mod compacted;
mod dropped;
mod taken;

use std::process::Stdio;

use crate::support::{Answer, Context, answer, answer_to_input};

/// `ctx` whose logs are rotated from this length on.
fn with_limit(context: &Context, limit: &str, arguments: &[&str]) -> Answer {
    let mut command = context.command(arguments);
    command.env("CTX_LOG_MAX", limit);
    answer(command)
}

fn revision(line: &str) -> u64 {
    serde_json::from_str::<serde_json::Value>(line).unwrap()["rev"].as_u64().unwrap()
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
        assert!(line.ends_with('\n') && line.contains("\"state\":{"), "{line}");
    }
    context.run(&["verify"]).done();
}

#[test]
fn what_reads_the_past_reads_all_segments() {
    let context = rotated(4);
    let log = context.run(&["log", "--json"]).done();
    let revisions: Vec<u64> = log.lines().map(revision).collect();
    assert_eq!(revisions, [1, 2, 3, 4]);
    assert_eq!(context.run(&["log", "--json", "--since", "2"]).done().lines().count(), 2);
    assert_eq!(context.run(&["log", "--json", "-n", "3"]).done().lines().count(), 3);
    let watched = context.run(&["watch", "--since", "0", "-n", "4"]).done();
    assert_eq!(watched.lines().count(), 4);
    let guarded = context.run(&["set", "n", "x", "--if-unchanged-since", "1"]);
    assert!(guarded.code == 3 && guarded.stderr.contains("found one in revision 4"), "{guarded:?}");
    context.run(&["verify", "--expect", context.run(&["status", "--head"]).done().trim_end()]).done();
}

#[test]
fn more_segments_than_a_process_may_have_open_are_read_one_at_a_time() {
    let context = rotated(100);
    let limited = |arguments: &str| {
        let mut command = std::process::Command::new("sh");
        command.args(["-c", &format!("ulimit -n 40; exec \"$CTX\" -c context.json {arguments}")]);
        command.current_dir(context.directory()).env("CTX", crate::support::CTX).env("CTX_AGENT", "planner");
        answer(command)
    };
    limited("verify").normalized(&context).prints("context.json: revisions 1 to 100 are sound, 100:DIGEST\n");
    assert_eq!(limited("log --json").done().lines().count(), 100);
    assert_eq!(limited("watch --since 0 -n 100").done().lines().count(), 100);
    limited("get n --at 1").prints("1\n");
    limited("log compact --keep 50").prints("dropped revisions 1 to 50, recorded as revision 101\n");
    assert_eq!(limited("-q verify --json").code, 0);
    limited("repair").prints_and_says("", "ctx: context.json: nothing is damaged\n");
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
                    let change = ["-q", "--wait", "60s", "set", &format!("w{writer}"), &n.to_string()];
                    with_limit(context, "2000", &change).done();
                }
            });
        }
    });
    let told = Answer::from(watch.wait_with_output().unwrap()).done();
    let revisions: Vec<u64> = told.lines().map(revision).collect();
    assert_eq!(revisions, (2..=81).collect::<Vec<u64>>());
    assert!(context.files().iter().filter(|file| file.contains("audit")).count() > 5);
    context.run(&["verify"]).done();
}

#[test]
fn the_oldest_records_are_dropped_and_a_record_says_so() {
    let context = rotated(4);
    context
        .run(&["log", "compact", "--keep", "2", "-m", "tidy"])
        .prints("dropped revisions 1 to 2, recorded as revision 5\n");
    let segments: Vec<String> = context.files().into_iter().filter(|file| file.contains("audit.0")).collect();
    assert_eq!(segments, ["context.json.audit.000000000003.jsonl", "context.json.audit.000000000004.jsonl"]);
    let verified = context.run(&["verify"]);
    assert_eq!((verified.code, verified.stderr.as_str()), (0, "ctx: revisions 1 to 2 were dropped by revision 5\n"));
    context.run(&["get", "n"]).prints("4\n");
    let kept: Vec<u64> = context.run(&["log", "--json"]).done().lines().map(revision).collect();
    assert_eq!(kept, [3, 4, 5]);
    context
        .run(&["log", "-n", "1"])
        .normalized(&context)
        .prints("5  TIME  planner  log.compacted  \"tidy\"\n    dropped revisions 1 to 2\n");
    context.run(&["log", "compact", "--keep", "1d"]).prints_and_says("", "ctx: unchanged: nothing to drop\n");
    // The record that said it goes too, and the next one says it all.
    let again = "dropped revisions 1 to 4, recorded as revision 6\n";
    context.run(&["log", "compact", "--keep", "1"]).prints(again);
    let verified = context.run(&["verify"]);
    assert_eq!((verified.code, verified.stderr.as_str()), (0, "ctx: revisions 1 to 4 were dropped by revision 6\n"));
}

#[test]
fn what_no_record_speaks_of_is_missed_after_records_were_dropped() {
    let context = rotated(4);
    context.run(&["log", "compact", "--keep", "2"]).done();
    context.remove("context.json.audit.000000000003.jsonl");
    let missed = context.run(&["verify"]);
    assert!(missed.code == 5 && missed.stderr.contains("the records before revision 4 are missing"), "{missed:?}");
}

#[test]
fn a_log_is_cut_where_a_record_holds_the_whole_state() {
    let context = Context::empty();
    let long = "x".repeat(40_000);
    for n in 0..8 {
        context.run(&["set", "text", &format!("{n}{long}")]).done();
    }
    let has_state = |line: &&str| line.contains("\"state\":{");
    let states: Vec<u64> = context.log().lines().filter(has_state).map(revision).collect();
    let start = *states.iter().rfind(|rev| **rev <= 6).unwrap();
    assert!(start > 1, "{states:?}");
    context
        .run(&["log", "compact", "--keep", "3"])
        .prints(&format!("dropped revisions 1 to {}, recorded as revision 9\n", start - 1));
    let kept: Vec<u64> = context.run(&["log", "--json"]).done().lines().map(revision).collect();
    assert_eq!(kept, (start..=9).collect::<Vec<u64>>());
    assert_eq!(context.run(&["verify"]).code, 0);
    let wrong = context.run(&["log", "compact", "--keep", "0"]);
    let why = "expected a number of revisions (1000), a duration (30d) or a size (1GiB)";
    assert!(wrong.code == 2 && wrong.stderr.contains(why), "{wrong:?}");
}

/// Puts a directory where a segment is, so that nobody can read it.
fn hide(context: &Context, segment: &str) {
    context.remove(segment);
    std::fs::create_dir(context.path(segment)).unwrap();
}

#[test]
fn who_wants_the_newest_records_reads_no_older_segment() {
    let context = rotated(3);
    for n in 4..=30 {
        context.run(&["set", "n", &n.to_string()]).done();
    }
    hide(&context, "context.json.audit.000000000001.jsonl");
    hide(&context, "context.json.audit.000000000002.jsonl");
    let last: Vec<u64> = context.run(&["log", "-n", "20", "--json"]).done().lines().map(revision).collect();
    assert_eq!(last, (11..=30).collect::<Vec<u64>>());
    assert_eq!(context.run(&["undo"]).code, 0);
    assert_eq!(context.run(&["undo", "--any"]).code, 0);
    context.run(&["get", "n"]).prints("28\n");
    context.run(&["get", "n", "--at", "HEAD~3"]).prints("29\n");
    assert!(context.run(&["blame", "n"]).done().starts_with("32  planner"));
    assert_eq!(context.run(&["show", "20"]).code, 0);
    let all = context.run(&["log"]);
    assert!(all.code == 7 && all.stderr.contains("000000000002.jsonl: it is a directory"), "{all:?}");
}

#[test]
fn who_wants_an_old_record_passes_over_what_is_newer() {
    let context = Context::empty();
    for n in 1..=3 {
        let mut command = context.command(&["set", "n", "-"]);
        command.env("CTX_LOG_MAX", "1");
        answer_to_input(command, n.to_string().repeat(300_000).as_bytes()).done();
        context.run(&["set", "m", &n.to_string()]).done();
    }
    let newer = "context.json.audit.000000000004.jsonl";
    let line = context.read(newer);
    context.write(newer, format!("{}\n", &line[..line.len() - 9]));
    context.run(&["get", "m", "--at", "2"]).prints("1\n");
    assert_eq!(context.run(&["show", "1"]).code, 0);
    assert_eq!(context.run(&["get", "m", "--at", "4"]).code, 5);
    assert_eq!(context.run(&["verify"]).code, 5);
}

#[test]
fn a_limit_that_is_none_is_refused() {
    let context = rotated(1);
    with_limit(&context, "much", &["set", "n", "2"])
        .fails(2, "ctx: CTX_LOG_MAX is \"much\", which is not a size such as 20M\n");
}
