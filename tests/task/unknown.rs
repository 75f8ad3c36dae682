//! Tasks and queues whose names are mistyped, or that are not there yet.

use super::*;

const MEANT: &str = "hint: did you mean pages?\n";

fn with_a_queue() -> Context {
    let context = Context::with(r#"{"a":1}"#);
    context.run(&["task", "add", "build-linux", "--queue", "pages"]).done();
    context
}

#[test]
fn who_waits_for_a_task_that_is_not_there_yet_is_told_so_once() {
    let context = with_a_queue();
    let says = "ctx: there is no task build-linxu yet\nhint: did you mean build-linux?\n";
    let late = "in context.json: timed out after 0s\nhint: use a longer --timeout; `ctx log` shows recent changes\n";
    context
        .run(&["wait", "--task", "build-linxu", "--timeout", "0s"])
        .fails(4, &format!("{says}ctx: could not wait for the end of the task build-linxu {late}"));
    context
        .run(&["wait", "x", "--or-failed", "build-linxu", "--timeout", "0s"])
        .fails(4, &format!("{says}ctx: could not wait for a value at x {late}"));
    context
        .run(&["wait", "x", "--or-failed", "build-linux", "--timeout", "0s"])
        .fails(4, &format!("ctx: could not wait for a value at x {late}"));
    context
        .run(&["-q", "wait", "--json", "a", "--or-failed", "build-linxu"])
        .prints("{\"path\":\"a\",\"value\":1,\"rev\":2}\n");
}

#[test]
fn who_lists_or_collects_a_queue_without_tasks_is_told_so() {
    let context = with_a_queue();
    for (verb, what) in [("list", "list the tasks"), ("collect", "collect the results")] {
        let why = format!("ctx: could not {what} in context.json: there is no task in the queue");
        act(&context, "a", &[verb, "--queue", "pagse"]).fails(1, &format!("{why} pagse\n{MEANT}"));
        act(&context, "a", &[verb, "--queue", "x"])
            .fails(1, &format!("{why} x\nhint: ctx -c context.json task list --all\n"));
    }
    act(&context, "a", &["list", "--queue", "pages", "--status", "failed"]).prints("");
}

#[test]
fn who_waits_for_a_queue_without_tasks_is_told_so() {
    let context = with_a_queue();
    let says = format!("ctx: there is no task in the queue pagse yet\n{MEANT}");
    for jobs in ["1", "2"] {
        act(&context, "a", &["work", "--queue", "pagse", "--jobs", jobs, "--", "true"]).prints_and_says("", &says);
    }
    act(&context, "a", &["progress", "--queue", "pagse"])
        .prints_and_says("{\"done\":0,\"running\":0,\"failed\":0,\"pending\":0,\"total\":0}\n", &says);
    act(&context, "a", &["wait", "--all", "--queue", "pagse", "--timeout", "0s"]).fails(
        4,
        &format!(
            "{says}ctx: could not wait for the tasks in context.json: 0 of 0 tasks in the queue pagse have ended after 0s\n\
             hint: use a longer --timeout; see ctx task list\n"
        ),
    );
    let none = |within: &str| {
        format!(
            "ctx: could not claim a task in context.json: no task was ready in the queue pagse{within}: 0 running, 0 pending\n\
             {MEANT}hint: use --wait 1m to wait for one; see ctx task list\n"
        )
    };
    act(&context, "a", &["claim", "--queue", "pagse"]).fails(1, &none(""));
    act(&context, "a", &["claim", "--queue", "pagse", "--wait", "0s"])
        .fails(4, &format!("{says}{}", none(" within 0s")));
}

#[test]
fn json_is_no_name_of_a_task() {
    let context = with_a_queue();
    for json in [r#"{"n":1}"#, r#"["it's"]"#, r#""x""#] {
        let quoted = json.replace('\'', r"'\''");
        context.run(&["task", "add", json]).fails(
            2,
            &format!(
                "ctx: {json} is JSON, which is no name of a task\n\
                 hint: to add it as a payload: ctx -c context.json task add --payload '{quoted}'\n"
            ),
        );
    }
    context.run(&["task", "add", "[draft"]).prints("[draft\n");
}
