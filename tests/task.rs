use std::process::Stdio;

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
    act(&context, "one", &["complete", "fetch"]).prints_and_says("", "ctx: unchanged: revision 4\n");
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
        "ctx: could not claim a task in context.json: nothing was ready in the queue default: 2 running, 1 pending\n\
         hint: give --wait 1m to wait for one; see ctx task list\n",
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
    act(&context, "planner", &["list"]).prints("a  default  normal    pending  \n");
    let new = claimed(context.run_as("alive", &["task", "claim"]));
    assert_eq!((&new["attempts"], &new["claimed_by"]), (&json!(2), &json!("alive")));
    assert_eq!(context.records()[3]["args"], json!({"id": "a", "attempt": 2, "ran_out_for": "dead"}));
    let token = old["token"].to_string();
    act(&context, "dead", &["complete", "a", "--token", &token]).fails(
        3,
        "ctx: could not complete the task a in context.json: it is claimed by alive since TIME until TIME\n\
         hint: ctx -f context.json task show a\n",
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
        act(&context, "twin", &[step, &["--token", "3"]].concat()).fails(
            3,
            &format!(
                "ctx: could not {} the task a in context.json: \
                 fenced: token 3 of the task a is out of date; 4 is the newest\n\
                 hint: ctx -f context.json task show a\n\
                 hint: to take another one: ctx -f context.json task claim\n",
                step[0]
            ),
        );
    }
    context.run_as("twin", &["--error-format", "json", "task", "complete", "a", "--token", "3"]).fails(
        3,
        "{\"error\":\"could not complete the task a in context.json: \
         fenced: token 3 of the task a is out of date; 4 is the newest\",\"code\":3,\"kind\":\"conflict\",\
         \"hints\":[\"ctx -f context.json task show a\",\"to take another one: ctx -f context.json task claim\"],\
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
        "a  default  normal    pending    no disk\nb  default  normal    pending  \nc  default  normal    pending  \n",
    );
    context.run_as("two", &["task", "claim"]).done();
    act(&context, "two", &fail).prints("");
    act(&context, "planner", &["list"]).prints(
        "a  default  normal    failed     two  attempt 2  no disk\n\
         b  default  normal    failed     two  it comes after a, which failed\n\
         c  default  normal    failed     two  it comes after b, which failed\n",
    );
    let last = context.records().pop().unwrap();
    assert_eq!((&last["op"], &last["args"]), (&json!("task.failed"), &json!({"id": "a", "dependents": ["b", "c"]})));
    act(&context, "planner", &["add", "d", "--after", "c"]).fails(
        3,
        "ctx: could not add tasks in context.json: d would come after c, which failed\n\
         hint: ctx -f context.json task show c\n",
    );
    let answer = Answer {
        code: 1,
        stdout: "{\"done\":0,\"running\":0,\"failed\":3,\"pending\":0,\"total\":3}\n".into(),
        stderr:
            "ctx: 3 of 3 tasks in context.json failed: a, b, c\nhint: ctx -f context.json task list --status failed\n"
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
         hint: ctx -f context.json task show a\n",
    );
}

