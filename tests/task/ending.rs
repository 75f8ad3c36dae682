//! Waiting for tasks, collecting what they gave, and removing them.

use std::process::Stdio;

use serde_json::{Value, json};

use super::{act, claimed, with_tasks};
use crate::support::Answer;

#[test]
fn results_are_collected_when_all_are_there() {
    let context = with_tasks(&["a", "b"]);
    context.run(&["task", "claim"]).done();
    context.run(&["task", "complete", "a", "--result", "one"]).done();
    let collect = |options: &[&str], why: &str, next: &str| {
        context.run(&[&["task", "collect"], options].concat()).fails(
            1,
            &format!(
                "ctx: could not collect the results in context.json: not all of the {why}\n\
                 hint: {next}\nhint: use --partial for the results available\n"
            ),
        );
    };
    collect(
        &[],
        "2 tasks are completed: 0 running, 0 failed, 1 pending",
        "to wait for them: ctx -c context.json task wait --all",
    );
    context.run(&["task", "collect", "--partial"]).prints("\"one\"\n");
    context.run(&["task", "claim"]).done();
    context.run(&["task", "complete", "b"]).done();
    context.run(&["task", "collect"]).prints("\"one\"\nnull\n");
    context.run(&["task", "add", "c", "--queue", "late ones"]).done();
    let late = ["--queue", "late ones"];
    collect(
        &late,
        "1 tasks in the queue late ones are completed: 0 running, 0 failed, 1 pending",
        "to wait for them: ctx -c context.json task wait --all --queue 'late ones'",
    );
    context.run(&["task", "claim"]).done();
    context.run(&["task", "fail", "c", "-m", "no disk"]).done();
    collect(
        &late,
        "1 tasks in the queue late ones are completed: 0 running, 1 failed, 0 pending",
        "why they failed: ctx -c context.json task list --status failed --queue 'late ones'",
    );
}

#[test]
fn who_waits_for_tasks_is_woken_by_their_end() {
    let context = with_tasks(&["a", "b"]);
    let start =
        |arguments: &[&str]| context.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let all = start(&["task", "wait", "--all"]);
    let one = start(&["wait", "--task", "b"]);
    let claim = start(&["-q", "--wait", "60s", "task", "claim", "--queue", "late"]);
    for id in ["a", "b"] {
        context.run(&["task", "claim", "--queue", "default"]).done();
        context.run(&["task", "complete", id]).done();
    }
    context.run(&["task", "add", "x", "--queue", "late"]).done();
    let printed = |child: std::process::Child| Answer::from(child.wait_with_output().unwrap()).done();
    assert_eq!(claimed(Answer { code: 0, stdout: printed(claim), stderr: String::new() })["id"], "x");
    context.run(&["task", "complete", "x"]).done();
    assert!(printed(all).contains("\"pending\":0"));
    let one: Value = serde_json::from_str(&printed(one)).unwrap();
    assert_eq!((&one["task"]["id"], &one["task"]["status"]), (&json!("b"), &json!("completed")));
}

#[test]
fn a_wait_for_tasks_gives_up_when_its_time_is_over() {
    let context = with_tasks(&["a"]);
    context.run(&["task", "wait", "--all", "--timeout", "10ms"]).fails(
        4,
        "ctx: could not wait for the tasks in context.json: 0 of 1 tasks have ended after 10ms\n\
         hint: use a longer --timeout; see ctx task list\n",
    );
    context.run(&["wait", "--task", "none", "--timeout", "10ms"]).fails(
        4,
        "ctx: there is no task none yet\n\
         ctx: could not wait for the end of the task none in context.json: timed out after 10ms\n\
         hint: use a longer --timeout; `ctx log` shows recent changes\n",
    );
    context.run(&["--wait", "10ms", "task", "claim", "--queue", "none"]).fails(
        4,
        "ctx: there is no task in the queue none yet\n\
         ctx: could not claim a task in context.json: no task was ready in the queue none within 10ms: \
         0 running, 0 pending\nhint: use --wait 1m to wait for one; see ctx task list\n",
    );
    context.run(&["task", "claim"]).done();
    context.run(&["task", "fail", "a", "-m", "no disk"]).done();
    let failed = context.run(&["wait", "--task", "a"]);
    assert_eq!(
        (failed.code, failed.stderr.as_str()),
        (1, "ctx: the task a in context.json failed: no disk\nhint: ctx -c context.json task show a\n")
    );
}

#[test]
fn what_is_no_longer_needed_can_be_removed() {
    let context = with_tasks(&["a", "b"]);
    act(&context, "planner", &["add", "c", "--after", "a"]).done();
    context.run(&["task", "claim"]).done();
    act(&context, "planner", &["remove", "b", "a"]).fails(
        3,
        "ctx: could not remove tasks in context.json: it is claimed by planner since TIME until TIME\n\
         hint: ctx -c context.json task show a\n",
    );
    act(&context, "planner", &["complete", "a"]).done();
    act(&context, "planner", &["remove", "a"]).fails(
        3,
        "ctx: could not remove tasks in context.json: c comes after a, and is pending\n\
         hint: ctx -c context.json task show c\n",
    );
    act(&context, "planner", &["remove", "--ended"]).prints_and_says("", "ctx: unchanged: revision 5\n");
    act(&context, "planner", &["remove", "c", "b"]).prints("");
    act(&context, "planner", &["remove", "--ended", "--json"]).prints("[\"a\"]\n");
    act(&context, "planner", &["list"]).prints("");
    assert_eq!(context.ops()[5..], ["task.removed", "task.removed"]);
}

#[test]
fn another_outcome_of_a_task_is_refused_and_names_both() {
    let context = with_tasks(&["a", "b"]);
    context.run(&["task", "claim"]).done();
    act(&context, "planner", &["complete", "a", "--result", "first"]).prints("");
    act(&context, "planner", &["complete", "a", "--result", "first"])
        .prints_and_says("", "ctx: unchanged: revision 4\n");
    let first = "planner ended it first at TIME: completed: \"first\"";
    for (step, tried, other) in [
        (&["complete", "a", "--result", "second"][..], "complete", "completed: \"second\""),
        (&["fail", "a", "-m", "no"], "fail", "failed: no"),
    ] {
        let why = format!("ctx: could not {tried} the task a in context.json: {first}; not recorded: {other}\n");
        act(&context, "planner", step).fails(3, &format!("{why}hint: ctx -c context.json task show a\n"));
    }
    context.run(&["task", "claim"]).done();
    act(&context, "planner", &["fail", "b", "-m", "one"]).prints("");
    act(&context, "planner", &["fail", "b", "-m", "one"]).prints_and_says("", "ctx: unchanged: revision 6\n");
    let why = "planner ended it first at TIME: failed: one; not recorded: failed: two\n";
    act(&context, "planner", &["fail", "b", "-m", "two"]).fails(
        3,
        &format!("ctx: could not fail the task b in context.json: {why}hint: ctx -c context.json task show b\n"),
    );
}
