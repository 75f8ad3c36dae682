//! Tasks whose worker is dead, hangs or comes too late, and how others get on.

use serde_json::{Value, json};

use super::{act, claimed, with_tasks};
use crate::support::Context;

fn shown(context: &Context, id: &str) -> Value {
    serde_json::from_str(&context.run(&["task", "show", id]).done()).unwrap()
}

fn last_record(context: &Context) -> Value {
    context.records().pop().unwrap()
}

#[test]
fn a_claim_is_taken_away_by_anybody_and_the_record_says_from_whom_and_why() {
    let context = with_tasks(&["a"]);
    context.run_as("dead", &["task", "claim", "--ttl", "300d"]).done();
    let task = claimed(context.run_as("boss", &["task", "steal", "a", "-m", "it hangs", "--ttl", "1h"]));
    assert_eq!(
        [&task["claimed_by"], &task["token"], &task["attempts"], &task["past_claims"]],
        [&json!("boss"), &json!(4), &json!(2), &json!([{"agent": "dead", "token": 3}])]
    );
    let record = last_record(&context);
    assert_eq!(
        [&record["op"], &record["agent"], &record["message"], &record["args"]],
        [&json!("task.stolen"), &json!("boss"), &json!("it hangs"), &json!({"id": "a", "from": "dead", "attempt": 2})]
    );
    act(&context, "boss", &["complete", "a", "--result", "1"]).prints("");
    act(&context, "boss", &["steal", "a", "-m", "x"]).fails(
        3,
        "ctx: could not steal the task a in context.json: it is completed by boss at TIME\n\
         hint: ctx -c context.json task show a\n",
    );
}

#[test]
fn a_task_that_nobody_claimed_is_not_stolen() {
    let context = with_tasks(&["a"]);
    act(&context, "boss", &["steal", "a", "-m", "x"]).fails(
        3,
        "ctx: could not steal the task a in context.json: it is pending: nobody claimed it\n\
         hint: to claim the next task: ctx -c context.json task claim\n",
    );
}

