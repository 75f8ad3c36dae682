//! Filters of `ctx wait` and `ctx watch`.

use std::process::Stdio;

use crate::support::{Answer, Context};

#[test]
fn wait_ends_when_a_filter_holds() {
    let context = Context::with(r#"{"done":2,"total":3}"#);
    let waiting = context.command(&["wait", "--until", ".done == .total", "--json"]);
    let mut waiting = { waiting }.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    context.run(&["incr", "other"]).done();
    assert!(waiting.try_wait().unwrap().is_none());
    context.run(&["incr", "done"]).done();
    let answer: Answer = { waiting }.wait_with_output().unwrap().into();
    answer.prints("{\"path\":\".\",\"value\":{\"done\":3,\"total\":3,\"other\":1},\"rev\":3}\n");
    context.run(&["wait", "done", "--until", ". > 2"]).prints("3\n");
    context.run(&["wait", "none", "--until", ". == null", "--json"]).prints("{\"path\":\"none\",\"rev\":3}\n");
    context.run(&["wait", "done", "--until", ". > 3", "--timeout", "50ms"]).fails(
        4,
        "ctx: could not wait for '. > 3' at done in context.json: timed out after 50ms\n\
         hint: use a longer --timeout; `ctx log` shows recent changes\n",
    );
    context.run(&["wait", "done", "--until", ".x"]).fails(
        5,
        "ctx: could not wait for .x at done in context.json: the filter failed: cannot index 3 with \"x\"\n\
         hint: to see what it works on: ctx -c context.json query . done\n",
    );
    assert_eq!(context.run(&["wait", "--until", "("]).code, 2);
}

#[test]
fn watch_tells_the_events_for_which_a_filter_holds() {
    let context = Context::with(r#"{"a":1}"#);
    context.run_as("bob", &["set", "b", "2"]).done();
    context.run(&["set", "c", "3"]).done();
    let told = context.run(&["watch", "--since", "0", "-n", "1", "--where", ".agent == \"bob\""]).done();
    assert!(told.starts_with(r#"{"type":"context.updated","rev":2,"#), "{told}");
    assert_eq!(told.lines().count(), 1);
    let words =
        ["watch", "--since", "0", "-n", "2", "--where", ".rev != 2", "--", "sh", "-c", "echo $CTX_REV; cat >/dev/null"];
    context.run(&words).prints("1\n3\n");
    context.run(&["watch", "--since", "0", "--where", ".rev.x"]).fails(
        5,
        "ctx: could not judge revision 1: the filter failed: cannot index 1 with \"x\"\n\
         hint: to see what it works on: ctx -c context.json watch --since 0 -n 1\n",
    );
}

#[test]
fn a_filter_is_stopped_with_what_it_is_part_of_and_judged_before_there_is_an_event() {
    let context = Context::with(r#"{"a":1}"#);
    let answer = context.run(&["wait", "--until", "def f: f; f", "--timeout", "10ms"]);
    answer.fails(
        4,
        "ctx: could not wait for 'def f: f; f' at . in context.json: the filter was stopped after 1s\n\
         hint: it may loop for ever; if it only needs longer: a longer --timeout, up to 10s for the filter\n",
    );
    context.run(&["watch", "--where", "nothing"]).fails(
        2,
        "ctx: could not watch context.json: the filter is not valid: there is no filter nothing\n  nothing\n  ^\n\
         hint: for the value at the path nothing: ctx -c context.json get nothing\n",
    );
}
