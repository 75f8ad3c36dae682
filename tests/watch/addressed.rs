//! `ctx watch --for`: what should wake an agent.

use crate::support::Context;
use crate::watch::types;

#[test]
fn an_agent_is_woken_for_what_is_meant_for_it_and_nothing_else() {
    let context = Context::with(r#"{"n":1}"#);
    context.run(&["set", "n", "2"]).done();
    context.run(&["handoff", "create", "qa", "-m", "for qa"]).done();
    context.run(&["handoff", "create", "ops", "-m", "for ops"]).done();
    context.run(&["emit", "ping", "--to", "qa"]).done();
    context.run(&["emit", "ping", "--to", "ops"]).done();
    context.run(&["emit", "ping"]).done();
    context.run(&["task", "add", "t1"]).done();
    context.run(&["task", "add", "t2", "--after", "t1"]).done();
    // What it does itself does not wake it.
    context.run_as("qa", &["-q", "emit", "ping"]).done();
    context.run_as("qa", &["-q", "handoff", "create", "ops", "-m", "please"]).done();
    let seen = |agent: &str, number: &str| {
        let mut command = context.command(&["watch", "--since", "0", "-n", number, "--for", "me"]);
        command.env("CTX_AGENT", agent);
        let lines = crate::support::answer(command).done();
        crate::watch::events(&lines).iter().map(crate::watch::kind_and_revision).collect::<Vec<_>>()
    };
    let own = |types: &[(&str, u64)]| types.iter().map(|(kind, rev)| ((*kind).to_owned(), *rev)).collect::<Vec<_>>();
    let qa = own(&[("handoff.requested", 3), ("message", 5), ("message", 7), ("task.added", 8)]);
    assert_eq!(seen("qa", "4"), qa);
    assert_eq!(types(&context, "4", &["--for", "qa"]), qa);
    assert_eq!(types(&context, "4", &["--for", "me", "--agent", "qa"]), qa);
    let ops = own(&[("handoff.requested", 4), ("message", 6), ("message", 7), ("task.added", 8), ("message", 10)]);
    assert_eq!(seen("ops", "5"), ops);
    // The end of what it handed over, and a task that has become ready.
    context.run_as("ops", &["-q", "handoff", "accept", "h11"]).done();
    context.run_as("ops", &["-q", "handoff", "complete", "h11"]).done();
    context.run_as("ops", &["-q", "task", "claim"]).done();
    context.run_as("ops", &["-q", "task", "complete", "t1"]).done();
    let later = context.run(&["watch", "--since", "11", "-n", "2", "--for", "qa"]).done();
    let later: Vec<_> = crate::watch::events(&later).iter().map(crate::watch::kind_and_revision).collect();
    assert_eq!(later, own(&[("handoff.completed", 13), ("task.completed", 15)]));
}

#[test]
fn a_command_is_run_for_it() {
    let context = Context::with(r#"{"n":1}"#);
    context.run(&["set", "n", "2"]).done();
    context.run(&["handoff", "create", "qa", "-m", "look"]).done();
    let arguments =
        ["watch", "--since", "0", "-n", "1", "--for", "me", "--", "sh", "-c", "echo $CTX_EVENT $CTX_REV $CTX_AGENT"];
    let mut command = context.command(&arguments);
    command.env("CTX_AGENT", "qa");
    crate::support::answer(command).prints("handoff.requested 3 qa\n");
    // The agent of the command line is the one that watches, and the command acts in its name.
    let named =
        ["watch", "--since", "0", "-n", "1", "--agent", "qa", "--for", "me", "--exec", "echo $CTX_REV $CTX_AGENT"];
    context.run(&named).prints("3 qa\n");
    context.run(&["watch", "n", "--for", "me"]).fails(
        2,
        "ctx: the argument '[PATH]...' cannot be used with '--for <AGENT>'\nhint: usage: ctx watch <PATH>... [-- <CMD>...]\n",
    );
}