#[test]
fn a_result_that_comes_after_the_claim_was_lost_is_kept_and_the_error_says_where() {
    let context = with_tasks(&["a"]);
    context.run_as("slow", &["task", "claim"]).done();
    context.run_as("boss", &["task", "steal", "a", "-m", "it hangs"]).done();
    let refused = |says: &str| {
        act(&context, "slow", &["complete", "a", "--token", "3", "--result", "{\"n\":1.10}"]).fails(
            3,
            &format!(
                "{says}ctx: could not complete the task a in context.json: \
             the result came too late, and was kept in late_results of the task: \
             it is claimed by boss since TIME until TIME\nhint: ctx -c context.json task show a\n"
            ),
        );
    };
    refused("");
    // The same again is kept once.
    refused("ctx: unchanged: revision 5\n");
    assert_eq!(context.ops()[4..], ["task.late_result"]);
    assert_eq!(last_record(&context)["args"], json!({"id": "a", "token": 3}));
    act(&context, "boss", &["complete", "a", "--result", "mine"]).prints("");
    refused_when_over(&context);
    let task = shown(&context, "a");
    assert_eq!((&task["status"], &task["result"]), (&json!("completed"), &json!("mine")));
    let late: Vec<&Value> = task["late_results"].as_array().unwrap().iter().map(|late| &late["result"]).collect();
    assert_eq!(late.iter().map(ToString::to_string).collect::<Vec<_>>(), [r#"{"n":1.10}"#, "\"two\""]);
    // Who had no claim, or a token of no claim, has nothing to keep.
    for (agent, token) in [("eve", None), ("slow", Some("2"))] {
        let mut step = vec!["complete", "a", "--result", "x"];
        step.extend(token.into_iter().flat_map(|token| ["--token", token]));
        let answer = act(&context, agent, &step);
        assert!(answer.code == 3 && !answer.stderr.contains("kept"), "{answer:?}");
    }
}

fn refused_when_over(context: &Context) {
    act(context, "slow", &["complete", "a", "--token", "3", "--result", "two"]).fails(
        3,
        "ctx: could not complete the task a in context.json: \
         the result came too late, and was kept in late_results of the task: \
         boss ended it first at TIME: completed: \"mine\"\n\
         hint: ctx -c context.json task show a\n",
    );
}

#[test]
fn only_so_many_late_results_are_kept_and_the_error_says_if_not() {
    let context = with_tasks(&["a"]);
    context.run_as("slow", &["task", "claim"]).done();
    act(&context, "boss", &["cancel", "a", "-m", "no"]).prints("");
    for n in 1..=8 {
        assert_eq!(act(&context, "slow", &["complete", "a", "--result", &n.to_string()]).code, 3);
    }
    act(&context, "slow", &["complete", "a", "--result", "9"]).fails(
        3,
        "ctx: could not complete the task a in context.json: \
         the result was not kept: the task has 8 late results already: \
         boss ended it first at TIME: cancelled: no; not recorded: completed: 9\n\
         hint: ctx -c context.json task show a\n",
    );
    assert_eq!(shown(&context, "a")["late_results"].as_array().unwrap().len(), 8);
}

#[test]
fn a_released_claim_is_fenced_and_its_result_is_kept() {
    let context = with_tasks(&["a"]);
    context.run_as("slow", &["task", "claim"]).done();
    act(&context, "slow", &["release", "a"]).prints("");
    for step in [&["renew", "a"][..], &["fail", "a", "-m", "x"], &["complete", "a"]] {
        assert_eq!(act(&context, "slow", &[step, &["--token", "3"]].concat()).code, 3, "{step:?}");
    }
    act(&context, "slow", &["complete", "a", "--token", "3", "--result", "1"]).fails(
        3,
        "ctx: could not complete the task a in context.json: \
         the result came too late, and was kept in late_results of the task: \
         it is pending: nobody claimed it\nhint: ctx -c context.json task show a\n",
    );
}

#[test]
fn a_cancelled_task_takes_those_after_it_with_it_until_they_are_retried() {
    let context = with_tasks(&["a"]);
    act(&context, "planner", &["add", "b", "--after", "a"]).done();
    context.run_as("worker", &["task", "claim"]).done();
    act(&context, "boss", &["cancel", "a", "-m", "not needed"]).prints("");
    act(&context, "boss", &["cancel", "a", "-m", "not needed"]).prints_and_says("", "ctx: unchanged: revision 5\n");
    let record = last_record(&context);
    assert_eq!(
        [&record["op"], &record["message"], &record["args"]],
        [&json!("task.cancelled"), &json!("not needed"), &json!({"ids": ["a"], "dependents": ["b"]})]
    );
    act(&context, "planner", &["list"]).prints(
        "ID  QUEUE    PRIORITY  STATUS     AGENT  ATTEMPT  REASON\n\
         a   default  normal    cancelled  boss   1        not needed\n\
         b   default  normal    failed     boss   0        it comes after a, which was cancelled\n",
    );
    let answer = act(&context, "planner", &["wait", "--all"]);
    assert_eq!(answer.stdout, "{\"done\":0,\"running\":0,\"failed\":1,\"pending\":0,\"total\":2,\"cancelled\":1}\n");
    assert_eq!(
        (answer.code, answer.stderr.as_str()),
        (
            1,
            "ctx: 1 of 2 tasks in context.json failed: b; 1 were cancelled: a\n\
             hint: ctx -c context.json task list --status failed\n"
        )
    );
    let one = act(&context, "planner", &["wait", "a"]);
    assert!(one.stderr.starts_with("ctx: 1 of 1 tasks in context.json were cancelled: a\n"), "{one:?}");
    act(&context, "worker", &["renew", "a"]).fails(
        3,
        "ctx: could not renew the task a in context.json: it is cancelled by boss at TIME\n\
         hint: ctx -c context.json task show a\n",
    );
    act(&context, "planner", &["add", "c", "--after", "a"]).fails(
        3,
        "ctx: could not add tasks in context.json: c would come after a, which was cancelled\n\
         hint: to try it again: ctx -c context.json task retry a\n",
    );
    act(&context, "planner", &["retry", "b"]).fails(
        3,
        "ctx: could not retry tasks in context.json: b comes after a, which was cancelled\n\
         hint: to try it again: ctx -c context.json task retry a\n",
    );
    act(&context, "planner", &["retry", "b", "a", "-m", "after all"]).prints("");
    act(&context, "planner", &["list"]).prints(
        "ID  QUEUE    PRIORITY  STATUS   AGENT  ATTEMPT  REASON\n\
         a   default  normal    pending  -      0\n\
         b   default  normal    pending  -      0\n",
    );
    act(&context, "planner", &["retry", "a"]).fails(
        3,
        "ctx: could not retry tasks in context.json: it is pending: nobody claimed it\n\
         hint: ctx -c context.json task show a\n",
    );
    let again = claimed(context.run_as("worker", &["task", "claim"]));
    assert_eq!((&again["id"], &again["attempts"], again.get("reason")), (&json!("a"), &json!(1), None));
}

#[test]
fn a_task_that_kills_each_of_its_workers_fails_and_nobody_waits_for_it() {
    let context = with_tasks(&["bad"]);
    act(&context, "planner", &["add", "after", "--after", "bad"]).done();
    for attempt in 1..=5 {
        let task = claimed(context.run_as("worker", &["task", "claim", "--ttl", "1ns"]));
        assert_eq!(task["attempts"], attempt);
    }
    let failed = "bad    default  normal    failed  -      5        its claim ran out or was released 5 times, \
                  last that of worker (--max-attempts)\n";
    let list = context.run(&["task", "list"]).done();
    assert!(list.contains(failed), "{list}");
    assert_eq!(shown(&context, "after")["reason"], "it comes after bad, which failed");
    assert_eq!(context.run(&["wait", "--task", "bad"]).code, 1);
    let waited = act(&context, "planner", &["wait", "--all"]);
    assert_eq!(
        (waited.code, waited.stderr.as_str()),
        (
            1,
            "ctx: 2 of 2 tasks in context.json failed: bad, after\n\
             hint: ctx -c context.json task list --status failed\n"
        )
    );
    assert_eq!(context.ops().len(), 8, "readers record nothing");
    act(&context, "worker", &["claim"]).fails(
        1,
        "ctx: could not claim a task in context.json: no task was ready: 0 running, 0 pending\n\
         hint: use --wait 1m to wait for one; see ctx task list\n",
    );
    let record = last_record(&context);
    assert_eq!((&record["op"], &record["args"]), (&json!("task.failed"), &json!({"exhausted": ["bad", "after"]})));
    let events = context.run(&["watch", "--since", "8", "-n", "2", "--timeout", "10s"]).done();
    assert_eq!(events.matches("\"type\":\"task.failed\"").count(), 2, "{events}");
    let late = act(&context, "worker", &["complete", "bad", "--result", "1"]);
    let why = "somebody ended it first at TIME: failed: its claim ran out or was released";
    assert!(late.code == 3 && late.stderr.contains(why) && late.stderr.contains("was kept"), "{late:?}");
    act(&context, "planner", &["retry", "bad", "after"]).prints("");
    assert_eq!(claimed(context.run_as("worker", &["task", "claim"]))["attempts"], 1);
}

#[test]
fn a_task_fails_when_it_was_released_as_often_as_may_be() {
    let context = with_tasks(&["a"]);
    act(&context, "planner", &["add", "b", "--max-attempts", "2"]).done();
    act(&context, "planner", &["cancel", "a", "-m", "no"]).done();
    let said = "ctx: the task b failed: its claim ran out or was released 2 times, last that of worker (--max-attempts)\n\
                hint: to try it again: ctx -c context.json task retry b\n";
    for says in ["", said] {
        context.run_as("worker", &["task", "claim"]).done();
        act(&context, "worker", &["release", "b"]).prints_and_says("", says);
    }
    let task = shown(&context, "b");
    assert_eq!(
        (&task["status"], &task["reason"]),
        (&json!("failed"), &json!("its claim ran out or was released 2 times, last that of worker (--max-attempts)"))
    );
    assert_eq!(last_record(&context)["args"], json!({"id": "b", "released": true}));
    act(&context, "planner", &["add", "c", "--max-attempts", "0"]).fails(
        2,
        "ctx: invalid value '0' for '--max-attempts <N>': 0 is not in 1..18446744073709551615\n\
         hint: ctx task add --help\n",
    );
}

#[test]
fn names_that_people_give_and_those_that_ctx_gives_do_not_collide() {
    let context = with_tasks(&["t1", "t3", "t3.2"]);
    act(&context, "planner", &["add", "--payload", "1"]).prints("t3.3\n");
    act(&context, "planner", &["add", "--payload", "1"]).prints("t4\n");
    act(&context, "planner", &["add", "t6-1"]).prints("t6-1\n");
    let lines = ["task", "add", "--from-file", "-"];
    context.run_with_input(&lines, "1\n2\n").prints("t6-1.2\nt6-2\n");
}

#[test]
fn an_outcome_without_a_result_is_no_other_than_the_one_with_it() {
    let context = with_tasks(&["a"]);
    context.run(&["task", "claim"]).done();
    act(&context, "planner", &["complete", "a", "--result", "1"]).prints("");
    act(&context, "planner", &["complete", "a"]).prints_and_says("", "ctx: unchanged: revision 4\n");
    assert_eq!(shown(&context, "a")["result"], 1);
}

#[test]
fn a_failure_that_comes_after_the_claim_was_lost_is_kept_too() {
    let context = with_tasks(&["a"]);
    context.run_as("slow", &["task", "claim"]).done();
    act(&context, "boss", &["cancel", "a", "-m", "no"]).prints("");
    act(&context, "slow", &["fail", "a", "-m", "disk full"]).fails(
        3,
        "ctx: could not fail the task a in context.json: \
         the reason came too late, and was kept in late_results of the task: \
         boss ended it first at TIME: cancelled: no\n\
         hint: ctx -c context.json task show a\n",
    );
    let late = &shown(&context, "a")["late_results"];
    assert_eq!(
        (&late[0]["agent"], &late[0]["reason"], &late[0]["result"]),
        (&json!("slow"), &json!("disk full"), &Value::Null)
    );
    // Who ended it has said why, once.
    act(&context, "boss", &["fail", "a", "-m", "other"]).fails(
        3,
        "ctx: could not fail the task a in context.json: \
         boss ended it first at TIME: cancelled: no; not recorded: failed: other\n\
         hint: ctx -c context.json task show a\n",
    );
}

#[test]
fn a_result_that_comes_after_the_task_was_removed_is_kept() {
    let context = with_tasks(&["a"]);
    context.run_as("slow", &["task", "claim"]).done();
    act(&context, "boss", &["cancel", "a", "-m", "no"]).prints("");
    act(&context, "boss", &["remove", "a"]).prints("");
    act(&context, "slow", &["complete", "a", "--result", "1"]).fails(
        1,
        "ctx: could not complete the task a in context.json: there is no task a\nhint: ctx -c context.json task list\n",
    );
    act(&context, "slow", &["complete", "a", "--token", "3", "--result", "1"]).fails(
        3,
        "ctx: could not complete the task a in context.json: \
         the result came too late, and was kept in late_results of the task: \
         boss ended it first at TIME: cancelled: no\n\
         hint: ctx -c context.json task show a\n",
    );
    assert_eq!(shown(&context, "a")["late_results"][0]["result"], 1);
    // One that nobody ended comes back as cancelled, so that nobody works on it again.
    context.run(&["task", "add", "b"]).done();
    context.run_as("slow", &["task", "claim"]).done();
    act(&context, "slow", &["release", "b"]).prints("");
    act(&context, "boss", &["remove", "b"]).prints("");
    assert_eq!(act(&context, "slow", &["complete", "b", "--token", "8", "--result", "2"]).code, 3);
    let task = shown(&context, "b");
    assert_eq!((&task["status"], &task["reason"]), (&json!("cancelled"), &json!("it was removed")));
    assert_eq!(task["late_results"][0]["result"], 2);
}

#[test]
fn who_releases_the_last_claim_is_told_that_the_task_failed() {
    let context = with_tasks(&["a", "--max-attempts", "1"]);
    context.run_as("slow", &["task", "claim"]).done();
    act(&context, "slow", &["release", "a"]).prints_and_says(
        "",
        "ctx: the task a failed: its claim ran out or was released once, last that of slow (--max-attempts)\n\
         hint: to try it again: ctx -c context.json task retry a\n",
    );
}
