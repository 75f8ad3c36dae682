mod damaged;

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

use crate::support::Context;

fn with_past() -> Context {
    let context = Context::with(r#"{"a":1,"b":{"c":"x"}}"#);
    context.run_as("coder", &["set", "a", "2"]).done();
    context.run(&["unset", "b"]).done();
    context
}

#[test]
fn a_revision_is_read_as_it_was() {
    let context = with_past();
    context.run(&["get", "--at", "1"]).prints("{\n  \"a\": 1,\n  \"b\": {\n    \"c\": \"x\"\n  }\n}\n");
    context.run(&["get", "--at", "HEAD~1", "a", "b.c"]).prints("2\nx\n");
    context.run(&["get", "--at", "0"]).prints("{}\n");
    context.run(&["get", "--at", "0s"]).prints("{\n  \"a\": 2\n}\n");
    context.run(&["get", "--at", "2999-01-01", "a"]).prints("2\n");
    context.run(&["has", "b.c", "--at", "2"]).prints("");
    assert_eq!(context.run(&["has", "b.c", "--at", "3"]).code, 1);
    context.run(&["keys", "b", "--at", "2"]).prints("c\n");
    context.run(&["get", "b", "--at", "3"]).fails(
        1,
        "ctx: could not get b: there is no such key in context.json at revision 3\n\
         hint: to list what exists: ctx -c context.json keys . --at 3\n",
    );
}

#[test]
fn the_last_change_up_to_then_is_told_with_the_value() {
    let context = with_past();
    let meta = context.run(&["get", "a", "--meta", "--at", "1"]).normalized(&context);
    meta.prints("{\"path\":\"a\",\"value\":1,\"rev\":1,\"agent\":\"planner\",\"at\":\"TIME\",\"op\":\"merge\",\"document_rev\":1}\n");
    let meta = context.run(&["get", "a", "--meta", "--at", "3"]).normalized(&context);
    meta.prints("{\"path\":\"a\",\"value\":2,\"rev\":2,\"agent\":\"coder\",\"at\":\"TIME\",\"op\":\"set\",\"document_rev\":3}\n");
}

#[test]
fn handoffs_and_tasks_are_shown_as_they_were() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["handoff", "create", "coder", "-m", "do it", "--ref", "a"]).prints("h2\n");
    context.run_as("coder", &["handoff", "accept", "h2", "--raw"]).done();
    context.run_as("coder", &["set", "a", "2"]).done();
    context.run_as("coder", &["task", "add", "t"]).prints("t\n");
    context.run_as("coder", &["task", "claim"]).done();
    let shown = |arguments: &[&str]| serde_json::from_str::<Value>(&context.run(arguments).done()).unwrap();
    let handoff = shown(&["handoff", "show", "h2", "--raw", "--at", "2"]);
    assert_eq!((&handoff["status"], &handoff["values"]["a"]), (&"pending".into(), &1.into()));
    assert_eq!(shown(&["handoff", "show", "h2", "--raw"])["values"]["a"], 2);
    assert_eq!(shown(&["task", "show", "t", "--at", "HEAD~1"])["status"], "pending");
    assert_eq!(shown(&["task", "show", "t"])["status"], "running");
}

#[test]
fn a_revision_that_is_not_in_the_log_is_a_no_that_names_the_oldest_and_the_newest() {
    let context = with_past();
    for (point, named, why) in [
        ("99", "revision 99", "there is no revision 99"),
        ("HEAD~9", "HEAD~9", "there is no HEAD~9"),
        ("2020-01-01", "TIME", "nothing was written by TIME"),
    ] {
        context.run(&["get", "--at", point]).normalized(&context).fails(
            1,
            &format!(
                "ctx: could not read the state at {named} in context.json: {why}: \
                 the oldest is 1, of TIME, and the newest 3\nhint: ctx -c context.json log\n"
            ),
        );
    }
    Context::holding("{}").run(&["get", "--at", "1"]).fails(
        1,
        "ctx: could not read the state at revision 1 in context.json: there is no revision 1: nothing has been recorded yet\n",
    );
    let imported = Context::holding("{\"a\":1}\n");
    imported.run(&["set", "a", "2"]).done();
    imported.run(&["get", "a", "--at", "1"]).prints("1\n");
    assert_eq!(imported.run(&["get", "--at", "0"]).code, 1, "what was before the log is not known");
}

#[test]
fn what_is_no_point_is_a_usage_error() {
    let context = with_past();
    context.run(&["get", "--at", ""]).fails(
        2,
        "ctx: invalid value '' for '--at <POINT>': expected a revision (12, HEAD~3), a time (2026-11-20T10:00:00Z), \
         so long ago (10m) or a tag; a name has 1 to 128 bytes and no control characters\n\
         hint: ctx get --help\n",
    );
    context.run(&["get", "--at", "HEAD~99999999999999999999"]).fails(
        2,
        "ctx: invalid value 'HEAD~99999999999999999999' for '--at <POINT>': expected a revision (12, HEAD~3), \
         a time (2026-11-20T10:00:00Z), so long ago (10m) or a tag\nhint: ctx get --help\n",
    );
    for time in ["2026-13-01", "2026-11-20T10:00", "2026-11-20T10:00:00"] {
        let why = "it begins like a date, and a time is written 2026-11-20T10:00:00Z, 2026-11-20T10:00:00+01:00, \
                   2026-11-20 10:00:00 (UTC) or 2026-11-20\nhint: ctx";
        let said =
            |verb: &str, option: &str| format!("ctx: invalid value '{time}' for '{option}': {why} {verb} --help\n");
        context.run(&["get", "--at", time]).fails(2, &said("get", "--at <POINT>"));
        context.run(&["show", time]).fails(2, &said("show", "[POINT]"));
    }
    context.run(&["get", "--at", "v1"]).fails(
        1,
        "ctx: could not read the state at v1 in context.json: there is no tag v1\nhint: ctx -c context.json tag list\n",
    );
}

