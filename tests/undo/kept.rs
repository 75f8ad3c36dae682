//! Undoing what touches what ctx keeps: steps of its own, and the ends of values.

use super::{a, undo};
use crate::support::Context;

#[test]
fn what_ctx_keeps_is_never_taken_back() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["lease", "acquire", "deploy", "--ttl", "1h"]).prints("2\n");
    context.run(&["lease", "release", "deploy", "--token", "2"]).done();
    context.run(&["handoff", "create", "coder", "-m", "do it", "--set", "a=2"]).prints("h4\n");
    context.run(&["task", "add", "t"]).done();
    context.run(&["tag", "v1"]).done();
    let own = "to change a lease or a handoff again: see `ctx lease` and `ctx handoff`";
    let values = "to restore only values: ctx -c context.json restore 3 --path a";
    let handoff = [own, values].join("\nhint: ");
    for (rev, op, hints) in [
        ("3", "lease.released", own),
        ("4", "handoff.created", handoff.as_str()),
        ("5", "task.added", "to change a task again: see `ctx task`"),
        ("6", "tag", "to remove the tag: ctx -c context.json tag --delete v1"),
    ] {
        let why = format!("revision {rev} ({op}) changed what ctx keeps in _ctx, which cannot be undone");
        let told = format!("ctx: could not undo revision {rev} in context.json: {why}\nhint: {hints}\n");
        context.run(&["undo", rev]).fails(3, &told);
    }
    // Those that changed nothing else are passed over; that with a value is not.
    let why = "revision 4 (handoff.created) changed what ctx keeps in _ctx, which cannot be undone";
    let told = format!("ctx: could not undo the last change of planner in context.json: {why}\nhint: {handoff}\n");
    context.run(&["undo"]).fails(3, &told);
    context.run(&["restore", "1", "--path", "a"]).prints("");
    assert_eq!(a(&context), "1");
}

#[test]
fn what_is_declared_names_the_step_that_takes_it_back() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["policy", "merge", "a.l", "union"]).done();
    context.run(&["authority", "set", "lead"]).done();
    context.run(&["tag", "v1", "2"]).done();
    for step in [&["tag", "--delete", "v1"][..], &["policy", "unset", "a.l"], &["authority", "unset"]] {
        context.run(step).done();
    }
    for (rev, op, hint) in [
        ("2", "policy.set", "to remove the policy: ctx -c context.json policy unset a.l"),
        ("3", "authority.set", "to remove the ranking: ctx -c context.json authority unset"),
        ("5", "tag", "to tag it again: ctx -c context.json tag v1 2"),
        ("6", "policy.unset", "to declare it again: ctx -c context.json policy merge a.l POLICY"),
        ("7", "authority.unset", "to declare it again: ctx -c context.json authority set AGENT..."),
    ] {
        let why = format!("revision {rev} ({op}) changed what ctx keeps in _ctx, which cannot be undone");
        let told = format!("ctx: could not undo revision {rev} in context.json: {why}\nhint: {hint}\n");
        context.run(&["undo", rev]).fails(3, &told);
    }
}

#[test]
fn the_end_of_a_value_goes_and_comes_back_with_it() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "x", "1", "--ttl", "1h"]).done();
    context.run(&["set", "x", "2"]).done();
    undo(&context, &[]);
    context.run(&["keys", "_ctx.expiries"]).prints("x\n");
    undo(&context, &[]);
    context.run(&["get"]).prints("{\n  \"a\": 1\n}\n");
    assert_eq!(context.run(&["has", "_ctx"]).code, 1);
    undo(&context, &["5"]);
    context.run_as("coder", &["set", "x", "1", "--ttl", "2h"]).done();
    let answer = context.run(&["undo", "2"]).normalized(&context);
    assert!(answer.code == 3 && answer.stderr.contains("_ctx.expiries.x: revision 2 left \"TIME\""), "{answer:?}");
}

#[test]
fn what_ended_by_itself_does_not_come_back() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["set", "token", "secret", "--ttl", "1ns"]).done();
    context.run(&["set", "a", "2"]).done();
    context.run(&["set", "token", "new"]).done();
    undo(&context, &["3"]);
    context.run(&["get"]).prints("{\n  \"a\": 1,\n  \"token\": \"new\"\n}\n");
}
