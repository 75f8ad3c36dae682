//! What has ended leaves the document, and what it guaranteed holds.

use serde_json::{Value, json};

use crate::support::Context;

/// A context with things of each kind that have ended, and open ones.
fn ended() -> Context {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["task", "add", "one", "two", "open"]).done();
    for id in ["one", "two"] {
        context.run(&["task", "claim"]).done();
        context.run(&["task", "complete", id, "--result", &format!("{{\"of\":\"{id}\"}}")]).done();
    }
    context.run(&["handoff", "create", "*", "-m", "x", "--key", "k"]).prints("h7\n");
    context.run(&["handoff", "accept", "h7", "--raw"]).done();
    context.run(&["handoff", "complete", "h7", "--result", "1"]).done();
    context.run(&["handoff", "create", "*", "-m", "open"]).prints("h10\n");
    assert_eq!(context.run(&["once", "build", "--", "sh", "-c", "echo ran >>ran; exit 3"]).code, 3);
    context.run(&["lease", "acquire", "l", "--ttl", "1ns"]).done();
    context.run(&["lease", "acquire", "held", "--ttl", "1h"]).done();
    context
}

fn tidied() -> Context {
    let context = ended();
    context.run(&["tidy", "--older-than", "0s"]).prints("handoffs  1\ntasks     2\nonce      1\nleases    2\n");
    context
}

fn kept(context: &Context) -> Value {
    serde_json::from_str::<Value>(&context.document()).unwrap()["_ctx"].clone()
}

#[test]
fn what_has_ended_is_removed_and_read_from_the_log() {
    let context = ended();
    let (before, planned) = (context.document(), context.run(&["tidy", "--older-than", "0s", "--dry-run", "--json"]));
    let planned: Value = serde_json::from_str(&planned.done()).unwrap();
    assert_eq!(planned, json!({"handoffs": 1, "tasks": 2, "once": 1, "leases": 2}));
    assert_eq!(context.document(), before);
    let show = |words: &[&str]| context.run(words).done();
    let all: [&[&str]; 5] = [
        &["task", "show", "one"],
        &["handoff", "show", "h7", "--raw"],
        &["task", "progress"],
        &["task", "collect", "--partial"],
        &["task", "wait", "one", "two"],
    ];
    let told: Vec<String> = all.iter().map(|words| show(words)).collect();
    context.run(&["tidy", "--older-than", "0s"]).prints("handoffs  1\ntasks     2\nonce      1\nleases    2\n");
    let record = context.records().pop().unwrap();
    assert_eq!(
        (&record["op"], &record["args"]),
        (&json!("tidied"), &json!({"removed": {"handoffs": 1, "tasks": 2, "once": 1, "leases": 2}}))
    );
    let kept = kept(&context);
    let keys = |member: &str| kept[member].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        (keys("tasks"), keys("handoffs"), keys("leases")),
        (vec!["open".into()], vec!["h10".into()], vec!["held".into()])
    );
    assert_eq!(kept.get("once"), None);
    for (words, told) in all.iter().zip(told) {
        context.run(words).prints(&told);
    }
    assert_eq!(
        show(&["task", "list"]),
        "ID    QUEUE    PRIORITY  STATUS   AGENT  ATTEMPT  REASON\nopen  default  normal    pending  -      0\n"
    );
    assert!(show(&["task", "list", "--all"]).contains("\none   default  normal    completed  "));
    assert!(show(&["handoff", "list", "--all"]).contains("h7   normal    completed  "));
    let leases = show(&["lease", "list", "--all"]);
    assert!(leases.lines().any(|line| line.starts_with("l ") && line.contains("  nobody  ")), "{leases}");
    context.run(&["wait", "--task", "one", "--timeout", "10s"]).done();
    context.run(&["handoff", "wait", "h7", "--timeout", "10s"]).done();
    context
        .run(&["tidy", "--older-than", "0s"])
        .prints_and_says("", &format!("ctx: unchanged: revision {}\n", context.records().len()));
    context.run(&["verify"]).done();
}

#[test]
fn names_keys_and_results_of_once_stay_used() {
    let context = tidied();
    let again = context.run(&["once", "build", "--", "sh", "-c", "echo ran >>ran"]);
    assert_eq!(again.code, 3, "{again:?}");
    assert_eq!(std::fs::read_to_string(context.path("ran")).unwrap(), "ran\n");
    let key = ["handoff", "create", "*", "-m", "x", "--key", "k"];
    let same = context.run(&key);
    assert_eq!((same.code, same.stdout.as_str()), (0, "h7\n"), "{same:?}");
    let other = context.run(&["handoff", "create", "*", "-m", "y", "--key", "k"]);
    assert_eq!(other.code, 3, "{other:?}");
    context.run(&["task", "add", "one"]).normalized(&context).fails(
        3,
        "ctx: could not add tasks in context.json: the task one was added already, by planner at TIME; it is completed\n\
         hint: use --ignore-existing to leave it as it is\n",
    );
    context.run(&["task", "add", "one", "new", "--ignore-existing"]).prints("new\n");
    context.run(&["task", "remove", "one"]).prints("");
    context.run(&["task", "add", "one"]).prints("one\n");
    let fenced = context.run(&["set", "a", "2", "--fence", "13"]);
    assert_eq!(fenced.code, 3, "{fenced:?}");
}

