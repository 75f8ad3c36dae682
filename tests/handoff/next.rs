//! Waiting for the next handoff and accepting it in one, and results as `set` takes values.

use std::process::{Child, Stdio};

use serde_json::{Value, json};

use super::{by, handed_to, shown, status};
use crate::support::{Answer, Context};

const NOTHING: &str = "ctx: could not accept the next handoff in context.json: no handoff is pending for qa\n\
                       hint: ctx -c context.json handoff list\n";

fn next(context: &Context, agent: &str, wait: &str) -> Child {
    let mut command = context.command(&["handoff", "next", "--raw", "--wait", wait]);
    command.env("CTX_AGENT", agent).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn id_of(child: Child) -> String {
    let answer = Answer::from(child.wait_with_output().unwrap()).done();
    serde_json::from_str::<Value>(&answer).unwrap()["id"].as_str().unwrap().to_owned()
}

#[test]
fn next_accepts_the_first_of_the_inbox_and_prints_what_accept_prints() {
    let context = Context::empty();
    for (to, priority) in [("qa", "low"), ("*", "high"), ("eve", "critical"), ("qa", "high")] {
        context.run(&["handoff", "create", to, "-m", "x", "--priority", priority]).done();
    }
    for (step, id) in [("next", "h2"), ("accept", "h4"), ("next --wait 1m", "h1")] {
        let printed = by(&context, "qa", step).done();
        by(&context, "qa", &format!("accept {id}"))
            .prints_and_says(&printed, &format!("ctx: unchanged: revision {}\n", context.ops().len()));
        assert_eq!((status(&context, id), &shown(&context, id)["accepted_by"]), ("accepted".to_owned(), &json!("qa")));
    }
    by(&context, "qa", "next").fails(1, NOTHING);
    by(&context, "qa", "accept").fails(1, NOTHING);
    by(&context, "qa", "next --wait 10ms").fails(
        4,
        "ctx: could not accept the next handoff in context.json: no handoff was pending for qa within 10ms\n\
         hint: use a longer --wait; see ctx handoff list\n",
    );
    assert_eq!(context.ops()[4..], ["handoff.accepted", "handoff.accepted", "handoff.accepted"]);
}

#[test]
fn next_keeps_a_ttl_and_waits_for_what_returns() {
    let context = handed_to("*");
    by(&context, "slow", "next --ttl 200ms --raw -m on-it").done();
    assert_eq!(context.records()[1]["message"], "on-it");
    // Nobody writes meanwhile: the time alone wakes who waits.
    assert_eq!(id_of(next(&context, "quick", "1m")), "h1");
    let handoff = shown(&context, "h1");
    assert_eq!((&handoff["accepted_by"], &handoff["past_holders"]), (&json!("quick"), &json!(["slow"])));
}

#[test]
fn of_many_who_wait_each_gets_another_handoff() {
    let context = Context::empty();
    let workers: Vec<Child> = (0..6).map(|i| next(&context, &format!("w{i}"), "1m")).collect();
    let mut created: Vec<String> =
        (0..6).map(|_| by(&context, "planner", "create * -m x").done().trim_end().to_owned()).collect();
    let mut accepted: Vec<String> = workers.into_iter().map(id_of).collect();
    accepted.sort();
    created.sort();
    assert_eq!(accepted, created);
    context.run(&["verify"]).done();
}

#[test]
fn a_result_and_a_payload_are_values_as_set_takes_them() {
    for (text, value) in [
        ("text", json!("text")),
        ("-3", json!(-3)),
        ("007", json!("007")),
        ("{\"a\":[1]}", json!({"a": [1]})),
        ("null", Value::Null),
    ] {
        let context = Context::empty();
        by(&context, "planner", &format!("create qa -m x --payload {text}")).prints("h1\n");
        by(&context, "qa", "next --raw").done();
        by(&context, "qa", &format!("complete h1 --result {text}")).prints("");
        let handoff = shown(&context, "h1");
        assert_eq!((handoff.get("payload"), handoff.get("result")), (Some(&value), Some(&value)), "{text}");
    }
    let context = handed_to("qa");
    by(&context, "qa", "next --raw").done();
    let mut complete = context.command(&["handoff", "complete", "h1", "--result", "-"]);
    complete.env("CTX_AGENT", "qa");
    crate::support::answer_to_input(complete, b"two\nlines\n").prints("");
    assert_eq!(shown(&context, "h1")["result"], "two\nlines");
    by(&context, "qa", "complete h1 --result {1").prints_and_fails(
        3,
        "",
        "ctx: the result is stored as text, since it is not JSON: key must be a string at line 1 column 2\n\
         ctx: could not complete h1 in context.json: qa ended it first at TIME: completed: \"two\\nlines\"; \
         not recorded: completed: \"{1\"\nhint: ctx -c context.json handoff show h1\n",
    );
}

#[test]
fn an_id_that_is_nearly_one_gets_the_right_one_named() {
    let context = handed_to("qa");
    for wrong in ["H1", "1"] {
        let why = format!("invalid value '{wrong}' for '<ID>': a handoff is named h and a number; did you mean h1?");
        by(&context, "qa", &format!("show {wrong}")).fails(2, &format!("ctx: {why}\nhint: ctx handoff show --help\n"));
    }
}
