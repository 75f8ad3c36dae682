mod adding;
mod ending;
mod lost;
mod unknown;
mod work;

use serde_json::{Value, json};

use crate::support::{Answer, Context};

/// The task that a claim printed.
fn claimed(answer: Answer) -> Value {
    serde_json::from_str(&answer.done()).unwrap()
}

/// What an agent does to a task.
fn act(context: &Context, agent: &str, arguments: &[&str]) -> Answer {
    context.run_as(agent, &[&["task"], arguments].concat()).normalized(context)
}

/// A context with these tasks, added by `planner` in revision 2.
fn with_tasks(names: &[&str]) -> Context {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&[&["task", "add"], names].concat()).done();
    context
}

#[test]
fn a_task_goes_from_the_queue_to_its_result() {
    let context = with_tasks(&["fetch"]);
    let task = claimed(context.run_as("one", &["task", "claim"]));
    let told = (&task["id"], &task["status"], &task["claimed_by"], &task["attempts"], &task["token"]);
    assert_eq!(told, (&json!("fetch"), &json!("running"), &json!("one"), &json!(1), &json!(3)));
    act(&context, "one", &["complete", "fetch", "--result", "{\"pages\":1.10}", "--token", "3"]).prints("");
    let again = ["complete", "fetch", "--result", "{\"pages\":1.10}"];
    act(&context, "one", &again).prints_and_says("", "ctx: unchanged: revision 4\n");
    act(&context, "planner", &["collect"]).prints("{\"pages\":1.10}\n");
    assert_eq!(context.ops(), ["merge", "task.added", "task.assigned", "task.completed"]);
}

#[test]
fn the_most_urgent_then_oldest_ready_task_is_next() {
    let context = with_tasks(&["old", "young"]);
    act(&context, "planner", &["add", "urgent", "--priority", "critical"]).prints("urgent\n");
    act(&context, "planner", &["add", "last", "--priority", "critical", "--after", "old", "--after", "young"]).done();
    act(&context, "planner", &["add", "elsewhere", "--queue", "other"]).prints("elsewhere\n");
    let next = || claimed(context.run_as("one", &["task", "claim", "--queue", "default"]))["id"].clone();
    assert_eq!([next(), next(), next()], ["urgent", "old", "young"]);
    act(&context, "one", &["complete", "old"]).done();
    act(&context, "one", &["claim", "--queue", "default"]).fails(
        1,
        "ctx: could not claim a task in context.json: no task was ready in the queue default: 2 running, 1 pending\n\
         hint: use --wait 1m to wait for one; see ctx task list\n",
    );
    act(&context, "one", &["complete", "young"]).done();
    assert_eq!(next(), "last");
    assert_eq!(claimed(context.run(&["task", "claim"]))["id"], "elsewhere");
}

#[test]
fn who_asks_for_its_own_gets_it_again() {
    let context = with_tasks(&["a", "b"]);
    let first = claimed(context.run_as("one", &["task", "claim", "--mine"]));
    let again = context.run_as("one", &["task", "claim", "--mine"]);
    assert_eq!((again.stderr.as_str(), again.code), ("ctx: unchanged: revision 3\n", 0));
    assert_eq!(serde_json::from_str::<Value>(&again.stdout).unwrap(), first);
    assert_eq!(claimed(context.run_as("two", &["task", "claim", "--mine"]))["id"], "b");
}

#[test]
fn a_claim_whose_time_is_over_is_back_in_the_queue_and_counts() {
    let context = with_tasks(&["a"]);
    let old = claimed(context.run_as("dead", &["task", "claim", "--ttl", "1ns"]));
    act(&context, "planner", &["list"])
        .prints("ID  QUEUE    PRIORITY  STATUS   AGENT  ATTEMPT  REASON\na   default  normal    pending  -      1\n");
    let new = claimed(context.run_as("alive", &["task", "claim"]));
    assert_eq!((&new["attempts"], &new["claimed_by"]), (&json!(2), &json!("alive")));
    assert_eq!(context.records()[3]["args"], json!({"id": "a", "attempt": 2, "ran_out_for": "dead"}));
    let token = old["token"].to_string();
    act(&context, "dead", &["complete", "a", "--token", &token]).fails(
        3,
        "ctx: could not complete the task a in context.json: it is claimed by alive since TIME until TIME\n\
         hint: ctx -c context.json task show a\n",
    );
    act(&context, "alive", &["complete", "a"]).prints("");
}

#[test]
fn whose_time_is_over_completes_it_if_nobody_took_it() {
    let context = with_tasks(&["a"]);
    context.run_as("slow", &["task", "claim", "--ttl", "1ns"]).done();
    act(&context, "slow", &["renew", "a", "--ttl", "1m"]).prints("");
    act(&context, "slow", &["complete", "a"]).prints("");
}