#[test]
fn what_the_log_no_longer_has_still_counts_as_used() {
    let context = tidied();
    for n in 0..3 {
        context.run(&["set", "a", &n.to_string()]).done();
    }
    // A log that begins later, as after a compaction.
    std::fs::remove_file(context.path("context.json.audit.jsonl")).unwrap();
    context.run(&["-q", "set", "a", "9"]);
    let again = context.run(&["once", "build", "--", "sh", "-c", "echo ran >>ran"]);
    assert_eq!(again.code, 3, "{again:?}");
    assert!(again.stderr.contains("the log no longer has it"), "{again:?}");
    assert_eq!(std::fs::read_to_string(context.path("ran")).unwrap(), "ran\n");
    assert_eq!(context.run(&["handoff", "create", "*", "-m", "x", "--key", "k"]).code, 3);
    assert_eq!(context.run(&["task", "add", "one"]).code, 3);
    context.run(&["once", "build", "--again", "--", "sh", "-c", "echo ran >>ran"]).done();
}

#[test]
fn a_task_that_was_removed_is_retried_and_ended_ones_answer_as_before() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["task", "add", "bad"]).done();
    context.run(&["task", "cancel", "bad", "-m", "no"]).done();
    context.run(&["tidy", "--older-than", "0s"]).prints("tasks     1\n");
    let late = context.run(&["task", "claim"]);
    assert_eq!(late.code, 1, "{late:?}");
    context.run(&["task", "cancel", "bad", "-m", "no"]).prints_and_says("", "ctx: unchanged: revision 4\n");
    context.run(&["task", "retry", "bad"]).done();
    assert!(context.run(&["task", "claim"]).done().contains("\"bad\""));
}

#[test]
fn an_abandoned_run_of_once_is_never_forgotten() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["lease", "steal", "once:step", "-m", "x", "--ttl", "1ns"]).done();
    context.run(&["tidy", "--older-than", "0s"]).prints_and_says("", "ctx: unchanged: revision 2\n");
    assert_eq!(context.run(&["once", "step", "--", "true"]).code, 3);
}

#[test]
fn a_write_removes_what_ended_long_ago_now_and_then_and_its_undo_takes_back_only_the_write() {
    let context = ended();
    context.run(&["tidy", "retain", "--newest", "0", "--within", "0s"]).done();
    let mut rev = context.records().len();
    while !(rev + 1).is_multiple_of(64) {
        context.run(&["-q", "--durability", "fast", "set", "n", &rev.to_string()]).done();
        rev += 1;
    }
    assert!(kept(&context).get("once").is_some());
    context.run(&["set", "n", "last"]).prints("");
    let record = context.records().pop().unwrap();
    assert_eq!(
        (&record["op"], &record["note"]),
        (&json!("set"), &json!("removed what had ended: 1 of handoffs, 2 of tasks, 1 of once, 2 of leases"))
    );
    assert_eq!(kept(&context).get("once"), None);
    let event = context.run(&["watch", "--since", "63", "-n", "1", "--timeout", "10s"]).done();
    assert!(event.contains("\"paths\":[\"n\"]"), "{event}");
    let undone = context.run(&["undo"]);
    assert!(undone.code == 0 && undone.stderr.starts_with("ctx: revision 65 undoes 64 (set by"), "{undone:?}");
    context.run(&["get", "n"]).prints("62\n");
    assert_eq!(kept(&context).get("once"), None);
    context.run(&["verify"]).done();
}

#[test]
fn what_stays_is_declared_in_the_document() {
    let context = ended();
    context.run(&["tidy", "retain"]).prints("the newest 100 of each kind, and what ended within 1day\n");
    context.run(&["tidy"]).prints_and_says("", "ctx: unchanged: revision 14\n");
    context.run(&["tidy", "retain", "--newest", "1"]).prints("");
    context.run(&["tidy", "retain", "--within", "0s"]).prints("");
    context.run(&["tidy", "retain"]).prints("the newest 1 of each kind, and what ended within 0s\n");
    context.run(&["tidy"]).prints("tasks     1\nleases    1\n");
    assert!(kept(&context)["tasks"].get("one").is_none(), "the oldest goes first");
    context.run(&["tidy", "retain", "--unset"]).prints("");
    context.run(&["tidy", "retain"]).prints("the newest 100 of each kind, and what ended within 1day\n");
}

#[test]
fn a_write_does_not_fail_because_of_what_somebody_declared_by_hand() {
    let context = Context::holding(r#"{"n":0,"_ctx":{"tidy":{"newest":"all"}}}"#);
    let edited = "ctx: context.json was changed without ctx: it came with what ctx keeps: tidy\n";
    context.run(&["incr", "n"]).prints_and_says("1\n", edited);
    for n in 2..=70 {
        context.run(&["incr", "n"]).prints(&format!("{n}\n"));
    }
    let answer = context.run(&["tidy"]);
    let why = "_ctx.tidy.newest is \"all\", which is invalid";
    assert_eq!((answer.code, answer.stderr.contains(why)), (5, true), "{answer:?}");
}
