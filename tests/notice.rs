use crate::support::{Context, answer};

const ONE: &str = "ctx: 1 handoff is pending for coder: ctx -c context.json handoff inbox\n";

#[test]
fn whoever_has_something_in_the_inbox_is_told_whatever_it_does() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["handoff", "create", "coder", "-m", "work"]).prints("h2\n");
    context.run_as("coder", &["get", "a"]).prints_and_says("1\n", ONE);
    context.run_as("coder", &["set", "a", "2"]).prints_and_says("", ONE);
    let status = context.run_as("coder", &["status"]);
    assert_eq!(status.stderr, ONE);
    context.run_as("coder", &["has", "b"]).fails(1, ONE);
    context.run_as("somebody", &["get", "a"]).prints("2\n");
    context.run(&["handoff", "create", "coder", "-m", "more"]).prints("h4\n");
    let two = "ctx: 2 handoffs are pending for coder: ctx -c context.json handoff inbox\n";
    context.run_as("coder", &["get", "a"]).prints_and_says("2\n", two);
}

#[test]
fn nobody_is_told_who_knows_or_does_not_want_to() {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["handoff", "create", "*", "-m", "for anyone"]).prints("h2\n");
    context.run_as("coder", &["get", "a"]).prints("1\n");
    context.run(&["handoff", "create", "coder", "-m", "work"]).prints("h3\n");
    context.run_as("coder", &["-q", "get", "a"]).prints("1\n");
    let mut silenced = context.command(&["get", "a"]);
    silenced.env("CTX_AGENT", "coder").env("CTX_NOTIFY", "0");
    answer(silenced).prints("1\n");
    assert_eq!(context.run_as("coder", &["handoff", "inbox"]).stderr, "");
    assert_eq!(context.run_as("coder", &["handoff", "accept", "h3"]).stderr, "");
    context.run_as("coder", &["get", "a"]).prints("1\n");
    context.run(&["handoff", "create", "coder", "-m", "late", "--expires", "1ns"]).prints("h5\n");
    context.run_as("coder", &["get", "a"]).prints("1\n");
}