#[test]
fn two_claims_of_one_agent_are_told_apart_by_their_tokens() {
    let context = with_tasks(&["a"]);
    context.run_as("twin", &["task", "claim", "--ttl", "1ns"]).done();
    context.run_as("twin", &["task", "claim"]).done();
    for step in [&["complete", "a"][..], &["release", "a"], &["renew", "a"], &["fail", "a", "-m", "no disk"]] {
        let is_kept = step[0] == "fail";
        let kept = if is_kept { "the reason came too late, and was kept in late_results of the task: " } else { "" };
        act(&context, "twin", &[step, &["--token", "3"]].concat()).fails(
            3,
            &format!(
                "ctx: could not {} the task a in context.json: \
                 {kept}fenced: token 3 of the task a is out of date; 4 is the newest\n\
                 hint: ctx -c context.json task show a\n\
                 hint: to take another one: ctx -c context.json task claim\n",
                step[0]
            ),
        );
    }
    context.run_as("twin", &["--error-format", "json", "task", "complete", "a", "--token", "3"]).fails(
        3,
        "{\"error\":\"could not complete the task a in context.json: \
         fenced: token 3 of the task a is out of date; 4 is the newest\",\"code\":3,\"kind\":\"conflict\",\
         \"hints\":[\"ctx -c context.json task show a\",\"to take another one: ctx -c context.json task claim\"],\
         \"id\":\"a\",\"status\":\"running\",\"claimed_by\":\"twin\",\"newer\":4}\n",
    );
    act(&context, "twin", &["complete", "a", "--token", "4"]).prints("");
}

#[test]
fn a_task_that_fails_is_tried_again_as_often_as_was_said_and_then_takes_others_with_it() {
    let context = with_tasks(&["a"]);
    act(&context, "planner", &["add", "b", "--after", "a"]).done();
    act(&context, "planner", &["add", "c", "--after", "b"]).done();
    let fail = ["fail", "a", "--reason", "no disk", "--retry", "1"];
    context.run_as("one", &["task", "claim"]).done();
    act(&context, "one", &fail).prints("");
    act(&context, "planner", &["list", "--status", "pending"]).prints(
        "ID  QUEUE    PRIORITY  STATUS   AGENT  ATTEMPT  REASON\n\
         a   default  normal    pending  -      1        no disk\n\
         b   default  normal    pending  -      0\n\
         c   default  normal    pending  -      0\n",
    );
    context.run_as("two", &["task", "claim"]).done();
    act(&context, "two", &fail).prints("");
    act(&context, "planner", &["list"]).prints(
        "ID  QUEUE    PRIORITY  STATUS  AGENT  ATTEMPT  REASON\n\
         a   default  normal    failed  two    2        no disk\n\
         b   default  normal    failed  two    0        it comes after a, which failed\n\
         c   default  normal    failed  two    0        it comes after b, which failed\n",
    );
    let last = context.records().pop().unwrap();
    assert_eq!((&last["op"], &last["args"]), (&json!("task.failed"), &json!({"id": "a", "dependents": ["b", "c"]})));
    act(&context, "planner", &["add", "d", "--after", "c"]).fails(
        3,
        "ctx: could not add tasks in context.json: d would come after c, which failed\n\
         hint: to try it again: ctx -c context.json task retry c\n",
    );
    let answer = Answer {
        code: 1,
        stdout: "{\"done\":0,\"running\":0,\"failed\":3,\"pending\":0,\"total\":3}\n".into(),
        stderr:
            "ctx: 3 of 3 tasks in context.json failed: a, b, c\nhint: ctx -c context.json task list --status failed\n"
                .into(),
    };
    assert_eq!(act(&context, "planner", &["wait", "--all"]), answer);
}

#[test]
fn a_task_that_is_given_back_was_not_tried() {
    let context = with_tasks(&["a"]);
    context.run_as("one", &["task", "claim"]).done();
    act(&context, "one", &["release", "a", "-m", "not mine"]).prints("");
    let shown: Value = serde_json::from_str(&context.run(&["task", "show", "a"]).done()).unwrap();
    assert_eq!((&shown["status"], &shown["attempts"], shown.get("claimed_by")), (&json!("pending"), &json!(0), None));
    act(&context, "one", &["release", "a"]).fails(
        3,
        "ctx: could not release the task a in context.json: it is pending: nobody claimed it\n\
         hint: ctx -c context.json task show a\n",
    );
}

#[test]
fn of_two_claims_by_one_name_only_the_token_tells_which_one_it_is() {
    let context = Context::empty();
    context.run(&["-q", "task", "add", "c"]).done();
    context.run(&["-q", "task", "claim", "--ttl", "1ns"]).done();
    let token = context.run(&["-q", "task", "claim"]).done();
    let token = token.split("\"token\":").last().unwrap().split(|c: char| !c.is_ascii_digit()).find(|t| !t.is_empty());
    let why = "planner has claimed the task c more than once, so only its token tells\n\
               hint: pass the token that `ctx task claim` printed: --token TOKEN\n";
    for (verb, more) in [("release", &[][..]), ("renew", &[]), ("fail", &["-m", "no"])] {
        let answer = context.run(&[&["task", verb, "c"], more].concat());
        assert_eq!((answer.code, answer.stderr.ends_with(why)), (3, true), "{answer:?}");
    }
    let answer = context.run(&["task", "complete", "c", "--result", "stale"]);
    assert_eq!((answer.code, answer.stderr.contains("late_results"), answer.stderr.ends_with(why)), (3, true, true));
    context.run(&["-q", "task", "complete", "c", "--token", token.unwrap(), "--result", "good"]).done();
    let shown = context.run(&["task", "show", "c"]).done();
    assert!(shown.contains("good") && shown.contains("stale"), "{shown}");
}

#[test]
fn a_queue_after_the_option_of_quiet_is_recognised() {
    let context = Context::empty();
    context.run(&["task", "claim", "-q", "the pages"]).fails(
        2,
        "ctx: unexpected argument 'the pages' found\n\
         hint: -q means --quiet; for a queue, use --queue 'the pages'\n",
    );
}