#[test]
fn what_had_ended_by_itself_is_judged_by_the_time_of_the_record() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "token", "t", "--ttl", "1ns"]).done();
    context.run(&["set", "lasting", "l", "--ttl", "1h"]).done();
    assert_eq!(context.run(&["has", "token", "--at", "2"]).code, 1);
    context.run(&["get", "lasting", "--at", "3"]).prints("l\n");
}

#[test]
fn a_document_that_was_edited_without_ctx_since_is_read_as_it_was_before() {
    let context = with_past();
    context.write("context.json", "{\"a\": 9}\n");
    context.run(&["get", "a", "--at", "3"]).prints("2\n");
    context.run(&["get", "a", "--at", "HEAD"]).prints("2\n");
    context.write("context.json", "{ half");
    context.run(&["get", "a", "--at", "2"]).prints("2\n");
    context.write("context.json", "{\"a\": 9}\n");
    context.run(&["set", "b", "1"]).done();
    context.run(&["get", "a", "--at", "4"]).prints("9\n");
}

#[test]
fn what_a_reader_saw_at_a_revision_among_8_writers_is_what_it_is_read_as_later() {
    let context = Context::with(r#"{"n":0,"list":[]}"#);
    let writing = AtomicBool::new(true);
    let seen: Vec<(u64, Value)> = std::thread::scope(|scope| {
        let write = |worker: usize| {
            let (context, agent) = (&context, format!("worker-{worker}"));
            move || {
                for round in 0..12 {
                    let text = format!("{agent}.{round}");
                    let change: &[&str] = match round % 6 {
                        0 => &["incr", "n"],
                        1 => &["append", "list", &text],
                        2 => &["set", &text, "1", "--ttl", "1h"],
                        3 => &["unset", "list[0]", "--ignore-missing"],
                        4 => &["merge", "{\"m\":{\"x\":[1,2]}}"],
                        _ => &["set", "m.x[0]", &text],
                    };
                    let arguments = [&["-q", "--durability", "fast", "--wait", "60s"], change].concat();
                    assert_eq!(context.run_as(&agent, &arguments).code, 0);
                }
            }
        };
        let read = || {
            let mut seen = Vec::new();
            while writing.load(Ordering::Relaxed) {
                let meta: Value = serde_json::from_str(&context.run(&["-q", "get", "--meta"]).done()).unwrap();
                seen.push((meta["rev"].as_u64().unwrap(), meta["value"].clone()));
            }
            seen
        };
        let readers = [scope.spawn(read), scope.spawn(read)];
        let writers: Vec<_> = (0..8).map(|worker| scope.spawn(write(worker))).collect();
        let written = writers.into_iter().map(std::thread::ScopedJoinHandle::join).collect::<Vec<_>>();
        writing.store(false, Ordering::Relaxed);
        written.into_iter().for_each(Result::unwrap);
        readers.into_iter().flat_map(|reader| reader.join().unwrap()).collect()
    });
    assert!(!seen.is_empty());
    let mut checked = std::collections::HashSet::new();
    for (rev, value) in seen {
        if checked.insert(rev) {
            let then: Value = serde_json::from_str(&context.run(&["get", "--at", &rev.to_string()]).done()).unwrap();
            assert_eq!(then, value, "revision {rev}");
        }
    }
    context.run(&["verify"]).done();
}

#[test]
fn what_was_not_there_then_is_said_of_then() {
    let context = with_past();
    let missing = |at: &str| format!("there is no such key in context.json at {at}\nhint: ");
    let answer = context.run(&["get", "--at", "0", "a"]);
    assert!(answer.code == 1 && answer.stderr.contains(&missing("revision 0")), "{answer:?}");
    let id = context.run(&["handoff", "create", "coder", "-m", "do it"]).done();
    let answer = context.run(&["handoff", "show", id.trim(), "--at", "1"]);
    let why = format!(
        "ctx: could not show {0} at revision 1 in context.json: there is no handoff {0}\n\
        hint: ctx -c context.json handoff list\n",
        id.trim()
    );
    assert!(answer.code == 1 && answer.stderr.starts_with(&why), "{answer:?}");
}

#[test]
fn a_log_without_a_whole_state_is_damaged_and_not_new() {
    let context = with_past();
    let log = context.log();
    context.write("context.json.audit.jsonl", log.split_once('\n').unwrap().1);
    for arguments in [&["undo", "2"][..], &["get", "--at", "2"], &["restore", "2"]] {
        let answer = context.run(arguments);
        let why =
            "the log cannot be trusted, since no record up to 3 holds a whole state\nhint: to see what can be done: ";
        assert!(answer.code == 5 && answer.stderr.contains(why), "{answer:?}");
    }
}
