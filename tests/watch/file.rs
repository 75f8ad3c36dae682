//! What happens to the files of a context that is watched.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Stdio;

use serde_json::json;

use super::{Watch, kind_and_revision, of_type};
use crate::support::{CTX, Context};

#[test]
fn a_context_that_is_not_there_yet_can_be_watched() {
    let context = Context::empty();
    let mut watch = Watch::start(&context, &["--since", "0", "-n", "2"]);
    context.run(&["init"]).prints_and_says("context.json\n", "ctx: created a context in context.json\n");
    context.run(&["set", "a", "1"]).done();
    assert_eq!([watch.event()["op"].clone(), watch.event()["op"].clone()], ["init", "set"]);
    watch.end().prints("");
}

#[test]
fn an_edit_by_hand_is_an_event_when_it_is_recorded() {
    let context = Context::with(r#"{"a":1}"#);
    let mut watch = Watch::start(&context, &["--since", "0", "-n", "3"]);
    assert_eq!(watch.event()["rev"], 1);
    // Another file in its place, as editors do it.
    context.write("new", "{\"a\": 2}");
    std::fs::rename(context.path("new"), context.path("context.json")).unwrap();
    context.run(&["emit", "t"]).done();
    let edited = watch.event();
    assert_eq!(
        (&edited["op"], &edited["agent"], &edited["paths"]),
        (&"external".into(), &"unknown".into(), &json!(["a"]))
    );
    assert_eq!(watch.event()["topic"], "t");
    watch.end().prints("");
}

#[test]
fn recovery_is_survived() {
    let context = Context::with(r#"{"a":1}"#);
    let mut watch = Watch::start(&context, &["--since", "0", "-n", "2"]);
    assert_eq!(watch.event()["rev"], 1);
    let log = std::fs::OpenOptions::new().append(true).open(context.path("context.json.audit.jsonl"));
    log.unwrap().write_all(b"{\"op\":\"se").unwrap();
    context.write("context.json", "");
    assert_eq!(context.run(&["set", "a", "2"]).code, 0);
    assert_eq!(kind_and_revision(&watch.event()), of_type("context.updated", 2));
    watch.end().prints("");
}

#[test]
fn a_log_that_was_removed_is_said_and_what_follows_is_told() {
    let context = Context::with(r#"{"a":1}"#);
    let mut watch = Watch::start(&context, &["--since", "0", "-n", "3"]);
    assert_eq!(watch.event()["rev"], 1);
    context.remove("context.json.audit.jsonl");
    let mut said = BufReader::new(watch.child.stderr.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    assert_eq!(line, "ctx: the log was removed; the last revision seen in it was 1\n");
    assert_eq!(context.run(&["set", "a", "2"]).code, 0);
    assert_eq!(watch.event()["op"], "gap");
    assert_eq!(kind_and_revision(&watch.event()), of_type("context.updated", 3));
    assert_eq!((watch.child.wait().unwrap().code(), said.read_line(&mut line).unwrap()), (Some(0), 0));
}

#[test]
fn a_context_that_was_made_anew_is_told_from_its_start() {
    let (context, other) = (Context::with(r#"{"a":1}"#), Context::with(r#"{"other":1}"#));
    context.run(&["set", "a", "2"]).done();
    let mut watch = Watch::start(&context, &["--since", "1", "-n", "2"]);
    assert_eq!(watch.event()["rev"], 2);
    for name in ["context.json.lock", "context.json", "context.json.audit.jsonl"] {
        std::fs::rename(other.path(name), context.path(name)).unwrap();
    }
    let told = watch.event();
    assert_eq!((&told["rev"], &told["paths"]), (&1.into(), &json!(["other"])));
    let said = "revision 2, the last one seen, is no longer in the log; printing all of the log";
    watch.end().prints_and_says("", &format!("ctx: {said}\n"));
    context.run(&["watch", "--since", "7", "-n", "1", "-q"]).normalized(&context).prints(concat!(
        r#"{"type":"context.updated","rev":1,"at":"TIME","agent":"planner","op":"merge","#,
        r#""paths":["other"],"args":{"path":".","strategy":"replace","arrays":"replace"}}"#,
        "\n"
    ));
}

#[test]
fn a_lock_that_is_busy_for_long_is_no_reason_to_end() {
    let context = Context::with(r#"{"a":1}"#);
    let script = "echo held; read line; $CTX set a 2";
    let mut command = context.command(&["lock", "--", "sh", "-c", script]);
    command.env("CTX", format!("{CTX} -c context.json"));
    let mut holder = Watch::of({
        command.stdin(Stdio::piped());
        command
    });
    assert_eq!(holder.line(), "held\n");
    let mut watch = Watch::start(&context, &["--since", "1", "-n", "1", "--wait", "1ms"]);
    // Who begins from now on reads what is published, and waits for nobody.
    assert_eq!(context.run(&["watch", "--wait", "1ms", "--timeout", "1ms"]).code, 4);
    drop(holder.child.stdin.take());
    assert_eq!(watch.event()["rev"], 2);
    assert_eq!((holder.end().code, watch.end().code), (0, 0));
}
