use super::{revision, rotated, with_limit};
use crate::support::{CTX, Context, answer};

/// Every verb that goes back says the same of a revision that is gone.
fn is_gone(context: &Context, rev: u64, oldest: u64, newest: u64) {
    let (files, document, log) = (context.files(), context.document(), context.log());
    let gone = rev.to_string();
    for (arguments, tried) in [
        (&["get", "--at", &gone][..], format!("read the state at revision {gone} in")),
        (&["has", "n", "--at", &gone], format!("read the state at revision {gone} in")),
        (&["show", &gone], format!("show revision {gone} of")),
        (&["diff", &gone], format!("read the state at revision {gone} in")),
        (&["diff", "HEAD", &gone], format!("read the state at revision {gone} in")),
        (&["undo", &gone], format!("undo revision {gone} in")),
        (&["restore", &gone], format!("restore revision {gone} in")),
        (&["merge", "--base", &gone, r#"{"n":9}"#], "merge into . in".to_owned()),
        (&["set", "--base", &gone, "n", "9"], "set n in".to_owned()),
        (&["tag", "x", &gone], "tag x in".to_owned()),
    ] {
        context.run(arguments).normalized(context).fails(
            1,
            &format!(
                "ctx: could not {tried} context.json: there is no revision {gone}: the oldest is {oldest}, of TIME, \
                 and the newest {newest}; revision {newest} dropped what was before\nhint: ctx -c context.json log\n"
            ),
        );
    }
    assert_eq!((context.files(), context.document(), context.log()), (files, document, log));
}

#[test]
fn a_revision_that_was_dropped_is_a_no_that_names_the_oldest_and_the_newest() {
    let context = rotated(4);
    context.run(&["log", "compact", "--keep", "2"]).prints("dropped revisions 1 to 2, recorded as revision 5\n");
    for rev in 1..=2 {
        is_gone(&context, rev, 3, 5);
    }
    context.run(&["get", "n", "--at", "3"]).prints("3\n");
    context.run(&["-q", "undo", "4"]).done();
    context.run(&["get", "n"]).prints("3\n");
}

#[test]
fn so_is_one_that_was_dropped_from_the_middle_of_a_segment() {
    let context = Context::empty();
    for n in 1..=6 {
        context.run(&["set", "text", &n.to_string().repeat(40_000)]).done();
    }
    context.run(&["log", "compact", "--keep", "1"]).done();
    let oldest = context.run(&["log", "--json"]).done().lines().next().map(revision).unwrap();
    assert!(oldest > 1);
    is_gone(&context, oldest - 1, oldest, 7);
    context
        .run(&["get", "text", "--at", &oldest.to_string()])
        .prints(&format!("{}\n", oldest.to_string().repeat(40_000)));
}

#[test]
fn a_tag_of_a_revision_that_was_dropped_leads_nowhere() {
    let context = rotated(2);
    context.run(&["tag", "v1", "1"]).done();
    for n in ["3", "4"] {
        with_limit(&context, "1", &["set", "n", n]).done();
    }
    context.run(&["get", "n", "--at", "v1"]).prints("1\n");
    context.run(&["log", "compact", "--keep", "1"]).done();
    context.run(&["get", "n", "--at", "v1"]).normalized(&context).fails(
        1,
        "ctx: could not read the state at v1 in context.json: there is no revision 1: \
         the oldest is 5, of TIME, and the newest 6; revision 6 dropped what was before\nhint: ctx -c context.json log\n",
    );
}

#[test]
fn who_follows_or_looks_is_told_which_revisions_are_gone() {
    let context = rotated(5);
    context.run(&["log", "compact", "--keep", "2"]).prints("dropped revisions 1 to 3, recorded as revision 6\n");
    let watch = |since: &str| context.run(&["watch", "--since", since, "-n", "3"]);
    let log = |since: &str| context.run(&["log", "--json", "--since", since]);
    for (since, of_watch, of_log) in [
        ("0", "revisions 1 to 3 were dropped from the log by revision 6 and are skipped", "s 1 to 3 are"),
        ("2", "revision 3 was dropped from the log by revision 6 and is skipped", " 3 is"),
    ] {
        assert_eq!(watch(since).stderr, format!("ctx: {of_watch}\n"));
        assert_eq!(log(since).stderr, format!("ctx: revision{of_log} no longer in the log\n"));
        let told = watch(since).stdout;
        assert_eq!(told.lines().map(revision).collect::<Vec<u64>>(), [4, 5, 6]);
    }
    assert_eq!(watch("3").done().lines().count(), 3);
    assert_eq!((log("3").done().lines().count(), log("9").done()), (3, String::new()));
    context.run(&["log", "--json"]).done();
    // Who only wants what comes misses nothing.
    context.run(&["watch", "--timeout", "1ms"]).normalized(&context).fails(
        4,
        "ctx: could not watch context.json: timed out after 1ms with 0 events\n\
         hint: to continue from here: ctx -c context.json watch --since 6\n",
    );
}

#[test]
fn a_watch_that_a_compaction_overtakes_says_what_it_missed() {
    let context = rotated(2);
    let script = "echo $CTX_REV; test $CTX_REV -gt 2 || { for n in 3 4 5; do $CTX set n $n; done; \
                  $CTX log compact --keep 1; }";
    let mut command = context.command(&["watch", "--since", "1", "-n", "3", "--own", "--exec", script]);
    command.env("CTX", format!("{CTX} -q -c context.json")).env("CTX_LOG_MAX", "1");
    answer(command).prints_and_says(
        "2\ndropped revisions 1 to 4, recorded as revision 6\n5\n6\n",
        "ctx: revisions 3 to 4 were dropped from the log by revision 6 and are skipped\n",
    );
}

#[test]
fn a_head_that_was_dropped_is_not_said_to_be_of_another_log() {
    let context = rotated(2);
    let head = context.run(&["status", "--head"]).done();
    for n in ["3", "4"] {
        with_limit(&context, "1", &["set", "n", n]).done();
    }
    context.run_as("cleaner", &["log", "compact", "--keep", "1"]).done();
    context.run(&["verify", "--expect", head.trim_end()]).normalized(&context).fails(
        5,
        "ctx: could not confirm revision 2 in context.json.audit.jsonl: it was dropped by revision 5, of cleaner \
         at TIME\nhint: note the new head after each compaction: ctx -c context.json status --head\n",
    );
    let other = format!("9:{}", &head.trim_end()[2..]);
    let answer = context.run(&["verify", "--expect", &other]);
    assert!(answer.stderr.contains("revision 9 is not in the log; the newest is 5"), "{answer:?}");
}

#[test]
fn nobody_writes_over_what_may_have_changed_in_what_was_dropped() {
    let context = rotated(6);
    context.run(&["log", "compact", "--keep", "2"]).done();
    let oldest = context.run(&["log", "--json"]).done().lines().map(revision).next().unwrap();
    let since = (oldest - 2).to_string();
    context.run(&["set", "other", "1", "--if-unchanged-since", &since]).normalized(&context).fails(
        3,
        &format!(
            "ctx: could not set other in context.json: other: expected no change since revision {since}, \
             but what was before revision {oldest} is no longer in the log\n\
             hint: to see the current value: ctx -c context.json get --meta other\n"
        ),
    );
    let known = (oldest - 1).to_string();
    context.run(&["set", "other", "1", "--if-unchanged-since", &known]).done();
    let woken = context.run(&["wait", "other", "--changed-since", &since, "--timeout", "0s"]);
    assert_eq!(woken.code, 0, "{woken:?}");
}