#[test]
fn items_of_a_file_become_tasks_in_one_revision() {
    let context = Context::with(r#"{"a":1}"#);
    let items = "{\"url\":\"a\",\"n\":1.10}\n\n{\"url\":\"b\"}\n";
    let add = ["task", "add", "--from-file", "-", "--queue", "pages"];
    context.run_with_input(&add, items).prints("t2-1\nt2-2\n");
    let named = [&add[..], &["--name-from", "url"]].concat();
    context.run_with_input(&named, items).prints("a\nb\n");
    let more = [&named[..], &["--ignore-existing"]].concat();
    context.run_with_input(&more, "{\"url\":\"b\"}\n{\"url\":\"c\"}\n").prints("c\n");
    context.run_with_input(&named, "{\"url\":\"d\"}\n{\"url\":\"a\"}\n").normalized(&context).fails(
        3,
        "ctx: could not add tasks in context.json: line 2: \
         the task a was added already, by planner at TIME; it is pending\n\
         hint: give --ignore-existing to leave it as it is\n",
    );
    assert_eq!(claimed(context.run(&["task", "claim"]))["payload"].to_string(), r#"{"url":"a","n":1.10}"#);
    context
        .run(&["task", "progress", "--queue", "pages"])
        .prints("{\"done\":0,\"running\":1,\"failed\":0,\"pending\":4,\"total\":5}\n");
}

#[test]
fn a_line_that_is_no_task_is_named_and_told_what_a_good_one_looks_like() {
    let context = Context::with(r#"{"a":1}"#);
    let add = ["task", "add", "--from-file", "-"];
    let tried = "ctx: could not add the tasks of standard input: line";
    context.run_with_input(&add, "{}\n\nx y\n").fails(
        5,
        &format!(
            "{tried} 3 is not acceptable JSON: expected value at column 1\n\
             hint: each line is one JSON text, such as {{\"page\":1}}\n"
        ),
    );
    for (path, line, why, example) in [
        ("url", r#"{"uri":"e"}"#, ": nothing is at url to name the task by", r#"url, such as {"url":"a-name"}"#),
        (
            "job.id",
            r#"{"job":{"id":[1]}}"#,
            ": what is at job.id is no name: neither text nor a number",
            r#"job.id, such as {"job":{"id":"a-name"}}"#,
        ),
        ("[0]", "[\"\"]", ": a name has 1 to 128 bytes and no control characters", r#"[0], such as ["a-name"]"#),
        ("[1]", "[2]", ": nothing is at [1] to name the task by", "[1]"),
        (".", "\"t12\"", ": \"t12\" is a name that ctx gives to tasks itself", r#"., such as "a-name""#),
        ("n", "{", " is not acceptable JSON: EOF while parsing an object at column 1", r#"n, such as {"n":"a-name"}"#),
    ] {
        context
            .run_with_input(&[&add[..], &["--name-from", path]].concat(), line)
            .fails(5, &format!("{tried} 1{why}\nhint: each line is one JSON text with a name at {example}\n"));
    }
    context.write("items.jsonl", "{\"id\":1}\n{\"id\":1}\n{\"id\":2,\"id\":3}\n");
    let add = ["--error-format", "json", "task", "add", "--from-file", "items.jsonl"];
    context.run(&add).fails(
        5,
        "{\"error\":\"could not add the tasks of items.jsonl: line 3 is not acceptable JSON: \
         the key \\\"id\\\" a second time at column 12\",\"code\":5,\"kind\":\"bad_data\",\
         \"hints\":[\"each line is one JSON text, such as {\\\"page\\\":1}\"],\"line\":3,\"column\":12}\n",
    );
    context.write("items.jsonl", "{\"id\":1}\n{\"id\":1}\n");
    context.run(&[&add[..], &["--name-from", "id"]].concat()).normalized(&context).fails(
        3,
        "{\"error\":\"could not add tasks in context.json: line 2: \
         the task 1 was added already, by planner at TIME; it is pending\",\"code\":3,\"kind\":\"conflict\",\
         \"hints\":[\"give --ignore-existing to leave it as it is\"],\
         \"id\":\"1\",\"status\":\"pending\",\"line\":2}\n",
    );
    assert_eq!(context.ops(), ["merge"]);
}

#[test]
fn a_task_that_somebody_spoiled_is_named_with_who_wrote_it_so() {
    let context = with_tasks(&["a"]);
    context.write("context.json", context.document().replace("\"pending\"", "7"));
    let why = "_ctx.tasks.a is not a task: invalid type: number, expected string or map\n\
               hint: who wrote it so: ctx -f context.json blame _ctx.tasks.a\n";
    for (arguments, tried) in [
        (&["task", "list"][..], "list the tasks"),
        (&["task", "progress"], "count the tasks"),
        (&["task", "show", "a"], "show the task a"),
        (&["task", "wait", "a"], "wait for the tasks"),
        (&["task", "collect"], "collect the results"),
        (&["task", "claim"], "claim a task"),
        (&["task", "complete", "a"], "complete the task a"),
        (&["wait", "--task", "a"], "wait for the end of the task a"),
    ] {
        context.run(arguments).fails(5, &format!("ctx: could not {tried} in context.json: {why}"));
    }
}

#[test]
fn what_is_no_task_or_no_name_is_refused() {
    let context = with_tasks(&["build"]);
    let near = "there is no task biuld\nhint: did you mean build?\n";
    act(&context, "planner", &["show", "biuld"])
        .fails(1, &format!("ctx: could not show the task biuld in context.json: {near}"));
    act(&context, "planner", &["show", "build", "--at", "1"]).fails(
        1,
        "ctx: could not show the task build at revision 1 in context.json: there is no task build\n\
         hint: ctx -f context.json task list\n",
    );
    act(&context, "planner", &["wait", "biuld"])
        .fails(1, &format!("ctx: could not wait for the tasks in context.json: {near}"));
    act(&context, "planner", &["add", "x", "--after", "tset"]).fails(
        1,
        "ctx: could not add tasks in context.json: there is no task tset\nhint: ctx -f context.json task list\n",
    );
    act(&context, "planner", &["add"]).fails(
        2,
        "ctx: there is nothing to add: neither a name nor a payload\n\
         hint: ctx -f context.json task add NAME..., or --payload VALUE, or --from-file items.jsonl\n",
    );
    act(&context, "planner", &["add", "t12"]).fails(
        2,
        "ctx: invalid value 't12' for '[NAME]...': \"t12\" is a name that ctx gives to tasks itself\n\
         hint: ctx task add --help\n",
    );
    act(&context, "planner", &["claim", "--ttl", "0s"]).fails(
        2,
        "ctx: invalid value '0s' for '--ttl <DURATION>': it would be over at once\nhint: ctx task claim --help\n",
    );
}

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
                 hint: {next}\nhint: --partial takes what there is\n"
            ),
        );
    };
    collect(
        &[],
        "2 tasks are completed: 0 running, 0 failed, 1 pending",
        "to wait for them: ctx -f context.json task wait --all",
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
        "to wait for them: ctx -f context.json task wait --all --queue 'late ones'",
    );
    context.run(&["task", "claim"]).done();
    context.run(&["task", "fail", "c", "-m", "no disk"]).done();
    collect(
        &late,
        "1 tasks in the queue late ones are completed: 0 running, 1 failed, 0 pending",
        "why they failed: ctx -f context.json task list --status failed --queue 'late ones'",
    );
}

#[test]
fn who_waits_for_tasks_is_woken_by_their_end() {
    let context = with_tasks(&["a", "b"]);
    let start =
        |arguments: &[&str]| context.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let all = start(&["task", "wait", "--all"]);
    let one = start(&["wait", "--task", "b"]);
    let claim = start(&["--wait", "60s", "task", "claim", "--queue", "late"]);
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
         hint: wait longer with --timeout; see ctx task list\n",
    );
    context.run(&["wait", "--task", "none", "--timeout", "10ms"]).fails(
        4,
        "ctx: could not wait for the end of the task none in context.json: not so after 10ms\n\
         hint: wait longer with --timeout; `ctx log` tells who changes what\n",
    );
    context.run(&["--wait", "10ms", "task", "claim", "--queue", "none"]).fails(
        4,
        "ctx: could not claim a task in context.json: nothing was ready in the queue none within 10ms: \
         0 running, 0 pending\nhint: give --wait 1m to wait for one; see ctx task list\n",
    );
    context.run(&["task", "claim"]).done();
    context.run(&["task", "fail", "a", "-m", "no disk"]).done();
    let failed = context.run(&["wait", "--task", "a"]);
    assert_eq!(
        (failed.code, failed.stderr.as_str()),
        (1, "ctx: the task a in context.json failed: no disk\nhint: ctx -f context.json task show a\n")
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
         hint: ctx -f context.json task show a\n",
    );
    act(&context, "planner", &["complete", "a"]).done();
    act(&context, "planner", &["remove", "a"]).fails(
        3,
        "ctx: could not remove tasks in context.json: c comes after a, and is pending\n\
         hint: ctx -f context.json task show c\n",
    );
    act(&context, "planner", &["remove", "--ended"]).prints_and_says("", "ctx: unchanged: revision 5\n");
    act(&context, "planner", &["remove", "c", "b"]).prints("");
    act(&context, "planner", &["remove", "--ended", "--json"]).prints("[\"a\"]\n");
    act(&context, "planner", &["list"]).prints("");
    assert_eq!(context.ops()[5..], ["task.removed", "task.removed"]);
}
